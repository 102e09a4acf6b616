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

    private readonly long? _resumed = request.Callbacks.Backup is { } folder ? BackupAndRestore.SeedIn(folder) : null;
    private readonly long _drawn = InitializationPlan.DrawSeed();

    private long Seed => request.Seed ?? _resumed ?? _drawn;

    /// <summary>All runs, in the order of their initializers.</summary>
    internal IReadOnlyList<TrainedRun> Run()
    {
        request.Check();
        KerasModelFile file =
            TemplateFile.Read(request.Model, new KerasModelOptions { InputShapes = request.InputShapes }, session.Input, out string path);
        Model first = Model.Of(file, path, Seed);
        session.Tell(first.Notes);
        DataSet data = ModelData.Read(session, first, request.Data, request.Shuffle ? Seed : null);
        bool usesSeed = request.Weights is null || request.Shuffle;
        if (request.Seed is null && _resumed is null && usesSeed)
        {
            session.Terminal.Note($"drew the seed {Seed}; --seed {Seed} trains alike again.");
        }

        return request.Initializers.Count == 0
            ? [Run(first, data, null)]
            : [.. request.Initializers.Select(
                (initializer, index) => Run(index == 0 ? first : Model.Of(file, path, Seed), data, initializer))];
    }

    /// <summary>What the model makes of the first samples, in a batch of the size that it asks for.</summary>
    private IReadOnlyList<Samples> Predict(Model model, DataSet data)
    {
        int batch = model.BatchSize ?? PredictedSamples;
        IReadOnlyList<Samples> first = [.. data.Inputs.Select(x => x.Slice(0, Math.Min(batch, x.Count)))];
        IReadOnlyList<Samples> predictions = model.PredictAll(first, batch, request.Threads, session.Cancellation);
        model.ResetStates();
        return [.. predictions.Select(each => each.Count > PredictedSamples ? each.Slice(0, PredictedSamples) : each)];
    }

    private TrainedRun Run(Model model, DataSet data, InitializerRule? initializer)
    {
        Begin(model, initializer);
        if (request.Losses is [{ Output: null, Weight: 1, WeightedMetrics.Count: 0 } only])
        {
            model.Compile(request.Optimizer, only.Loss, only.Metrics);
        }
        else
        {
            model.Compile(request.Optimizer, request.Losses);
        }

        IReadOnlyList<Samples> predictions = Predict(model, data);
        session.Tell(model.Notes);
        StopOnRequest stop = new(session);
        History history = Fit(model, data, initializer, stop);
        Evaluation? evaluation =
            stop.Sentence is null ? model.Evaluate(data, request.BatchSize, request.Threads, session.Cancellation) : null;
        if (request.Output is { } path)
        {
            TrainedFile.Write(path, model, new WriteOptions { Overwrite = request.Force, MaxDegreeOfParallelism = request.Threads,
                CancellationToken = stop.Sentence is null ? session.Cancellation : default });
        }

        session.Tell(model.Notes);

        if (stop.Sentence is { } sentence)
        {
            string saved = $"{sentence}; what was learned until then is saved in {request.Output.Excerpt()}.";
            session.Terminal.Tell(new Fault(ExitStatus.Interrupted, saved), request.AsJson);
        }

        return new TrainedRun(initializer?.Text, Seed, history, evaluation, predictions);
    }

    private void Begin(Model model, InitializerRule? initializer)
    {
        if (request.Weights is { } weights)
        {
            model.LoadWeights(weights, request.WeightOptions);
        }
        else if (initializer is not null)
        {
            model.Initialize(initializer.OverridesOf([.. model.Weights.Select(weight => weight.Name)]));
        }
    }

    private History Fit(Model model, DataSet data, InitializerRule? initializer, StopOnRequest stop)
    {
        int kept = request.ValidationSplit == 0 ? data.Count : (int)Math.Floor(data.Count * (1 - request.ValidationSplit));
        int batches = (kept + request.BatchSize - 1) / request.BatchSize;
        string title = initializer?.Text ?? model.Name;
        Callback[] warnings = request.IsQuiet ? [] : [new PitfallWarnings(session.Terminal.Note)];
        Callback[] asked = [.. request.Callbacks.Make(request.ValidationSplit > 0)];
        return ProgressBar.Run(session.Terminal, title, (long)batches * request.Epochs, StepsWorthABar,
            (IProgress<(long Done, string Title)> progress) => model.Fit(data, new FitOptions
            {
                BatchSize = request.BatchSize,
                Epochs = request.Epochs,
                ValidationSplit = request.ValidationSplit,
                Shuffle = request.Shuffle,
                Seed = Seed,
                MaxDegreeOfParallelism = request.Threads,
                CancellationToken = request.Output is null ? session.Cancellation : default,
                Callbacks =
                [
                    .. asked, .. asked.OfType<BackupAndRestore>().Select(TellsWhereItGoesOn), .. warnings,
                    .. request.Output is null ? (Callback[])[] : [stop],
                ],
                Progress = session.Terminal.HasProgress ? new Steps(progress, title) : null,
            }));
    }

    private LambdaCallback TellsWhereItGoesOn(BackupAndRestore backup) => new(onTrainBegin: state =>
    {
        if (backup.RestoredEpoch > 0)
        {
            session.Tell([$"the training goes on behind epoch {backup.RestoredEpoch} of {state.Epochs}, which "
                + $"{request.Callbacks.Backup.Excerpt()} keeps; delete it to begin anew."]);
        }
    });

    /// <summary>Counts the steps of all epochs, and tells loss and rate.</summary>
    private sealed class Steps(IProgress<(long Done, string Title)> progress, string title) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report((
            ((value.Epoch - 1L) * value.Batches) + value.Batch,
            $"{title}, epoch {value.Epoch}/{value.Epochs}, loss {value.Logs["loss"]:G4}, rate {value.LearningRate:G3}"));
    }

    /// <summary>Ends a training after a step where the user asks for an end, so that what was learned can be saved.</summary>
    private sealed class StopOnRequest(Session session) : Callback
    {
        /// <summary>Where the training was stopped; null where it was not.</summary>
        internal string? Sentence { get; private set; }

        public override void OnBatchEnd(TrainingState state)
        {
            if (session.Cancellation.IsCancellationRequested)
            {
                session.Heard();
                Sentence = $"stopped in epoch {state.Epoch} of {state.Epochs}, after step {state.Batch} of {state.Batches}";
                state.StopAtOnce();
            }
        }
    }
}

/// <summary>What one run of a training gave.</summary>
/// <param name="Initializer">The initializer as it was typed; null for the model's own.</param>
/// <param name="Seed">The seed.</param>
/// <param name="History">The means of every epoch.</param>
/// <param name="Evaluation">Loss and metrics afterwards; null where the training was stopped.</param>
/// <param name="Predictions">Of the first samples, before the training, for each output.</param>
internal sealed record TrainedRun(
    string? Initializer, long Seed, History History, Evaluation? Evaluation, IReadOnlyList<Samples> Predictions);
