using Seedbed.Simd;

namespace Seedbed.Random.TensorFlow.Vectors;

/// <summary>
/// The vector twin of <see cref="IUnitSampler{T}"/>: words to unit samples to values of one distribution, in registers of any width.
/// </summary>
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

    /// <summary>
    /// unit·multiplier + offset, rounded to <typeparamref name="T"/> as the stream demands, for the unit samples of a batch, in order.
    /// </summary>
    /// <param name="batch">Which groups, and the memory to work in.</param>
    /// <param name="destination">Room for the values of all the batch's steps.</param>
    /// <param name="multiplier">The range or standard deviation.</param>
    /// <param name="offset">The lower bound or mean.</param>
    static abstract void Write<TLanes>(in LaneBatch batch, T* destination, T multiplier, T offset)
        where TLanes : unmanaged, ILanes<TLanes>;
}
