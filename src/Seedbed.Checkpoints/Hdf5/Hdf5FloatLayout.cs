namespace Seedbed.Checkpoints.Hdf5;

/// <summary>
/// The bits of a float: the fraction lowest, the exponent above it, the sign on top, the first bit of the significand implied.
/// </summary>
internal readonly record struct Hdf5FloatLayout(int ExponentBits, int FractionBits)
{
    internal int SignPosition => ExponentBits + FractionBits;

    internal int ExponentBias => (1 << (ExponentBits - 1)) - 1;

    /// <summary>The bits of a type; null where it is no float of this form.</summary>
    internal static Hdf5FloatLayout? Of(DType type) =>
        type.ExponentBits is { } exponentBits ? new(exponentBits, (8 * type.SizeInBytes) - 1 - exponentBits) : null;
}
