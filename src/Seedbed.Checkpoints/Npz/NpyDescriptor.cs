namespace Seedbed.Checkpoints.Npz;

/// <summary>
/// What a header's descriptor says: the type, and whether the bytes of each element stand in the file with the most significant first.
/// </summary>
internal readonly record struct NpyDescriptor(DType Type, bool IsBigEndian)
{
    /// <exception cref="FormatException">The type is none that is read.</exception>
    internal static NpyDescriptor Parse(string text)
    {
        bool hasOrder = text.Length > 1 && text[0] is ('<' or '>' or '=' or '|');
        string kind = hasOrder ? text[1..] : text;

        // Two bytes without a meaning are what NumPy makes of bfloat16; one byte may be either of two float8 types.
        DType[] types = [.. DType.All.Where(type => type.NpyDescriptor[1..] == kind)];
        return types is [DType found]
            ? new NpyDescriptor(found, text[0] == '>' && found.SizeInBytes > 1 && found != DType.BFloat16)
            : throw new FormatException(kind.StartsWith('O')
                ? "the array holds Python objects, which are read by running code from the file; save arrays of numbers."
                : $"the array's type is '{text.Excerpt()}'; it must be one of {string.Join(", ", Accepted)}, or big-endian with '>'.");
    }

    private static IEnumerable<string> Accepted =>
        DType.All.Select(type => type.NpyDescriptor).Where(descriptor => descriptor != "|V1");
}
