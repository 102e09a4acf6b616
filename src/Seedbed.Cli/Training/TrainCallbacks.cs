using Seedbed.Diagnostics;
using Seedbed.Models;

namespace Seedbed.Cli.Training;

/// <summary>The callbacks of a training as the command line names them.</summary>
internal sealed record TrainCallbacks
{
    /// <summary>The value that is watched; null for the loss, of the validation where there is one.</summary>
    internal string? Watch { get; init; }

    /// <summary>The steps after which signals are recorded; null where they are not monitored.</summary>
    internal int? MonitorEvery { get; init; }

    /// <summary>Where recorded signals are written; null for nowhere.</summary>
    internal string? MonitorLog { get; init; }

    /// <summary>The epochs without improvement after which a training ends; null for never.</summary>
    internal int? EarlyStopping { get; init; }

    /// <summary>The epochs without improvement after which the rate is a tenth; null for never.</summary>
    internal int? ReduceLearningRate { get; init; }

    /// <summary>Where the best epoch so far, or with {epoch} in the name each, is saved; null for nowhere.</summary>
    internal string? Checkpoint { get; init; }

    /// <summary>Where a line for each epoch is written; null for nowhere.</summary>
    internal string? CsvLog { get; init; }

    /// <summary>The folder from which an interrupted training goes on; null for none.</summary>
    internal string? Backup { get; init; }

    /// <summary>Whether the folder of the backup has a training to go on with, whose files are continued.</summary>
    internal bool GoesOn => Backup is { } backup && BackupAndRestore.SeedIn(backup) is not null;

    /// <summary>What records signals; null where they are not monitored.</summary>
    /// <param name="tell">Gets the warnings; null for nobody.</param>
    internal SignalMonitor? Monitor(Action<string>? tell) => MonitorEvery is { } every ? new(every, tell, MonitorLog, GoesOn) : null;

    /// <summary>The callbacks, those that change what is told first.</summary>
    /// <param name="hasValidation">Whether there are values of a validation.</param>
    internal IEnumerable<Callback> Make(bool hasValidation)
    {
        string watched = Watch ?? (hasValidation ? "val_loss" : "loss");
        if (ReduceLearningRate is { } plateau)
        {
            yield return new ReduceLROnPlateau(watched, patience: plateau);
        }

        if (Checkpoint is { } checkpoint)
        {
            bool hasModel = checkpoint.EndsWith(".keras", StringComparison.OrdinalIgnoreCase);
            bool isEach = checkpoint.Contains("{epoch", StringComparison.Ordinal);
            yield return new ModelCheckpoint(checkpoint, watched, saveBestOnly: !isEach, saveWeightsOnly: !hasModel);
        }

        if (EarlyStopping is { } patience)
        {
            yield return new EarlyStopping(watched, patience: patience, restoreBestWeights: true);
        }

        if (CsvLog is { } log)
        {
            yield return new CSVLogger(log, append: GoesOn);
        }

        if (Backup is { } backup)
        {
            yield return new BackupAndRestore(backup);
        }
    }
}
