using System.Numerics;
using System.Runtime.CompilerServices;

namespace Seedbed.Training;

/// <summary>
/// Takes what an optimizer remembers for 0 where it is about to become subnormal, as it does where gradients stay 0: processors take a
/// hundred times as long for such numbers. TensorFlow's kernels round them to 0 too.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal static class Underflow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Above the smallest normal number by as much as factors of a step, such as a learning rate, may be below 1.</summary>
    private const int SpareBits = 26;

    private static readonly Vector<T> s_least = Vector.Create(T.ScaleB(T.One, (typeof(T) == typeof(float) ? -126 : -1022) + SpareBits));

    /// <summary>The numbers, or 0 where they are nearer to it than 2⁻¹⁰⁰ (float32) or 2⁻⁹⁹⁶ (float64); NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> Flush(Vector<T> values) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(values), s_least), Vector<T>.Zero, values);
}
