using System.Numerics;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Keras;

namespace Seedbed.Training;

/// <summary>Reads the arrays <c>x</c> and <c>y</c> of an archive that <c>numpy.savez</c> wrote; numbers of any type.</summary>
internal static class NpzData
{
    private const string SampleWeight = "sample_weight";
    private const string Ending = ".npz";

    /// <exception cref="FormatException">The archive is damaged, has no such arrays, or they take more memory than they may.</exception>
    internal static DataSet Read(string path, DataMemory memory, DataReadOptions options)
    {
        using var file = CheckpointFile.Open(path, KerasFormats.All, memory.CancellationToken);
        Samples[] inputs = [.. Names(file, "x", options.InputNames).Select(name => Array(file, name, memory))];
        string[] targets = Names(file, "y", options.TargetNames);
        if (!options.NeedsTargets && !targets.All(name => Has(file, name)))
        {
            return DataSet.Of(inputs, [Samples.Of<float>(new float[inputs[0].Count], inputs[0].Count)]);
        }

        var data = DataSet.Of(inputs, [.. targets.Select(name => Array(file, name, memory))]);
        return data with { SampleWeights = [.. targets.Select(name => Weights(file, name, memory))] };
    }

    /// <exception cref="ArgumentException">The name has another ending, or the file exists and must not be replaced.</exception>
    internal static void Write(string path, DataSet data, WriteOptions? options)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (KerasFormats.All.Find(path) is not { Name: Ending } format)
        {
            throw new ArgumentException($"the data are to be saved as '{path.Excerpt()}'; the name must end in {Ending}.");
        }

        string[] targets = Named("y", data.Targets.Count);
        (string Name, Samples? Samples)[] arrays =
        [
            .. Named("x", data.Inputs.Count).Zip(data.Inputs), .. targets.Zip(data.Targets),
            .. targets.Zip(data.SampleWeights, (target, weights) => ($"{target}_{SampleWeight}", weights)),
        ];
        ModelTemplate template = new("data", [.. arrays.Where(array => array.Samples is not null).Select(Template)]);
        format.Write(path, InitializationPlan.Create(template, new PlanOptions { Seed = 0 }), options);
    }

    private static string[] Named(string letter, int count) =>
        count == 1 ? [letter] : [.. Enumerable.Range(0, count).Select(index => $"{letter}{index}")];

    private static TensorTemplate Template((string Name, Samples? Samples) array)
    {
        var shape = Shape.Create([.. array.Samples!.Dimensions.Select(size => (long)size)]);
        return array.Samples.IsSingle
            ? new TensorTemplate(
                array.Name, shape, ElementType.Float32, Initializer.FromValues<float>(array.Samples.ToArray<float>(), shape))
            : new TensorTemplate(array.Name, shape, ElementType.Float64, Initializer.FromValues<double>(array.Samples.ToArray(), shape));
    }

    /// <summary>
    /// The model's own names where all are there; else x; else x0, x1, …; else its own names, where there is one of several; else x,
    /// which is then missed.
    /// </summary>
    /// <exception cref="FormatException">There are all of its own names, and others of the same kind.</exception>
    private static string[] Names(CheckpointFile file, string letter, IReadOnlyList<string> own)
    {
        string[] numbered =
            [.. Enumerable.Range(0, file.Tensors.Length).Select(index => $"{letter}{index}").TakeWhile(name => Has(file, name))];
        if (own.Count > 0 && own.All(name => Has(file, name)))
        {
            string[] others = [.. ((string[])[letter]).Where(name => Has(file, name)).Concat(numbered).Except(own)];
            return others.Length == 0 ? [.. own] : throw new FormatException(
                $"the archive has {Listed(own)}, as the model names them, and {Listed(others)} too; leave the ones or the others out.");
        }

        return Has(file, letter) ? [letter]
            : numbered.Length > 0 ? numbered
            : own.Count > 1 && own.Any(name => Has(file, name)) ? [.. own]
            : [letter];
    }

    private static bool Has(CheckpointFile file, string name) => file.Tensors.Any(tensor => tensor.Name == name);

    private static string Listed(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => $"'{name.Excerpt()}'"));

    private static Samples? Weights(CheckpointFile file, string target, DataMemory memory) =>
        file.Tensors.FirstOrDefault(tensor => tensor.Name == $"{target}_{SampleWeight}" || tensor.Name == SampleWeight) is { } tensor
            ? ToSamples(tensor, memory)
            : null;

    private static Samples Array(CheckpointFile file, string name, DataMemory memory)
    {
        if (file.Tensors.FirstOrDefault(tensor => tensor.Name == name) is { } tensor)
        {
            return ToSamples(tensor, memory);
        }

        string others = string.Join(", ", file.Tensors.Take(10).Select(other => $"'{other.Name.Excerpt()}'"));
        throw new FormatException(
            $"there is no array '{name.Excerpt()}'; there {(others.Length == 0 ? "is none" : $"are {others}")}: save them with "
            + "numpy.savez(path, x=…, y=…), several as x0, x1, … and y0, y1, … or by the names of the model's inputs and outputs.");
    }

    private static Samples ToSamples(StoredTensor tensor, DataMemory memory)
    {
        if (tensor.Shape.Rank == 0 || tensor.Shape.Dimensions.ContainsAnyExceptInRange(0, int.MaxValue))
        {
            throw new FormatException(
                $"'{tensor.Name.Excerpt()}' has shape {tensor.Shape}; it must have a first axis that counts samples, and sizes of at most "
                + $"{int.MaxValue}.");
        }

        int[] dimensions = [.. tensor.Shape.Dimensions.ToArray().Select(size => (int)size)];
        return Convert(tensor, dimensions, memory);
    }

    private static Samples Convert(StoredTensor tensor, int[] dimensions, DataMemory memory) => tensor.Type.Name switch
    {
        "float32" => Of<float>(tensor, dimensions, memory),
        "float64" => Of<double>(tensor, dimensions, memory),
        "float16" => Of<Half>(tensor, dimensions, memory),
        "int8" => Of<sbyte>(tensor, dimensions, memory),
        "int16" => Of<short>(tensor, dimensions, memory),
        "int32" => Of<int>(tensor, dimensions, memory),
        "int64" => Of<long>(tensor, dimensions, memory),
        "uint8" or "bool" => Of<byte>(tensor, dimensions, memory),
        "uint16" => Of<ushort>(tensor, dimensions, memory),
        "uint32" => Of<uint>(tensor, dimensions, memory),
        "uint64" => Of<ulong>(tensor, dimensions, memory),
        _ =>
            throw new FormatException(
                $"'{tensor.Name.Excerpt()}' has elements of {tensor.Type}; they must be integers, or float16, float32 or float64."),
    };

    private static Samples Of<T>(StoredTensor tensor, int[] dimensions, DataMemory memory)
        where T : unmanaged, INumber<T>
    {
        T[] values =
            memory.Read<T>(Samples.ElementCountOf(dimensions), $"'{tensor.Name.Excerpt()}'", isBigEndian: false,
                (start, bytes) => tensor.Read(start, bytes));
        return Samples.Own(values, dimensions);
    }
}
