using Seedbed.Cli.Initializing;
using Seedbed.Keras;
using Seedbed.Training;

namespace Seedbed.Cli.Training;

/// <summary>What <c>train</c> was asked for.</summary>
/// <param name="Model">The model's path.</param>
/// <param name="Data">The paths of the data.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Losses">A loss for all outputs, or one for each.</param>
internal sealed record TrainRequest(string Model, IReadOnlyList<string> Data, Optimizer Optimizer, IReadOnlyList<OutputLoss> Losses)
{
    /// <summary>The shapes of inputs without the batch; none leaves them to the file.</summary>
    internal IReadOnlyList<IReadOnlyList<long?>> InputShapes { get; init; } = [];

    /// <summary>The share of the samples, the last of them, that is kept for validation.</summary>
    internal double ValidationSplit { get; init; }

    /// <summary>What is written and watched beside the training.</summary>
    internal TrainCallbacks Callbacks { get; init; } = new();

    /// <summary>Whether pitfalls are not told.</summary>
    internal bool IsQuiet { get; init; }

    internal int Epochs { get; init; } = 1;

    internal int BatchSize { get; init; } = 32;

    /// <summary>Weights to begin with; null draws them.</summary>
    internal string? Weights { get; init; }

    /// <summary>How weights of the file become those of the model.</summary>
    internal WeightLoadOptions WeightOptions { get; init; } = new();

    /// <summary>One run each; none for a run from the model's own schemes.</summary>
    internal IReadOnlyList<InitializerRule> Initializers { get; init; } = [];

    /// <summary>The runs of each initializer, from the seed, the seed + 1, ….</summary>
    internal int Seeds { get; init; } = 1;

    /// <summary>Whether there are several runs.</summary>
    internal bool IsComparison => Seeds > 1 || Initializers.Count > 1;

    /// <summary>The value whose last is compared between initializers.</summary>
    internal string ComparedValue => ValidationSplit > 0 ? "val_loss" : "loss";

    internal bool Shuffle { get; init; } = true;

    /// <summary>Null draws one.</summary>
    internal long? Seed { get; init; }

    internal int Threads { get; init; }

    /// <summary>Where what was learned is saved; null for nowhere.</summary>
    internal string? Output { get; init; }

    internal bool Force { get; init; }

    /// <summary>Whether data and faults are told as JSON.</summary>
    internal bool AsJson { get; init; }

    /// <summary>Accuracy beside a cross-entropy, else the error that is not the loss.</summary>
    internal static IReadOnlyList<Metric> DefaultMetrics(Loss loss) => loss switch
    {
        MeanSquaredError or Huber or LogCosh or MeanAbsolutePercentageError or MeanSquaredLogarithmicError or Poisson or CosineSimilarity =>
            ["mae"],
        MeanAbsoluteError => ["mse"],
        _ => ["accuracy"],
    };

    /// <summary>Refuses what cannot be done together, before any work.</summary>
    /// <exception cref="ArgumentException">The sentence says what to leave out.</exception>
    internal void Check()
    {
        if (Data.Append(Weights).Contains(StandardInput.Sign))
        {
            throw new ArgumentException(
                "- is standard input, from which train reads its MODEL alone; name files for --data and --weights.");
        }

        if (Weights is not null && Initializers.Count > 0)
        {
            throw new ArgumentException(
                "--weights and --initializer are given; a run begins with the ones or with the others, so leave one out.");
        }

        if (Callbacks.Backup is not null && Initializers.Count > 1)
        {
            throw new ArgumentException(
                $"--backup is given, and {Initializers.Count} initializers; a folder keeps one run, so name one initializer.");
        }

        if (Weights is null && WeightOptions != new WeightLoadOptions())
        {
            throw new ArgumentException(
                "--by-name and --skip-mismatch say how --weights are taken; name a file of weights, or leave them out.");
        }

        CheckSeveral();
        new WrittenFiles(this).Check();
        if (Output is null)
        {
            return;
        }

        TrainedFile.Check(Output, Force);
        if (Initializers.Count > 1)
        {
            throw new ArgumentException($"-o is given, and {Initializers.Count} initializers; one run is saved, so name one initializer.");
        }
    }
    /// <summary>What keeps one run is no place for several.</summary>
    private void CheckSeveral()
    {
        if (Initializers.GroupBy(each => each.Text).FirstOrDefault(group => group.Count() > 1) is { } twice && Seeds > 1)
        {
            throw new ArgumentException($"--initializer {twice.Key.Excerpt()} is given twice; with --seeds each is named once.");
        }

        (string Option, string? Path)[] ofOneRun = Seeds > 1
            ? [("-o", Output), ("--backup", Callbacks.Backup), ("--checkpoint", Callbacks.Checkpoint), ("--csv-log", Callbacks.CsvLog),
                ("--monitor-log", Callbacks.MonitorLog)]
            : IsComparison ? [("--monitor-log", Callbacks.MonitorLog)] : [];
        if (ofOneRun.FirstOrDefault(each => each.Path is not null).Option is { } option)
        {
            throw new ArgumentException(Seeds > 1
                ? $"{option} is given, and --seeds {Seeds}; it keeps one run, so leave one of them out."
                : $"{option} is given, and {Initializers.Count} initializers; it keeps one run, so name one initializer.");
        }
    }
}
