namespace Seedbed.Checkpoints.Npz;

/// <summary>What reader and writer of .npy files share.</summary>
/// <remarks>Source: NumPy enhancement proposal 1 and <c>numpy.lib.format</c>.</remarks>
internal static class NpyFormat
{
    /// <summary>The end of the names of such files.</summary>
    internal const string Ending = ".npy";

    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];
}
