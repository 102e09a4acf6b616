using System.CommandLine;
using System.Globalization;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Options;
using Seedbed.Cli.Output;
using Seedbed.Cli.Probing;
using Seedbed.Diagnostics;

namespace Seedbed.Cli.Commands;

/// <summary><c>seedbed probe</c>: what every layer of a model keeps of signal and gradient at initialization.</summary>
internal sealed class ProbeCommand
{
    private readonly LookOptions _look = new(
        data: "What to send through, as train reads it: .npz, IDX files, .csv, a folder of images; targets are left aside without "
            + "--loss. Standard normal numbers by default.",
        loss: "Derive this loss of the data's targets; a random sum of the outputs by default.",
        optimizer: "Tell how far the first five steps of this optimizer move the weights.",
        weights: "Probe these weights instead of drawn ones.");

    private readonly Option<InitializerRule[]> _initializers = InitializerRule.Option(
        "Probe this initializer: a scheme for all kernels (he_normal), or for the weights of a pattern ('dense/*=zeros'). "
        + "Several are probed side by side.");

    private readonly Option<int?> _seeds =
        TextOption.Count("--seeds", "K", "Draw the weights K times; numbers are then medians and bands.");

    private readonly Option<int[]?> _widths = TextOption.Create<int[]?>(
        "--widths", "W,W,…", "Tell how the sizes of layers' values follow the width, and with --optimizer what its first five steps "
        + "change: hidden layers are scaled so that the first is W wide, inputs and outputs stay.", ParseWidths);

    private readonly Option<int?> _batchSize =
        TextOption.Count("--batch-size", "B", "The samples; as many as fit, from 2 to 64, by default.");

    private readonly Option<bool> _inference = new("--inference")
    {
        Description = "As the model predicts: normalization by moving statistics, no dropout.", Arity = ArgumentArity.Zero,
    };

    private readonly Option<Bounds?> _assert = TextOption.Create<Bounds?>(
        "--assert", "LOW..HIGH", "Exit with 1 where the second moment before the activation of a layer with weights, divided by the first "
        + "layer's, is outside: 0.5..2.", ParseBounds);

    private readonly Session _session;

    private ProbeCommand(Session session) => _session = session;

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
                "seedbed probe model.json --widths 64,128,256 --optimizer 'Adam(learning_rate=0.001)' --seeds 3",
            ],
        };
        probe._look.AddTo(command, probe._initializers, probe._seeds, probe._widths, probe._batchSize, probe._inference, probe._assert);
        command.SetAction(probe.Run);
        return command;
    }

    private static int[]? ParseWidths(string text)
    {
        int[] widths = [.. text.Split(',').Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int width) ? width : 0).Distinct().Order()];
        return widths.Length >= 2 && widths[0] >= 1
            ? widths
            : throw new FormatException(
                $"--widths is '{text.Excerpt()}'; it must be two or more integers of at least 1, with commas between them: 64,128,256.");
    }

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
        ProbeRequest request = new(_look.Model(parsed))
        {
            Loss = _look.LossOf(parsed),
            Initializers = parsed.GetValue(_initializers) ?? [],
            Seeds = parsed.GetValue(_seeds) ?? 1,
            Optimizer = _look.OptimizerOf(parsed),
            Widths = parsed.GetValue(_widths) ?? [],
            BatchSize = parsed.GetValue(_batchSize),
            IsInference = parsed.GetValue(_inference),
            Assert = parsed.GetValue(_assert),
            Execution = _look.Execution(parsed, _session),
        };
        ReportTarget report = _look.Report.Check(parsed);
        IReadOnlyList<ProbedRun> runs = new ProbeRuns(_session, request).Run();
        if (_look.Json(parsed))
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
