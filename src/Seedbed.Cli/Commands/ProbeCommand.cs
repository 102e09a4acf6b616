using System.CommandLine;
using System.Globalization;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Cli.Probing;
using Seedbed.Diagnostics;
using Seedbed.Serialization;
using Seedbed.Training;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed probe</c>: what every layer of a model keeps of signal and gradient at initialization.</summary>
internal sealed class ProbeCommand
{
    private readonly Argument<string> _model =
        new("MODEL")
        {
            Description = "A Keras model: what model.to_json() writes (.json), a .keras or an .h5 file; - for standard input.",
        };

    private readonly Option<string[]> _data = new("--data")
    {
        Description = "What to send through, as train reads it: .npz, IDX files, .csv, a folder of images; targets are left aside without "
            + "--loss. Standard normal numbers by default.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<Loss?> _loss = TextOption.Create<Loss?>(
        "--loss", "L", "Derive this loss of the data's targets; a random sum of the outputs by default.", Loss.Get)
        .Completed(() => Loss.Names);

    private readonly Option<InitializerRule[]> _initializers = new("--initializer")
    {
        Description = "Probe this initializer: a scheme for all kernels (he_normal), or for the weights of a pattern ('dense/*=zeros'). "
            + "Several are probed side by side.",
        HelpName = "ID",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int?> _seeds = Count("--seeds", "K", "Draw the weights K times; numbers are then medians and bands.");

    private readonly Option<long?> _seed = DrawOptions.SeedOption("Gives the weights of initializers without a seed; drawn and told by "
        + "default.");

    private readonly Option<string?> _weights = new("--weights")
    {
        Description = "Probe these weights instead of drawn ones.", HelpName = "FILE", Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<Optimizer?> _optimizer = TextOption.Create<Optimizer?>(
        "--optimizer", "O", "Tell how far the first five steps of this optimizer move the weights.", Optimizer.Get)
        .Completed(() => Optimizer.Names);

    private readonly Option<int?> _batchSize = Count("--batch-size", "B", "The samples; as many as fit, from 2 to 64, by default.");

    private readonly Option<bool> _inference = new("--inference")
    {
        Description = "As the model predicts: normalization by moving statistics, no dropout.", Arity = ArgumentArity.Zero,
    };

    private readonly Option<IReadOnlyList<long?>[]> _inputShapes = InputShapeParser.Option();

    private readonly Option<Bounds?> _assert = TextOption.Create<Bounds?>(
        "--assert", "LOW..HIGH", "Exit with 1 where the second moment before the activation of a layer with weights, divided by the first "
        + "layer's, is outside: 0.5..2.", ParseBounds);

    private readonly ReportOptions _report = new();

    private readonly Option<int?> _threads = DrawOptions.ThreadsOption();

    private readonly Option<bool> _json = DrawOptions.JsonOption();

    private readonly Session _session;

    private ProbeCommand(Session session)
    {
        _session = session;
        _initializers.CustomParser = TextOption.ParseEach(InitializerRule.Parse);
        _initializers.Completed(() => InitializerRegistry.Default.Names);
    }

    internal static Command Create(Session session)
    {
        ProbeCommand probe = new(session);
        ToolCommand command = new("probe", "Show what every layer keeps of signal and gradient at initialization.")
        {
            FaultsFound = "--assert does not hold",
            Examples =
            [
                "seedbed probe model.json",
                "seedbed probe deep.json --initializer glorot_uniform --initializer he_normal --seeds 5 --seed 1",
                "seedbed probe deep.json --initializer he_normal --assert 0.2..5 --json",
            ],
        };
        command.Add(probe._model);
        foreach (Option option in (ReadOnlySpan<Option>)[
            probe._data, probe._loss, probe._initializers, probe._seeds, probe._seed, probe._weights, probe._optimizer, probe._batchSize,
            probe._inference,
            probe._inputShapes, probe._assert, probe._threads, probe._json])
        {
            command.Add(option);
        }

        probe._report.AddTo(command);
        command.SetAction(probe.Run);
        return command;
    }

    private static Option<int?> Count(string name, string placeholder, string description) => TextOption.Create<int?>(
        name, placeholder, description, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count >= 1 ? count : throw new FormatException($"{name} is '{text.Excerpt()}'; it must be an integer of at least 1."));

    private static Bounds? ParseBounds(string text)
    {
        string[] parts = text.Split("..");
        return parts is [string low, string high]
            && double.TryParse(low, NumberStyles.Float, CultureInfo.InvariantCulture, out double least)
            && double.TryParse(high, NumberStyles.Float, CultureInfo.InvariantCulture, out double most)
            && least <= most
            ? new Bounds(least, most)
            : throw new FormatException($"--assert is '{text.Excerpt()}'; it must be two numbers, the smaller first: 0.5..2.");
    }

    private int Run(ParseResult parsed)
    {
        ProbeRequest request = new(parsed.GetValue(_model)!)
        {
            Data = parsed.GetValue(_data) ?? [],
            Loss = parsed.GetValue(_loss),
            Initializers = parsed.GetValue(_initializers) ?? [],
            Seeds = parsed.GetValue(_seeds) ?? 1,
            Seed = parsed.GetValue(_seed),
            Weights = parsed.GetValue(_weights),
            Optimizer = parsed.GetValue(_optimizer),
            BatchSize = parsed.GetValue(_batchSize),
            IsInference = parsed.GetValue(_inference),
            InputShapes = parsed.GetValue(_inputShapes) ?? [],
            Assert = parsed.GetValue(_assert),
            Threads = DrawOptions.ThreadsOf(parsed, _threads),
        };
        ReportTarget report = _report.Check(parsed);
        IReadOnlyList<ProbedRun> runs = new ProbeRuns(_session, request).Run();
        if (parsed.GetValue(_json))
        {
            JsonOutput.Print(_session.Terminal, json => ProbeJson.Write(json, runs, request.Assert, _session.Notes));
        }
        else
        {
            ProbeText.Print(_session.Terminal, runs, request.Assert);
        }

        // Behind what is printed: a page that cannot be written loses no work.
        report.Save(() => ProbeReport.Of([.. runs.Select(run => (run.Initializer ?? run.Result.Model.Name, run.Result))]));
        return request.Assert is { } bounds && runs.Any(run => run.Result.FirstOutside(bounds.Low, bounds.High) is not null)
            ? ExitStatus.FaultsFound
            : ExitStatus.Done;
    }
}
