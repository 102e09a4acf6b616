using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;

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
    /// <exception cref="FormatException">What was saved is of another model, optimizer or seed.</exception>
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

/// <summary>The state of a training as tensors of a file.</summary>
/// <param name="file">The file.</param>
/// <param name="path">For messages.</param>
internal sealed class SavedTraining(CheckpointFile file, string path)
{
    private const string Counters = "counters";

    /// <summary>The seed, in two halves: each is exact in float64.</summary>
    internal long Seed => (long)(((ulong)Numbers(Counters, 5)[3] << 32) | (ulong)Numbers(Counters, 5)[4]);

    /// <summary>The tensors of a state.</summary>
    internal static InitializationPlan Plan(TrainingState state)
    {
        List<TensorTemplate> tensors = [];
        ulong seed = (ulong)state.Model.Seed;
        Add(tensors, Counters, (double[])[state.Epoch, state.Optimizer.Batches, state.Optimizer.OwnRate, seed >> 32, (uint)seed]);
        foreach (Weight weight in state.Model.Weights)
        {
            Add(tensors, $"weights/{weight.Name}", Values(weight));
        }

        foreach ((string name, int weight, Array values) in state.Optimizer.Memory())
        {
            Add(tensors, $"optimizer/{name}/{weight}", values);
        }

        foreach ((string layer, long position) in state.NoisePositions)
        {
            Add(tensors, $"noise/{layer}", (double[])[position]);
        }

        return InitializationPlan.Create(new ModelTemplate("training", [.. tensors]), new PlanOptions { Seed = 0 });
    }

    /// <summary>Sets a model, its optimizer and its streams to what was saved.</summary>
    /// <exception cref="FormatException">It is of another model, optimizer or seed; nothing is changed.</exception>
    internal void Restore(TrainingState state)
    {
        double[] counters = Numbers(Counters, 5);
        if (Seed != state.Model.Seed)
        {
            throw new FormatException(
                $"{path.Excerpt()} is of a training with the seed {Seed}, and this model's is {state.Model.Seed}; use that seed to go on, "
                + "or delete the file to begin anew.");
        }

        (string Name, int Weight, Array Values)[] memory = [.. state.Optimizer.Memory()];
        double[][] weights = [.. state.Model.Weights.Select(weight => Numbers($"weights/{weight.Name}", Values(weight).Length))];
        double[][] remembered = [.. memory.Select(each => Numbers($"optimizer/{each.Name}/{each.Weight}", each.Values.Length))];
        foreach ((Weight weight, double[] values) in state.Model.Weights.Zip(weights))
        {
            weight.Set<double>(values);
        }

        foreach (((_, _, Array values), double[] numbers) in memory.Zip(remembered))
        {
            Copy(numbers, values);
        }

        foreach (StoredTensor tensor in file.Tensors.Where(tensor => tensor.Name.StartsWith("noise/", StringComparison.Ordinal)))
        {
            state.NoisePositions[tensor.Name["noise/".Length..]] = (long)Numbers(tensor.Name, 1)[0];
        }

        state.Optimizer.GoOn((long)counters[1], counters[2]);
        state.Epoch = (int)counters[0];
    }

    private static Array Values(Weight weight) =>
        weight.Type == ElementType.Float32 ? weight.ToArray<float>() : weight.ToArray<double>();

    private static void Add(List<TensorTemplate> tensors, string name, Array values)
    {
        var shape = Shape.Create([values.Length]);
        tensors.Add(values is float[] singles
            ? new TensorTemplate(name, shape, ElementType.Float32, Initializer.FromValues<float>(singles, shape))
            : new TensorTemplate(name, shape, ElementType.Float64, Initializer.FromValues<double>((double[])values, shape)));
    }

    private static void Copy(double[] numbers, Array values)
    {
        if (values is float[] singles)
        {
            for (int i = 0; i < singles.Length; i++)
            {
                singles[i] = (float)numbers[i];
            }
        }
        else
        {
            numbers.CopyTo((double[])values, 0);
        }
    }

    private double[] Numbers(string name, int count)
    {
        StoredTensor? tensor = file.Tensors.FirstOrDefault(tensor => tensor.Name == name);
        if (tensor?.Shape.ElementCount != count)
        {
            throw new FormatException(
                $"{path.Excerpt()} {(tensor is null ? "has no" : $"has {tensor.Shape.ElementCount} numbers in")} '{name.Excerpt()}', and "
                + $"the training needs {count}; it is of another model or optimizer: use those, or delete the file to begin anew.");
        }

        double[] numbers = new double[count];
        tensor.ReadNumbers(0, numbers);
        return numbers;
    }
}
