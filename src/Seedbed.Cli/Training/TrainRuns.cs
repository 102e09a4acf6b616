using Seedbed.Checkpoints;
using Seedbed.Cli.Initializing;
using Seedbed.Diagnostics;
using Seedbed.Keras;
using Seedbed.Models;
using Seedbed.Training;

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
    private readonly HashSet<string> _told = [];

    private long Seed => request.Seed ?? _resumed ?? _drawn;

    /// <summary>All runs, seed by seed in the order of their initializers.</summary>
    internal TrainedRuns Run()
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

        Model? read = first;
        if (request is { Weights: not null, Seeds: > 1 })
        {
            session.Tell(["all runs begin with the weights that are given; seeds give the order of the samples and what dropout drops."]);
        }

        TrainedRuns done = Run([.. Planned()], data, planned =>
        {
            Model model = read ?? Model.Of(file, path, planned.Seed);
            read = null;
            return model;
        });
        return request.Seeds == 1 ? done
            : done with { Comparison = RunComparison.Of([.. done.Runs.Select(run => run.Compared)], request.ComparedValue) };
    }

    /// <summary>The runs of a seed follow each other, so that a comparison that is stopped has pairs.</summary>
    private IEnumerable<PlannedRun> Planned()
    {
        InitializerRule?[] initializers = request.Initializers.Count == 0 ? [null] : [.. request.Initializers];
        return Enumerable.Range(0, request.Seeds).SelectMany(index => initializers.Select(each => new PlannedRun(each, SeedOf(index))));
    }

    private long SeedOf(int index) => Seed <= long.MaxValue - index
        ? Seed + index
        : throw new ArgumentException($"--seed is {Seed}, and --seeds {request.Seeds}; the last seed must be at most {long.MaxValue}.");

    private TrainedRuns Run(PlannedRun[] planned, DataSet data, Func<PlannedRun, Model> build)
    {
        List<TrainedRun> runs = [];
        try
        {
            foreach (PlannedRun each in planned)
            {
                runs.Add(Run(build(each), data, each));
            }
        }
        catch (OperationCanceledException) when (runs.Count > 0)
        {
            session.Heard();
            session.Terminal.Tell(new Fault(ExitStatus.Interrupted, $"stopped in {TitleOf(planned[runs.Count])}, after {runs.Count} of "
                + $"{planned.Length} runs, which are told."), request.AsJson);
            return new TrainedRuns(runs, IsStopped: true);
        }

        return runs.TrueForAll(run => run.Failure is not null)
            ? throw new ArithmeticException(runs[0].Failure)
            : new TrainedRuns(runs, runs.Exists(run => run is { Evaluation: null, Failure: null }));
    }

    /// <summary>What a run is called in notes about several.</summary>
    private string TitleOf(PlannedRun run)
    {
        string name = run.Initializer is { } initializer ? $"the run of {initializer.Text.Excerpt()}" : "the run";
        return request.Seeds > 1 ? $"{name} from the seed {run.Seed}" : name;
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

    private TrainedRun Run(Model model, DataSet data, PlannedRun planned)
    {
        Begin(model, planned.Initializer);
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
        EpochValues epochs = new();
        SignalMonitor? monitor = request.Callbacks.Monitor(request.IsComparison ? null : sentence => Note($"note: {sentence}"));
        try
        {
            History history = Fit(model, data, planned, stop, [epochs, .. monitor is null ? (Callback[])[] : [monitor]]);
            KeyValuePair<string, IReadOnlyList<double>>[] values =
                [.. history.Names.Select(name => KeyValuePair.Create(name, history[name]))];
            return new TrainedRun(planned.Initializer?.Text, planned.Seed, values, predictions)
            {
                Evaluation = Finish(model, data, stop),
                Monitor = monitor,
            };
        }
        catch (NotFiniteNumberException fault) when (request.IsComparison)
        {
            string failure = Fault.SentenceOf(fault);
            session.Terminal.Note($"note: {TitleOf(planned)}: {failure} It counts as infinite.");
            return new TrainedRun(planned.Initializer?.Text, planned.Seed, epochs.Values, predictions)
            {
                Failure = failure,
                Monitor = monitor,
            };
        }
        finally
        {
            TellOnce(planned, request.IsComparison ? monitor?.Warnings ?? [] : []);
        }
    }

    /// <summary>Of several runs of an initializer the first that has a fault is told.</summary>
    private void TellOnce(PlannedRun planned, IReadOnlyList<MonitorWarning> warnings)
    {
        foreach (MonitorWarning warning in warnings.Where(each => _told.Add($"{planned.Initializer?.Text} {each.Fault} {each.Signal}")))
        {
            session.Terminal.Note($"note: {TitleOf(planned)}: {warning.Sentence}");
        }
    }

    /// <summary>Evaluates and saves what was learned.</summary>
    private Evaluation? Finish(Model model, DataSet data, StopOnRequest stop)
    {
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

        return evaluation;
    }

    /// <summary>A sentence once, whatever the number of runs that give cause for it.</summary>
    private void Note(string sentence)
    {
        if (_told.Add(sentence))
        {
            session.Terminal.Note(sentence);
        }
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

    private History Fit(Model model, DataSet data, PlannedRun planned, StopOnRequest stop, Callback[] recording)
    {
        int kept = request.ValidationSplit == 0 ? data.Count : (int)Math.Floor(data.Count * (1 - request.ValidationSplit));
        int batches = (kept + request.BatchSize - 1) / request.BatchSize;
        string title = $"{planned.Initializer?.Text ?? model.Name}{(request.Seeds > 1 ? $", seed {planned.Seed}" : "")}";
        Callback[] warnings = request.IsQuiet ? [] : [new PitfallWarnings(Note)];
        Callback[] asked = [.. request.Callbacks.Make(request.ValidationSplit > 0)];
        return ProgressBar.Run(session.Terminal, title, (long)batches * request.Epochs, StepsWorthABar,
            (IProgress<(long Done, string Title)> progress) => model.Fit(data, new FitOptions
            {
                BatchSize = request.BatchSize,
                Epochs = request.Epochs,
                ValidationSplit = request.ValidationSplit,
                Shuffle = request.Shuffle,
                Seed = planned.Seed,
                MaxDegreeOfParallelism = request.Threads,
                CancellationToken = request.Output is null ? session.Cancellation : default,
                Callbacks =
                [
                    .. recording, .. asked, .. asked.OfType<BackupAndRestore>().Select(TellsWhereItGoesOn), .. warnings,
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
