using Seedbed.Cli.Initializing;
using Seedbed.Cli.Training;
using Seedbed.Diagnostics;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Cli.Probing;

/// <summary>Probes a model once for each initializer that was asked for.</summary>
/// <param name="session">Where is written to, and what stops the work.</param>
/// <param name="request">What was asked for.</param>
internal sealed class ProbeRuns(Session session, ProbeRequest request)
{
    /// <summary>The parts of a probe that its bar counts.</summary>
    private const int Parts = 1000;

    /// <summary>All probes, in the order of their initializers.</summary>
    internal IReadOnlyList<ProbedRun> Run()
    {
        request.Check();
        bool draws = request.Seeds > 1 || request.Initializers.Count > 0;
        Model model = request.Model.Read(session, "probes", draws);
        DataSet? data = request.Model.Data.Count == 0
            ? null
            : ModelData.Read(session, model, request.Model.Data, shuffleSeed: null, needsTargets: request.Loss is not null);
        ProbedRun[] runs = request.Initializers.Count == 0
            ? [Run(model, data, null, !draws && model.HasGivenWeights)]
            : [.. request.Initializers.Select(initializer => Run(model, data, initializer, isAsItIs: false))];
        session.Tell(model.Notes);
        return runs;
    }

    private ProbedRun Run(Model model, DataSet? data, InitializerRule? initializer, bool isAsItIs)
    {
        string title = initializer?.Text ?? model.Name;
        ProbeOptions options = new()
        {
            Data = data,
            Loss = request.Loss,
            Seeds = request.Seeds,
            Seed = isAsItIs ? null : model.Seed,
            Overrides = initializer is null ? [] : [.. initializer.OverridesOf([.. model.Weights.Select(weight => weight.Name)])],
            Optimizer = request.Optimizer,
            Widths = request.Widths,
            BatchSize = request.BatchSize,
            IsInference = request.IsInference,
            Execution = request.Execution,
        };
        ProbeResult result = ProgressBar.Run(session.Terminal, title, Parts, 1, (IProgress<(long Done, string Title)> progress) =>
            SignalProbe.Run(model, options with { Progress = new Share(progress, title) }));
        return new ProbedRun(initializer?.Text, result);
    }

    private sealed class Share(IProgress<(long Done, string Title)> progress, string title) : IProgress<double>
    {
        public void Report(double value) => progress.Report(((long)(value * Parts), title));
    }
}

/// <summary>What one probe found.</summary>
/// <param name="Initializer">The initializer as it was typed; null for the model's own.</param>
/// <param name="Result">What it found.</param>
internal sealed record ProbedRun(string? Initializer, ProbeResult Result);
