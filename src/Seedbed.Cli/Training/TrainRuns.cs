using Seedbed.Checkpoints;
using Seedbed.Cli.Initializing;
using Seedbed.Training;
using Seedbed.Keras;
using Seedbed.Models;

namespace Seedbed.Cli.Training;

/// <summary>Trains a model once for each initializer that was asked for.</summary>
/// <param name="session">Where is written to, and what stops the work.</param>
/// <param name="request">What was asked for.</param>
internal sealed class TrainRuns(Session session, TrainRequest request)
{
    /// <summary>How many samples are predicted before the training.</summary>
    private const int PredictedSamples = 4;

    /// <summary>Fewer steps are over before a bar could be read.</summary>
    private const int StepsWorthABar = 200;

    private readonly long _seed = request.Seed ?? InitializationPlan.DrawSeed();

    /// <summary>All runs, in the order of their initializers.</summary>
    internal IReadOnlyList<TrainedRun> Run()
    {
        request.Check();
        KerasModelFile file = TemplateFile.Read(request.Model, new KerasModelOptions());
        DataSet data = DataSet.Read(new DataReadOptions { CancellationToken = session.Cancellation }, [.. request.Data]);
        bool usesSeed = request.Weights is null || request.Shuffle;
        if (request.Seed is null && usesSeed)
        {
            session.Terminal.Note($"drew the seed {_seed}; --seed {_seed} trains alike again.");
        }

        return request.Initializers.Count == 0
            ? [Run(file, data, null)]
            : [.. request.Initializers.Select(initializer => Run(file, data, initializer))];
    }

    private TrainedRun Run(KerasModelFile file, DataSet data, RunInitializer? initializer)
    {
        Model model = Model.Of(file, request.Model, _seed);
        Begin(model, initializer);
        model.Compile(request.Optimizer, request.Loss, request.Metrics);
        IReadOnlyList<Samples> first = [.. data.Inputs.Select(x => x.Slice(0, Math.Min(PredictedSamples, x.Count)))];
        Samples predictions = model.PredictAll(first, PredictedSamples, request.Threads, session.Cancellation)[0];
        History history = Fit(model, data, initializer);
        Evaluation evaluation = model.Evaluate(data, request.BatchSize, request.Threads, session.Cancellation);
        if (request.Output is { } path)
        {
            TrainedFile.Write(path, model, new WriteOptions { Overwrite = request.Force, MaxDegreeOfParallelism = request.Threads,
                CancellationToken = session.Cancellation });
        }

        return new TrainedRun(initializer?.Text, _seed, history, evaluation, predictions);
    }

    private void Begin(Model model, RunInitializer? initializer)
    {
        if (request.Weights is { } weights)
        {
            foreach (string note in model.LoadWeights(weights, request.WeightOptions))
            {
                session.Terminal.Note(note);
            }
        }
        else if (initializer is not null)
        {
            model.Initialize(initializer.OverridesOf(model.Weights.Select(weight => weight.Name)));
        }
    }

    private History Fit(Model model, DataSet data, RunInitializer? initializer)
    {
        int batches = (data.Count + request.BatchSize - 1) / request.BatchSize;
        return ProgressBar.Run(session.Terminal, initializer?.Text ?? model.Name, (long)batches * request.Epochs, StepsWorthABar,
            progress => model.Fit(data, new FitOptions
        {
            BatchSize = request.BatchSize,
            Epochs = request.Epochs,
            Shuffle = request.Shuffle,
            Seed = _seed,
            MaxDegreeOfParallelism = request.Threads,
            CancellationToken = session.Cancellation,
            Progress = new Steps(progress),
        }));
    }

    /// <summary>Counts the steps of all epochs.</summary>
    private sealed class Steps(IProgress<long> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(((value.Epoch - 1L) * value.Batches) + value.Batch);
    }
}

/// <summary>What one run of a training gave.</summary>
/// <param name="Initializer">The initializer as it was typed; null for the model's own.</param>
/// <param name="Seed">The seed.</param>
/// <param name="History">The means of every epoch.</param>
/// <param name="Evaluation">Loss and metrics afterwards.</param>
/// <param name="Predictions">Of the first samples, before the training.</param>
internal sealed record TrainedRun(string? Initializer, long Seed, History History, Evaluation Evaluation, Samples Predictions);
