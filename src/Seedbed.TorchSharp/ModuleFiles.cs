using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Serialization;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp;

/// <summary>
/// The weights of modules in <c>.safetensors</c> files, under their names in <c>state_dict</c>, as Python's programs have them.
/// </summary>
public static class ModuleFiles
{
    /// <summary>Writes parameters and buffers, block by block; the file has its name when it is whole.</summary>
    /// <param name="module">The module, on any device.</param>
    /// <param name="path">The file; its name ends in <c>.safetensors</c>.</param>
    /// <param name="options">Overwriting, progress, cancellation.</param>
    /// <exception cref="ArgumentException">
    /// The file exists and must not be replaced, or a tensor is of a type that is not written.
    /// </exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <remarks>A tensor that stands under two names is written under both.</remarks>
    public static void SaveSafetensors(this nn.Module module, string path, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        TensorTemplate[] tensors = [.. module.state_dict().Select(entry => Template(entry.Key, entry.Value))];
        CheckpointFormat.Safetensors.Write(
            path, InitializationPlan.Create(new ModelTemplate(module.GetName(), [.. tensors]), new PlanOptions { Seed = 0 }), options);
    }

    /// <summary>Reads parameters and buffers. Names and shapes are looked at first: where one does not fit, nothing is changed.</summary>
    /// <param name="module">The module, on any device.</param>
    /// <param name="path">The file; any checkpoint whose names are those of <c>state_dict</c>.</param>
    /// <param name="strict">Whether file and module must have the same names; else those that both have are read.</param>
    /// <returns>The names that the module alone has, and those that the file alone has.</returns>
    /// <exception cref="FormatException">The file is damaged, lacks a tensor, has one too many, or one of another shape.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    /// <remarks>A tensor of another type is converted, as <c>copy_</c> does.</remarks>
    public static (ImmutableArray<string> Missing, ImmutableArray<string> Unexpected) LoadSafetensors(
        this nn.Module module, string path, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        using var file = CheckpointFile.Open(path);
        file.Verify();
        Dictionary<string, Tensor> own = module.state_dict();
        Dictionary<string, StoredTensor> stored = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        ImmutableArray<string> missing = [.. own.Keys.Where(name => !stored.ContainsKey(name))];
        ImmutableArray<string> unexpected = [.. stored.Keys.Where(name => !own.ContainsKey(name))];
        if (strict && (missing.Length > 0 || unexpected.Length > 0))
        {
            throw Different(path, missing, unexpected);
        }

        (Tensor Target, StoredTensor Source)[] pairs =
            [.. own.Where(entry => stored.ContainsKey(entry.Key)).Select(entry => (entry.Value, stored[entry.Key]))];
        Array.ForEach(pairs, pair => Check(path, pair.Target, pair.Source));
        Array.ForEach(pairs, pair => Read(pair.Target, pair.Source));
        return (missing, unexpected);
    }

    private static TensorTemplate Template(string name, Tensor tensor)
    {
        DType type = TorchTypes.Of(name, tensor);
        Shape shape = Shape.Create(tensor.shape);
        Lazy<Tensor> flat = new(() => tensor.detach().cpu().contiguous().view(-1).DetachFromDisposeScope());
        int size = type.SizeInBytes;
        StoredTensor stored = StoredTensor.Of(name, shape, type, (offset, destination) =>
            MemoryMarshal.AsBytes(FlatMemory.Piece<byte>(flat.Value, offset / size, destination.Length / size)).CopyTo(destination));
        return new TensorTemplate(name, shape, type, new Zeros()) { Stored = stored };
    }

    private static void Check(string path, Tensor target, StoredTensor source)
    {
        _ = TorchTypes.Of(source);
        if (!source.Shape.Dimensions.SequenceEqual(target.shape))
        {
            throw new FormatException(
                $"{path.Excerpt()}: '{source.Name.Excerpt()}' has the shape {source.Shape}; the module's is {Shape.Create(target.shape)}.");
        }
    }

    private static void Read(Tensor target, StoredTensor source)
    {
        ScalarType type = TorchTypes.Of(source);
        bool isInPlace = FlatMemory.IsOf(target) && target.dtype == type;
        long count = source.Shape.ElementCount;
        using Tensor? flat = isInPlace ? target.view(-1) : null;
        using Tensor? copy = isInPlace ? null : zeros([Math.Min(FlatMemory.PieceLength, count)], dtype: type);
        for (long start = 0; start < count; start += FlatMemory.PieceLength)
        {
            long length = Math.Min(FlatMemory.PieceLength, count - start);
            source.Read(start, FlatMemory.Piece<byte>(flat ?? copy!, flat is null ? 0 : start, length));
            if (copy is not null)
            {
                FlatMemory.CopyInto(target, copy, start, length);
            }
        }
    }

    private static FormatException Different(string path, ImmutableArray<string> missing, ImmutableArray<string> unexpected)
    {
        string lacks = missing.Length == 0 ? "" : $" lacks {Names(missing)}";
        string has = unexpected.Length == 0 ? "" : $" has {Names(unexpected)}, which the module has not";
        string suggestion = missing.Length > 0 ? NearestName.Suggestion(missing[0], unexpected) : "";
        return new FormatException(
            $"{path.Excerpt()}{lacks}{(lacks.Length > 0 && has.Length > 0 ? " and" : "")}{has}.{suggestion} Pass strict: false to read "
            + "what both have.");
    }

    private static string Names(ImmutableArray<string> names)
    {
        const int Shown = 6;
        string more = names.Length > Shown ? $" and {names.Length - Shown} more" : "";
        return $"{string.Join(", ", names.Take(Shown).Select(name => $"'{name.Excerpt()}'"))}{more}";
    }
}
