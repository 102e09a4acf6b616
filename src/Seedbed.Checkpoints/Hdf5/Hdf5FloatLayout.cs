namespace Seedbed.Checkpoints.Hdf5;

/// <summary>
/// The bits of a float: the fraction lowest, the exponent above it, the sign on top, the first bit of the significand implied.
/// </summary>
internal sealed record Hdf5FloatLayout(int ExponentBits, int FractionBits)
{
    internal int SignPosition => ExponentBits + FractionBits;

    internal int ExponentBias => (1 << (ExponentBits - 1)) - 1;
}
