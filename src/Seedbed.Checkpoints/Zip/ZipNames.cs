namespace Seedbed.Checkpoints.Zip;

/// <summary>Which names of files in archives are written and read.</summary>
internal static class ZipNames
{
    /// <summary>The most bytes of a name, the format's own limit.</summary>
    internal const int MaxByteCount = ushort.MaxValue;

    /// <summary>Whether the name stays below the folder that an archive might be unpacked in, on every system.</summary>
    internal static bool IsSafe(string name) =>
        !name.AsSpan().ContainsAny('\\', '\0', ':') && name.Split('/').All(part => part is not ("" or "." or ".."));
}
