using System.CommandLine;
using System.Globalization;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Cli.Probing;
using Seedbed.Cli.Training;
using Seedbed.Diagnostics;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed diagnose</c>: what is wrong with a model at initialization, since which layer, and the change to make.</summary>
internal sealed class DiagnoseCommand
{
    private readonly Argument<string> _model =
        new("MODEL")
        {
            Description = "A Keras model: what model.to_json() writes (.json), a .keras or an .h5 file; - for standard input.",
        };

    private readonly Option<string[]> _data = new("--data")
    {
        Description = "What the model is for, as train reads it: .npz, IDX files, .csv, a folder of images. Standard normal samples with "
            + "labels of a fixed random linear teacher by default.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<Loss?> _loss = TextOption.Create<Loss?>(
        "--loss", "L", "What it is trained by; what the last activation asks for by default.", Loss.Get).Completed(() => Loss.Names);

    private readonly Option<Optimizer?> _optimizer = TextOption.Create<Optimizer?>(
        "--optimizer", "O", "The optimizer of the trials; adam by default.", Optimizer.Get).Completed(() => Optimizer.Names);

    private readonly Option<double?> _seconds = TextOption.Create<double?>(
        "--seconds", "S", "The time that trials may take, about; 60 by default.", ParseSeconds);

    private readonly Option<long?> _seed = DrawOptions.SeedOption("Gives the weights of initializers without a seed; drawn and told by "
        + "default.");

    private readonly Option<string?> _weights = new("--weights")
    {
        Description = "Begin with these weights.", HelpName = "FILE", Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<IReadOnlyList<long?>[]> _inputShapes = InputShapeParser.Option();

    private readonly ReportOptions _report = new();

    private readonly Option<int?> _threads = DrawOptions.ThreadsOption();

    private readonly Option<bool> _json = DrawOptions.JsonOption();

    private readonly Session _session;

    private DiagnoseCommand(Session session) => _session = session;

    internal static Command Create(Session session)
    {
        DiagnoseCommand diagnose = new(session);
        ToolCommand command = new(
            "diagnose", "Say what is wrong with a model at initialization, since which layer, and the change to make.")
        {
            FaultsFound = "the model has faults",
            Examples =
            [
                "seedbed diagnose deep.json --seed 1",
                "seedbed diagnose model.json --data d.npz --loss sparse_categorical_crossentropy --seconds 20",
            ],
        };
        command.Add(diagnose._model);
        foreach (Option option in (ReadOnlySpan<Option>)[
            diagnose._data, diagnose._loss, diagnose._optimizer, diagnose._seconds, diagnose._seed, diagnose._weights,
            diagnose._inputShapes, diagnose._threads, diagnose._json])
        {
            command.Add(option);
        }

        diagnose._report.AddTo(command);
        command.SetAction(diagnose.Run);
        return command;
    }

    private static double? ParseSeconds(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 1 and <= 1e6
            ? seconds
            : throw new FormatException($"--seconds is '{text.Excerpt()}'; it must be a number from 1 to a million.");

    private int Run(ParseResult parsed)
    {
        ReportTarget report = _report.Check(parsed);
        string[] data = parsed.GetValue(_data) ?? [];
        if (data.Length > 0 && parsed.GetValue(_loss) is null)
        {
            throw new ArgumentException("--data is given without --loss; name one, such as --loss sparse_categorical_crossentropy.");
        }

        LookedAtModel looked = new(parsed.GetValue(_model)!)
        {
            Weights = parsed.GetValue(_weights),
            InputShapes = parsed.GetValue(_inputShapes) ?? [],
            Seed = parsed.GetValue(_seed),
            Data = data,
        };
        Model model = looked.Read(_session, "diagnoses");
        Diagnosis diagnosis = Diagnose(parsed, model, data);
        _session.Tell(model.Notes);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Print(_session.Terminal, json => DiagnoseJson.Write(json, diagnosis, _session.Notes));
        }
        else
        {
            DiagnoseText.Print(_session.Terminal, diagnosis);
        }

        // Behind what is printed: a page that cannot be written loses no work.
        report.Save(() => DiagnosisReport.Of(diagnosis));
        return diagnosis.IsHealthy ? ExitStatus.Done : ExitStatus.FaultsFound;
    }

    private Diagnosis Diagnose(ParseResult parsed, Model model, string[] data)
    {
        try
        {
            return Diagnosis.Of(model, Options(parsed, model, data));
        }
        finally
        {
            _session.Terminal.ShowStatus("");
        }
    }

    private DiagnosisOptions Options(ParseResult parsed, Model model, string[] data) => new()
    {
        Data = data.Length == 0 ? null : ModelData.Read(_session, model, data, model.Seed),
        Loss = parsed.GetValue(_loss),
        Optimizer = parsed.GetValue(_optimizer),
        Seconds = parsed.GetValue(_seconds) ?? new DiagnosisOptions().Seconds,
        Execution = new ExecutionOptions(DrawOptions.ThreadsOf(parsed, _threads), _session.Cancellation),
        Progress = new Steps(_session.Terminal),
    };

    /// <summary>Tells what is being done, where somebody looks.</summary>
    private sealed class Steps(Terminal terminal) : IProgress<string>
    {
        public void Report(string value)
        {
            if (terminal.HasProgress)
            {
                terminal.ShowStatus(value);
            }
        }
    }
}
