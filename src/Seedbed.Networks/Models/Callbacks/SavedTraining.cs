using Seedbed.Checkpoints;
using Seedbed.Initializers;
using System.Security.Cryptography;
using System.Text;
using Seedbed.Layers;

namespace Seedbed.Models;

/// <summary>The state of a training as tensors of a file.</summary>
/// <param name="file">The file.</param>
/// <param name="path">For messages.</param>
internal sealed class SavedTraining(CheckpointFile file, string path)
{
    private const string Counters = "counters";
    private const string ModelKey = "model";

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

        ModelTemplate template = new("training", [.. tensors]) { Origin = [.. Settings(state)] };
        return InitializationPlan.Create(template, new PlanOptions { Seed = 0 });
    }

    /// <summary>Sets a model, its optimizer and its streams to what was saved.</summary>
    /// <exception cref="FormatException">It is of another model, loss, optimizer or seed; nothing is changed.</exception>
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
        CheckSettings(state);
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

    /// <summary>What the same weights could be trained otherwise with; earlier releases have not saved it.</summary>
    private void CheckSettings(TrainingState state)
    {
        foreach ((string key, string value) in Settings(state))
        {
            if (file.Metadata.TryGetValue(key, out string? saved) && saved != value)
            {
                string difference = key == ModelKey ? "with other layers or arguments of them, such as an activation"
                    : $"with the {key} {saved.Excerpt()}, and this one's is {value.Excerpt()}";
                throw new FormatException(
                    $"{path.Excerpt()} is of a training {difference}; use the same to go on, or delete the file to begin anew.");
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(TrainingState state) =>
    [
        new(ModelKey, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(state.Model.ToJson())))),
        .. state.Compilation?.Settings ?? [],
    ];

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
