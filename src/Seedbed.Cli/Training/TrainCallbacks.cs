using Seedbed.Models;

namespace Seedbed.Cli.Training;

/// <summary>The callbacks of a training as the command line names them.</summary>
internal sealed record TrainCallbacks
{
    /// <summary>The value that is watched; null for the loss, of the validation where there is one.</summary>
    internal string? Monitor { get; init; }

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

    /// <summary>The callbacks, those that change what is told first.</summary>
    /// <param name="hasValidation">Whether there are values of a validation.</param>
    internal IEnumerable<Callback> Make(bool hasValidation)
    {
        string monitor = Monitor ?? (hasValidation ? "val_loss" : "loss");
        if (ReduceLearningRate is { } plateau)
        {
            yield return new ReduceLROnPlateau(monitor, patience: plateau);
        }

        if (Checkpoint is { } checkpoint)
        {
            bool hasModel = checkpoint.EndsWith(".keras", StringComparison.OrdinalIgnoreCase);
            bool isEach = checkpoint.Contains("{epoch", StringComparison.Ordinal);
            yield return new ModelCheckpoint(checkpoint, monitor, saveBestOnly: !isEach, saveWeightsOnly: !hasModel);
        }

        if (EarlyStopping is { } patience)
        {
            yield return new EarlyStopping(monitor, patience: patience, restoreBestWeights: true);
        }

        if (CsvLog is { } log)
        {
            yield return new CSVLogger(log, append: Backup is not null && BackupAndRestore.SeedIn(Backup) is not null);
        }

        if (Backup is { } backup)
        {
            yield return new BackupAndRestore(backup);
        }
    }
}
