using System.Runtime.CompilerServices;
using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>What is done to unit samples on their way out.</summary>
internal interface ILaneScaling
{
    /// <summary>Floats that are values of <typeparamref name="T"/>.</summary>
    static abstract TLanes Scale<T, TLanes>(TLanes units, TLanes multiplier, TLanes offset)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes>;
}

/// <summary>Nothing.</summary>
internal readonly struct Unscaled : ILaneScaling
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Scale<T, TLanes>(TLanes units, TLanes multiplier, TLanes offset)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes> => units;
}

/// <summary>unit·multiplier + offset, the unit and both operations rounded to the element type.</summary>
internal readonly struct Scaled : ILaneScaling
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Scale<T, TLanes>(TLanes units, TLanes multiplier, TLanes offset)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes product = TLanes.MultiplySingle(LaneElement.Round<T, TLanes>(units), multiplier);
        return LaneElement.Round<T, TLanes>(TLanes.AddSingle(LaneElement.RoundProduct<T, TLanes>(product), offset));
    }
}

/// <summary><see cref="Scaled"/> where the offset is +0: adding it changes nothing but −0, and nothing is left to be rounded.</summary>
internal readonly struct ScaledAboutZero : ILaneScaling
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Scale<T, TLanes>(TLanes units, TLanes multiplier, TLanes offset)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes> =>
        LaneElement.RoundProduct<T, TLanes>(TLanes.MultiplyAddSingle(LaneElement.Round<T, TLanes>(units), multiplier, offset));
}
