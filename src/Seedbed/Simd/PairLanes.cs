using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Seedbed.Simd;

/// <summary>
/// Two registers that go through a kernel side by side: their instructions alternate in the code, so that one works while the other waits
/// for a result.
/// </summary>
internal readonly unsafe struct PairLanes<TLanes> : ILanes<PairLanes<TLanes>>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly TLanes _first;
    private readonly TLanes _second;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PairLanes(TLanes first, TLanes second)
    {
        _first = first;
        _second = second;
    }

    /// <summary>The same register twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PairLanes(TLanes both)
        : this(both, both)
    {
    }

    /// <summary>The doubles of both rounded to floats, in one register.</summary>
    internal TLanes AsSingles
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.PackAsSingles(_first, _second);
    }

    /// <summary>The low halves of the lanes of both, in one register.</summary>
    internal TLanes LowHalves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.PackLowHalves(_first, _second);
    }

    public static bool IsSupported => TLanes.IsSupported;

    public static int Count => 2 * TLanes.Count;

    public static bool HasThirtyTwoRegisters => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> operator +(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(left._first + right._first, left._second + right._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> operator -(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(left._first - right._first, left._second - right._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> operator *(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(left._first * right._first, left._second * right._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> operator &(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(left._first & right._first, left._second & right._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> operator ^(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(left._first ^ right._first, left._second ^ right._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> Load(void* source) => new(TLanes.Load(source), TLanes.Load((byte*)source + sizeof(TLanes)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* destination, PairLanes<TLanes> value)
    {
        TLanes.Store(destination, value._first);
        TLanes.Store((byte*)destination + sizeof(TLanes), value._second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(void* destination, PairLanes<TLanes> value)
    {
        TLanes.StoreStreaming(destination, value._first);
        TLanes.StoreStreaming((byte*)destination + sizeof(TLanes), value._second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> Repeat(ulong bits)
    {
        TLanes repeated = TLanes.Repeat(bits);
        return new(repeated, repeated);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> Repeat(double value)
    {
        TLanes repeated = TLanes.Repeat(value);
        return new(repeated, repeated);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> RepeatSingle(float value)
    {
        TLanes repeated = TLanes.RepeatSingle(value);
        return new(repeated, repeated);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> RepeatHalfLane(uint bits)
    {
        TLanes repeated = TLanes.RepeatHalfLane(bits);
        return new(repeated, repeated);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> MultiplyAdd(PairLanes<TLanes> left, PairLanes<TLanes> right, PairLanes<TLanes> addend) =>
        new(TLanes.MultiplyAdd(left._first, right._first, addend._first), TLanes.MultiplyAdd(left._second, right._second, addend._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> ScaleDifference(PairLanes<TLanes> value, double origin, double scale) =>
        new(TLanes.ScaleDifference(value._first, origin, scale), TLanes.ScaleDifference(value._second, origin, scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> Divide(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.Divide(left._first, right._first), TLanes.Divide(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> Sqrt(PairLanes<TLanes> value) => new(TLanes.Sqrt(value._first), TLanes.Sqrt(value._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> Max(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.Max(left._first, right._first), TLanes.Max(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> MultiplyLow(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.MultiplyLow(left._first, right._first), TLanes.MultiplyLow(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> AddInteger(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.AddInteger(left._first, right._first), TLanes.AddInteger(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> SubtractInteger(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.SubtractInteger(left._first, right._first), TLanes.SubtractInteger(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> ShiftLeft(PairLanes<TLanes> value, [ConstantExpected] byte count) =>
        new(TLanes.ShiftLeft(value._first, count), TLanes.ShiftLeft(value._second, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> ShiftRight(PairLanes<TLanes> value, [ConstantExpected] byte count) =>
        new(TLanes.ShiftRight(value._first, count), TLanes.ShiftRight(value._second, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> SwapHalves(PairLanes<TLanes> value) =>
        new(TLanes.SwapHalves(value._first), TLanes.SwapHalves(value._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> Xor(PairLanes<TLanes> first, PairLanes<TLanes> second, PairLanes<TLanes> third) =>
        new(TLanes.Xor(first._first, second._first, third._first), TLanes.Xor(first._second, second._second, third._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> MaskOr(PairLanes<TLanes> value, PairLanes<TLanes> mask, PairLanes<TLanes> bits) =>
        new(TLanes.MaskOr(value._first, mask._first, bits._first), TLanes.MaskOr(value._second, mask._second, bits._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> MaskXor(PairLanes<TLanes> value, PairLanes<TLanes> mask, PairLanes<TLanes> bits) =>
        new(TLanes.MaskXor(value._first, mask._first, bits._first), TLanes.MaskXor(value._second, mask._second, bits._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> MultiplyExponentAdd(PairLanes<TLanes> exponentField, double scale, PairLanes<TLanes> addend) =>
        new(TLanes.MultiplyExponentAdd(exponentField._first, scale, addend._first),
            TLanes.MultiplyExponentAdd(exponentField._second, scale, addend._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> ToExponent(PairLanes<TLanes> exponentField) =>
        new(TLanes.ToExponent(exponentField._first), TLanes.ToExponent(exponentField._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (PairLanes<TLanes> First, PairLanes<TLanes> Second) Lookup(double* first, double* second, PairLanes<TLanes> index)
    {
        (TLanes a, TLanes b) = TLanes.Lookup(first, second, index._first);
        (TLanes c, TLanes d) = TLanes.Lookup(first, second, index._second);
        return (new(a, c), new(b, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> SelectByBit0(PairLanes<TLanes> selector, PairLanes<TLanes> first, PairLanes<TLanes> second) =>
        new(TLanes.SelectByBit0(selector._first, first._first, second._first),
            TLanes.SelectByBit0(selector._second, first._second, second._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> PackAsSingles(PairLanes<TLanes> first, PairLanes<TLanes> second) =>
        new(TLanes.PackAsSingles(first._first, first._second), TLanes.PackAsSingles(second._first, second._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> PackLowHalves(PairLanes<TLanes> first, PairLanes<TLanes> second) =>
        new(TLanes.PackLowHalves(first._first, first._second), TLanes.PackLowHalves(second._first, second._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> PackHighQuarters(PairLanes<TLanes> first, PairLanes<TLanes> second) =>
        new(TLanes.PackHighQuarters(first._first, first._second), TLanes.PackHighQuarters(second._first, second._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> InterleaveHighQuarters(PairLanes<TLanes> first, PairLanes<TLanes> second) =>
        new(TLanes.InterleaveHighQuarters(first._first, second._first), TLanes.InterleaveHighQuarters(first._second, second._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> AddSingle(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.AddSingle(left._first, right._first), TLanes.AddSingle(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> SubtractSingle(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.SubtractSingle(left._first, right._first), TLanes.SubtractSingle(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> MultiplySingle(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.MultiplySingle(left._first, right._first), TLanes.MultiplySingle(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> MultiplyAddSingle(PairLanes<TLanes> left, PairLanes<TLanes> right, PairLanes<TLanes> addend) =>
        new(TLanes.MultiplyAddSingle(left._first, right._first, addend._first),
            TLanes.MultiplyAddSingle(left._second, right._second, addend._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> FusedMultiplyAdd(PairLanes<TLanes> left, PairLanes<TLanes> right, PairLanes<TLanes> addend) =>
        new(TLanes.FusedMultiplyAdd(left._first, right._first, addend._first),
            TLanes.FusedMultiplyAdd(left._second, right._second, addend._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> FusedMultiplyAddSingle(PairLanes<TLanes> left, PairLanes<TLanes> right, PairLanes<TLanes> addend) =>
        new(TLanes.FusedMultiplyAddSingle(left._first, right._first, addend._first),
            TLanes.FusedMultiplyAddSingle(left._second, right._second, addend._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> ScaleFractionSingle(PairLanes<TLanes> oneAndFraction, PairLanes<TLanes> scale) =>
        new(TLanes.ScaleFractionSingle(oneAndFraction._first, scale._first),
            TLanes.ScaleFractionSingle(oneAndFraction._second, scale._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> MaxSingle(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.MaxSingle(left._first, right._first), TLanes.MaxSingle(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> SqrtSingle(PairLanes<TLanes> value) =>
        new(TLanes.SqrtSingle(value._first), TLanes.SqrtSingle(value._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> AddHalfLanes(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.AddHalfLanes(left._first, right._first), TLanes.AddHalfLanes(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> ShiftLeftHalfLanes(PairLanes<TLanes> value, [ConstantExpected] byte count) =>
        new(TLanes.ShiftLeftHalfLanes(value._first, count), TLanes.ShiftLeftHalfLanes(value._second, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MagnitudeIsBelow(PairLanes<TLanes> value, PairLanes<TLanes> bound) =>
        TLanes.MagnitudeIsBelow(value._first, bound._first) | (TLanes.MagnitudeIsBelow(value._second, bound._second) << (2 * TLanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> UnpackLowHalfLanes(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.UnpackLowHalfLanes(left._first, right._first), TLanes.UnpackLowHalfLanes(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> UnpackHighHalfLanes(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.UnpackHighHalfLanes(left._first, right._first), TLanes.UnpackHighHalfLanes(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> UnpackLow(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.UnpackLow(left._first, right._first), TLanes.UnpackLow(left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLanes<TLanes> UnpackHigh(PairLanes<TLanes> left, PairLanes<TLanes> right) =>
        new(TLanes.UnpackHigh(left._first, right._first), TLanes.UnpackHigh(left._second, right._second));
}
