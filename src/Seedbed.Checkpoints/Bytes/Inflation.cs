namespace Seedbed.Checkpoints.Bytes;

/// <summary>How much a compressed file may become: deflate makes up to 1032 bytes of one, weights hardly two.</summary>
internal static class Inflation
{
    /// <summary>Small files may be zeros that were compressed.</summary>
    private const long AlwaysAllowed = 256L << 20;

    private const int Ratio = 32;

    /// <summary>The most bytes that a file of this length may inflate to, all its parts together.</summary>
    internal static long MostBytes(long fileLength) => Math.Max(AlwaysAllowed, Ratio * Math.Min(fileLength, long.MaxValue / Ratio));
}
