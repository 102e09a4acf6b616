namespace Seedbed.Checkpoints.Templates;

/// <summary>The dimensions of a tensor in a file.</summary>
internal static class TensorRank
{
    /// <summary>The most dimensions that are read and written: HDF5 has no more, nor had NumPy before its version 2.</summary>
    internal const int Most = 32;
}
