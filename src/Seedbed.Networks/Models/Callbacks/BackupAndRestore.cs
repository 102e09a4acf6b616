using Seedbed.Checkpoints;
using Seedbed.Keras;

namespace Seedbed.Models;

/// <summary>
/// Saves all that a training needs to go on after each epoch, and goes on from there where one was interrupted: it ends with the same
/// weights, bit for bit, as one that was not. Weights, what the optimizer remembers, the number of epochs and of steps, the learning rate
/// and the places in the streams of dropout are saved; the orders of samples follow from the seed, which must be the same. Source:
/// <c>keras.callbacks.BackupAndRestore</c>.
/// </summary>
public sealed class BackupAndRestore : Callback
{
    private const string FileName = "latest.safetensors";

    private readonly string _path;
    private readonly bool _deleteCheckpoint;

    /// <summary>Keeps the state of a training in a folder.</summary>
    /// <param name="directory">The folder; it is made where it does not exist.</param>
    /// <param name="deleteCheckpoint">Whether the state is deleted when the training ends, unless it was stopped within an epoch.</param>
    public BackupAndRestore(string directory, bool deleteCheckpoint = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _path = Path.Combine(directory, FileName);
        _deleteCheckpoint = deleteCheckpoint;
    }

    /// <summary>The epoch that a training went on behind; 0 where it began anew.</summary>
    public int RestoredEpoch { get; private set; }

    /// <summary>The seed of the model whose training was interrupted; null where the folder has none.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="FormatException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static long? SeedIn(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = CheckpointFile.Open(path, KerasFormats.All);
        return new SavedTraining(file, path).Seed;
    }

    /// <inheritdoc/>
    /// <exception cref="FormatException">What was saved is of another model, loss, optimizer or seed.</exception>
    public override void OnTrainBegin(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        RestoredEpoch = 0;
        if (!File.Exists(_path))
        {
            return;
        }

        using var file = CheckpointFile.Open(_path, KerasFormats.All);
        new SavedTraining(file, _path).Restore(state);
        RestoredEpoch = state.Epoch;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        KerasFormats.All.Find(_path)!.Write(_path, SavedTraining.Plan(state), new WriteOptions { Overwrite = true });
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_deleteCheckpoint && !state.StopsAtOnce)
        {
            File.Delete(_path);
        }
    }
}
