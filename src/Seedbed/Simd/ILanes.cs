using System.Diagnostics.CodeAnalysis;

namespace Seedbed.Simd;

/// <summary>
/// One vector register, whatever its width: <see cref="Count"/> lanes of 64 bits, read as integers or as doubles, or twice as many floats.
/// A kernel is written once over this interface and runs at every width.
/// </summary>
/// <remarks>
/// The operators are those of doubles; every other reading is in the method's name. .NET's own <c>ISimdVector</c> is internal. Every
/// pointer must allow for a whole register; none needs alignment.
/// </remarks>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Whether this processor runs these lanes in hardware.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The number of 64-bit lanes; there are twice as many floats.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the processor has 32 such registers, enough for 24 running sums; 16 hold 12.</summary>
    static abstract bool HasThirtyTwoRegisters { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf Load(void* source);

    static abstract void Store(void* destination, TSelf value);

    /// <summary>
    /// Stores past the caches where the processor can; <see cref="StreamingStores.Complete"/> must follow before another thread reads.
    /// </summary>
    /// <param name="destination">Aligned to <see cref="StreamingStores.Alignment"/>.</param>
    /// <param name="value">What to store.</param>
    static abstract void StoreStreaming(void* destination, TSelf value);

    /// <summary>The same 64 bits in every lane.</summary>
    static abstract TSelf Repeat(ulong bits);

    /// <summary>The same double in every lane.</summary>
    static abstract TSelf Repeat(double value);

    /// <summary>The same float in every half lane.</summary>
    static abstract TSelf RepeatSingle(float value);

    /// <summary>The same 32 bits in every half lane.</summary>
    static abstract TSelf RepeatHalfLane(uint bits);

    /// <summary>
    /// left·right + addend, rounded once where the processor fuses and twice where it does not: for results that are proved not to show it.
    /// </summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>left·right + addend, rounded once on every machine.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>The same of floats.</summary>
    static abstract TSelf FusedMultiplyAddSingle(TSelf left, TSelf right, TSelf addend);

    /// <summary>(value − origin)·scale rounded once, where the difference is exact and the origin a power of two.</summary>
    static abstract TSelf ScaleDifference(TSelf value, double origin, double scale);

    static abstract TSelf Divide(TSelf left, TSelf right);

    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The greater of two doubles, neither of them NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The 64-bit products of the lanes' low 32 bits; the high ones are ignored.</summary>
    static abstract TSelf MultiplyLow(TSelf left, TSelf right);

    static abstract TSelf AddInteger(TSelf left, TSelf right);

    static abstract TSelf SubtractInteger(TSelf left, TSelf right);

    static abstract TSelf ShiftLeft(TSelf value, [ConstantExpected] byte count);

    static abstract TSelf ShiftRight(TSelf value, [ConstantExpected] byte count);

    /// <summary>The halves of each lane exchanged.</summary>
    static abstract TSelf SwapHalves(TSelf value);

    static abstract TSelf Xor(TSelf first, TSelf second, TSelf third);

    /// <summary>(value &amp; mask) | bits.</summary>
    static abstract TSelf MaskOr(TSelf value, TSelf mask, TSelf bits);

    /// <summary>(value &amp; mask) ^ bits.</summary>
    static abstract TSelf MaskXor(TSelf value, TSelf mask, TSelf bits);

    /// <summary>k from the bits k·2⁵² of a signed 64-bit integer, times <paramref name="scale"/>, plus <paramref name="addend"/>.</summary>
    static abstract TSelf MultiplyExponentAdd(TSelf exponentField, double scale, TSelf addend);

    /// <summary>k as a double from the bits k·2⁵² of a signed 64-bit integer.</summary>
    static abstract TSelf ToExponent(TSelf exponentField);

    /// <summary>Entries index mod 16 of two tables of sixteen doubles.</summary>
    static abstract (TSelf First, TSelf Second) Lookup(double* first, double* second, TSelf index);

    /// <summary>In half lanes: where bit 0 of the selector is set the first, elsewhere the second.</summary>
    static abstract TSelf SelectByBit0(TSelf selector, TSelf first, TSelf second);

    /// <summary>The doubles of both registers rounded to floats, in order.</summary>
    static abstract TSelf PackAsSingles(TSelf first, TSelf second);

    /// <summary>The low halves of the lanes of both registers, in order.</summary>
    static abstract TSelf PackLowHalves(TSelf first, TSelf second);

    /// <summary>The upper 16 bits of the half lanes of both registers, in order.</summary>
    static abstract TSelf PackHighQuarters(TSelf first, TSelf second);

    /// <summary>The upper 16 bits of the half lanes: in each lane the two of the first register, then the two of the second.</summary>
    static abstract TSelf InterleaveHighQuarters(TSelf first, TSelf second);

    static abstract TSelf AddSingle(TSelf left, TSelf right);

    static abstract TSelf SubtractSingle(TSelf left, TSelf right);

    static abstract TSelf MultiplySingle(TSelf left, TSelf right);

    /// <summary>left·right + addend of floats, fused or not: the product must be exact, or the addend 0.</summary>
    static abstract TSelf MultiplyAddSingle(TSelf left, TSelf right, TSelf addend);

    /// <summary>(oneAndFraction − 1)·scale rounded once, for floats in [1, 2).</summary>
    static abstract TSelf ScaleFractionSingle(TSelf oneAndFraction, TSelf scale);

    /// <summary>The greater of two floats, neither of them NaN.</summary>
    static abstract TSelf MaxSingle(TSelf left, TSelf right);

    static abstract TSelf SqrtSingle(TSelf value);

    static abstract TSelf AddHalfLanes(TSelf left, TSelf right);

    static abstract TSelf ShiftLeftHalfLanes(TSelf value, [ConstantExpected] byte count);

    /// <summary>One bit a float, the lowest for the first: whether |value| &lt; bound.</summary>
    static abstract uint MagnitudeIsBelow(TSelf value, TSelf bound);

    /// <summary>In each 128 bits, the first two floats of both registers in turn: (l₀, r₀, l₁, r₁).</summary>
    static abstract TSelf UnpackLowHalfLanes(TSelf left, TSelf right);

    /// <summary>In each 128 bits, the last two floats of both registers in turn: (l₂, r₂, l₃, r₃).</summary>
    static abstract TSelf UnpackHighHalfLanes(TSelf left, TSelf right);

    /// <summary>In each 128 bits, the first 64-bit lanes of both registers.</summary>
    static abstract TSelf UnpackLow(TSelf left, TSelf right);

    /// <summary>In each 128 bits, the second 64-bit lanes of both registers.</summary>
    static abstract TSelf UnpackHigh(TSelf left, TSelf right);
}
