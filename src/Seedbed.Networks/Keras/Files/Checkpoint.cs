using System.Collections.Concurrent;
using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>Checkpoints of any format.</summary>
public static class Checkpoint
{
    /// <summary>
    /// Writes the tensors of a checkpoint as another: .safetensors, .npz, .weights.h5, .h5 (of Keras 1 and 2), .keras, or a folder of .npy
    /// files. Tensors are read and written block by block, so that memory does not grow with the file; one whose axes are turned around is
    /// kept whole.
    /// </summary>
    /// <param name="source">The checkpoint, told by its content, or a folder of .npy files.</param>
    /// <param name="target">
    /// The file; its ending asks for the format. A folder, which exists or whose name ends in '/', for .npy files.
    /// </param>
    /// <param name="options">The model, the type, PyTorch's layout, overwriting.</param>
    /// <exception cref="ArgumentException">
    /// The target exists and must not be replaced, its ending is not known, a tensor has no place in it, or two would have one name.
    /// </exception>
    /// <exception cref="FormatException">The checkpoint is damaged, or does not hold the weights of the model.</exception>
    /// <exception cref="IOException">The system refused to read or to write.</exception>
    /// <example>
    /// <code>
    /// string folder = Directory.CreateTempSubdirectory().FullName;
    /// new Sequential([new Input([4]), new Dense(3)], seed: 1).Save(Path.Combine(folder, "m.keras"));
    /// Checkpoint.Convert(Path.Combine(folder, "m.keras"), Path.Combine(folder, "m.npz"));
    /// ConvertOptions half = new() { PyTorch = true, ElementType = ElementType.Float16 };
    /// Checkpoint.Convert(Path.Combine(folder, "m.keras"), Path.Combine(folder, "torch.safetensors"), half);
    /// Directory.Delete(folder, recursive: true);
    /// </code>
    /// </example>
    public static Conversion Convert(string source, string target, ConvertOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(target);
        CheckpointFormat? format = FormatOf(target);
        return Convert(source, format, options ?? new ConvertOptions(), (plan, write) =>
        {
            if (format is null)
            {
                NpyFolder.Write(target, plan, write);
            }
            else
            {
                format.Write(target, plan, write);
            }
        });
    }

    /// <summary>
    /// Writes the same bytes into a stream that need only go forward, such as a pipe or a connection; where that fails, it has a part of
    /// them.
    /// </summary>
    /// <param name="source">The checkpoint, told by its content, or a folder of .npy files.</param>
    /// <param name="target">Where the bytes go to; it is flushed, and stays open.</param>
    /// <param name="format">A format that is written from front to back: .safetensors.</param>
    /// <param name="options">The model, the type, PyTorch's layout.</param>
    /// <exception cref="ArgumentException">A tensor has no place in the format, or two would have one name.</exception>
    /// <exception cref="FormatException">The checkpoint is damaged, or does not hold the weights of the model.</exception>
    /// <exception cref="NotSupportedException">The format is not written from front to back.</exception>
    /// <exception cref="IOException">The system refused to read, or the stream to be written.</exception>
    public static Conversion Convert(string source, Stream target, CheckpointFormat format, ConvertOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(format);
        return Convert(source, format, options ?? new ConvertOptions(), (plan, write) => format.Write(target, plan, write));
    }

    private static Conversion Convert(
        string source, CheckpointFormat? format, ConvertOptions options, Action<InitializationPlan, WriteOptions> write)
    {
        using var file = CheckpointFile.Open(source, KerasFormats.All, options.Write.CancellationToken);
        ConvertedModel converted = new(file, source, format, options);
        InitializationPlan plan =
            InitializationPlan.Create(converted.Template(), new PlanOptions { Seed = 0, ElementType = options.ElementType });
        ConcurrentDictionary<string, bool> infinite = new(StringComparer.Ordinal);
        write(plan, options.Write with
        {
            Overflowed = tensor =>
            {
                infinite[tensor.Name] = true;
                options.Write.Overflowed?.Invoke(tensor);
            },
        });
        IEnumerable<string> overflows = plan.Tensors.Where(tensor => infinite.ContainsKey(tensor.Name)).Select(tensor =>
            $"'{tensor.Name.Excerpt()}' has values beyond the range of {tensor.Type}, which became infinite; take a wider type to keep "
            + "them.");
        return new Conversion(file.Format, plan, [.. converted.Notes, .. overflows]);
    }

    /// <summary>The format that a target asks for; null for a folder of .npy files.</summary>
    /// <param name="target">The file or folder.</param>
    /// <exception cref="ArgumentException">The ending is none that is written.</exception>
    public static CheckpointFormat? FormatOf(string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        return Path.EndsInDirectorySeparator(target) || Directory.Exists(target) ? null
            : KerasFormats.All.Find(target) ?? throw new ArgumentException(
                $"'{target.Excerpt()}' is to be written; its name must end in one of {KnownFormats.NamesOf(KerasFormats.All.Written)}, or "
                + "in / for a folder of .npy files.");
    }
}
