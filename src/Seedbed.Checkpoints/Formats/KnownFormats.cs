using System.Collections.Immutable;
using Seedbed.Checkpoints.Formats;

namespace Seedbed.Checkpoints;

/// <summary>The one list of formats, which reading, writing, help and messages draw from.</summary>
/// <param name="all">
/// Those that are read. A file that several recognize is of the last of them, so that what has a mark of its own stands behind what has
/// less.
/// </param>
public sealed class KnownFormats(params ImmutableArray<CheckpointFormat> all)
{
    /// <summary>The formats of tensors alone.</summary>
    public static KnownFormats Default { get; } =
        new(CheckpointFormat.Safetensors, CheckpointFormat.Npy, CheckpointFormat.Npz, CheckpointFormat.Hdf5);

    /// <summary>All formats; each is read.</summary>
    public ImmutableArray<CheckpointFormat> All { get; } = all;

    /// <summary>Those that plans are written in.</summary>
    public ImmutableArray<CheckpointFormat> Written { get; } = [.. all.Where(format => format.IsWritten)];

    /// <summary>Those that plans are written in, first those that hold most of a model.</summary>
    public IEnumerable<CheckpointFormat> WrittenOfModels => Written.OrderByDescending(format => format.Scope);

    /// <summary>The format that a file's name asks for, by its longest ending that is known; null where there is none.</summary>
    /// <param name="path">The name of a file to be written.</param>
    public CheckpointFormat? Find(string path) =>
        (from format in Written
         from ending in format.Endings
         where path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
         orderby ending.Length descending
         select format).FirstOrDefault();

    /// <summary>Names of formats, for messages.</summary>
    /// <param name="formats">The formats.</param>
    /// <param name="separator">What stands between two names.</param>
    public static string NamesOf(IEnumerable<CheckpointFormat> formats, string separator = ", ") =>
        string.Join(separator, formats.Select(format => format.Name));

    /// <summary>The format of a file, by its content.</summary>
    /// <exception cref="FormatException">It is of none.</exception>
    internal CheckpointFormat Recognize(CheckpointSource source) =>
        All.LastOrDefault(format => format.Recognizes(source)) ?? throw new FormatException(
            source.IsArchive ? $"the archive holds {Nothing()}."
            : "the content is no checkpoint of a format that is read, or its beginning is damaged; those are "
                + $"{NamesOf(All)}.");

    private string Nothing() => All.Select(format => format.ArchiveContent).OfType<string>().ToArray() switch
    {
        [] => "nothing that is read",
        [string only] => $"no {only}",
        string[] contents => $"neither {string.Join(" nor ", contents)}",
    };
}
