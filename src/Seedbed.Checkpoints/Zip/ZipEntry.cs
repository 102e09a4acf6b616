using Seedbed.Checkpoints.Npz;

namespace Seedbed.Checkpoints.Zip;

/// <summary>What an archive's directory says of one file in it.</summary>
/// <param name="Name">The path inside the archive.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
/// <param name="Method">How it is compressed: 0 stored, 8 deflated.</param>
/// <param name="Crc32">The checksum of its content.</param>
/// <param name="StoredSize">The bytes it takes in the archive.</param>
/// <param name="Size">The bytes of its content.</param>
/// <param name="Offset">Where its local header starts.</param>
internal sealed record ZipEntry(string Name, bool IsEncrypted, ushort Method, uint Crc32, long StoredSize, long Size, long Offset);

/// <summary>Which names of files in archives are written and read.</summary>
internal static class ZipNames
{
    /// <summary>The most bytes of a name, the format's own limit.</summary>
    internal const int MaxByteCount = ushort.MaxValue;

    /// <summary>Whether the name stays below the folder that an archive might be unpacked in, on every system.</summary>
    internal static bool IsSafe(string name) =>
        !name.AsSpan().ContainsAny('\\', '\0', ':') && name.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>
    /// Whether a file of that name is read: also an array with colons or a slash in front, since numpy.savez takes any name, and arrays are
    /// not unpacked.
    /// </summary>
    internal static bool IsReadable(string name) =>
        IsSafe(name.EndsWith(NpyHeader.Ending, StringComparison.Ordinal) ? name.Replace(':', '_').TrimStart('/') : name);
}
