using System.CommandLine;
using System.Globalization;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Cli.Probing;
using Seedbed.Cli.Training;
using Seedbed.Diagnostics;
using Seedbed.Models;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed diagnose</c>: what is wrong with a model at initialization, since which layer, and the change to make.</summary>
internal sealed class DiagnoseCommand
{
    private readonly LookOptions _look = new(
        data: "What the model is for, as train reads it: .npz, IDX files, .csv, a folder of images. Standard normal samples with labels "
            + "of a fixed random linear teacher by default.",
        loss: "What it is trained by; what the last activation asks for by default.",
        optimizer: "The optimizer of the trials; adam by default.",
        weights: "Begin with these weights.",
        threads: "The values of a training do not depend on it; how many steps fit into --seconds, and so what is chosen, may.");

    private readonly Option<double?> _seconds = TextOption.Create<double?>(
        "--seconds", "S", "The time that trials may take, about; 60 by default.", ParseSeconds);

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
        diagnose._look.AddTo(command, diagnose._seconds);
        command.SetAction(diagnose.Run);
        return command;
    }

    private static double? ParseSeconds(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 1 and <= 1e6
            ? seconds
            : throw new FormatException($"--seconds is '{text.Excerpt()}'; it must be a number from 1 to a million.");

    private int Run(ParseResult parsed)
    {
        ReportTarget report = _look.Report.Check(parsed);
        LookedAtModel looked = _look.Model(parsed);
        if (looked.Data.Count > 0 && _look.LossOf(parsed) is null)
        {
            throw new ArgumentException("--data is given without --loss; name one, such as --loss sparse_categorical_crossentropy.");
        }

        Model model = looked.Read(_session, "diagnoses");
        Diagnosis diagnosis = Diagnose(parsed, model, looked.Data);
        _session.Tell(model.Notes);
        if (_look.Json(parsed))
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

    private Diagnosis Diagnose(ParseResult parsed, Model model, IReadOnlyList<string> data)
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

    private DiagnosisOptions Options(ParseResult parsed, Model model, IReadOnlyList<string> data) => new()
    {
        Data = data.Count == 0 ? null : ModelData.Read(_session, model, data, model.Seed),
        Loss = _look.LossOf(parsed),
        Optimizer = _look.OptimizerOf(parsed),
        Seconds = parsed.GetValue(_seconds) ?? new DiagnosisOptions().Seconds,
        Execution = _look.Execution(parsed, _session),
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
