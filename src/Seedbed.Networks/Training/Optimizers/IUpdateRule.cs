using System.Numerics;

namespace Seedbed.Training;

/// <summary>What one step does to a few elements: the operator that <see cref="UpdateLoop"/> drives over a weight.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of arrays that are remembered of a weight.</summary>
    static abstract int SlotCount { get; }

    /// <summary>Changes the elements of the weight and what is remembered of them.</summary>
    /// <param name="variable">Elements of the weight.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="first">The first slot; of no meaning where there is none.</param>
    /// <param name="second">The second slot.</param>
    /// <param name="third">The third slot.</param>
    void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third);
}
