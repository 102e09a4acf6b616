using Seedbed.Checkpoints;
using Seedbed.Cli.Initializing;
using Seedbed.Cli.Training;
using Seedbed.Diagnostics;
using Seedbed.Keras;
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

    private readonly long _seed = request.Seed ?? InitializationPlan.DrawSeed();

    /// <summary>All probes, in the order of their initializers.</summary>
    internal IReadOnlyList<ProbedRun> Run()
    {
        request.Check();
        KerasModelOptions options = new() { InputShapes = request.InputShapes };
        KerasModelFile file = TemplateFile.Read(request.Model, options, session.Input, out string path);
        Model model = Model.Of(file, path, _seed);
        bool isGiven = request.Weights is not null || !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        if (request.Weights is { } weights)
        {
            model.LoadWeights(weights, new WeightLoadOptions());
        }

        session.Tell(model.Notes);
        TellSeed(isGiven);
        DataSet? data = request.Data.Count == 0
            ? null
            : ModelData.Read(session, model, request.Data, shuffleSeed: null, needsTargets: request.Loss is not null);
        ProbedRun[] runs = request.Initializers.Count == 0
            ? [Run(model, data, null, isGiven && request.Seeds == 1)]
            : [.. request.Initializers.Select(initializer => Run(model, data, initializer, isAsItIs: false))];
        session.Tell(model.Notes);
        return runs;
    }

    /// <summary>A seed that was drawn is told where weights are drawn by it.</summary>
    private void TellSeed(bool isGiven)
    {
        if (request.Seed is null && !(isGiven && request is { Seeds: 1, Initializers.Count: 0 }))
        {
            session.Terminal.Note($"drew the seed {_seed}; --seed {_seed} probes the same weights again.");
        }
    }

    private ProbedRun Run(Model model, DataSet? data, InitializerRule? initializer, bool isAsItIs)
    {
        string title = initializer?.Text ?? model.Name;
        ProbeOptions options = new()
        {
            Data = data,
            Loss = request.Loss,
            Seeds = request.Seeds,
            Seed = isAsItIs ? null : _seed,
            Overrides = initializer is null ? [] : [.. initializer.OverridesOf([.. model.Weights.Select(weight => weight.Name)])],
            Optimizer = request.Optimizer,
            BatchSize = request.BatchSize,
            IsInference = request.IsInference,
            Execution = new ExecutionOptions(request.Threads, session.Cancellation),
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
