using Seedbed.Checkpoints.Writing;

namespace Seedbed.Checkpoints.Zip;

/// <summary>A file to be stored in an archive.</summary>
/// <param name="Name">Its name: parts joined by '/', none of them empty, '.' or '..'.</param>
/// <param name="Layout">Its content, with offsets from its own first byte.</param>
internal sealed record ZipContent(string Name, CheckpointLayout Layout)
{
    /// <summary>A small file.</summary>
    internal ZipContent(string name, ReadOnlyMemory<byte> bytes)
        : this(name, new CheckpointLayout(bytes, [], bytes.Length))
    {
    }
}
