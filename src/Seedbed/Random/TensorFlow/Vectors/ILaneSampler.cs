using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>The vector twin of <see cref="IUnitSampler{T}"/>: words to unit samples to values of one distribution, in registers of any width.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe interface ILaneSampler<T>
    where T : unmanaged
{
    /// <summary>How many values are made together.</summary>
    static abstract int GroupSize { get; }

    /// <summary>How many blocks of the stream a group owns; it begins with the first of them.</summary>
    static abstract int BlocksPerGroup { get; }

    /// <summary>Where in a step the group stands whose block comes at this place among the step's registers of counters.</summary>
    static abstract int GroupAt(int position, int lanes);

    /// <summary>Unit samples of whole steps, in order, from the words of the groups' first blocks.</summary>
    static abstract void WriteUnits<TLanes>(in PhiloxStream stream, in LaneWorkspace workspace, ulong firstGroup, int steps)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>unit·multiplier + offset, rounded to <typeparamref name="T"/> as the stream demands.</summary>
    /// <param name="units">From the workspace.</param>
    /// <param name="destination">Room for <paramref name="count"/> values.</param>
    /// <param name="count">The values of whole steps.</param>
    /// <param name="multiplier">The range or standard deviation.</param>
    /// <param name="offset">The lower bound or mean.</param>
    static abstract void Rescale<TLanes>(void* units, T* destination, int count, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes>;
}
