using System.Numerics;
using System.Runtime.CompilerServices;

namespace Seedbed.Training;

/// <summary>Adam with the largest second moment so far in the denominator. Source: Reddi et al. 2018.</summary>
/// <param name="adam">Adam's numbers.</param>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct AmsgradRule<T>(AdamRule<T> adam) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int SlotCount => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(ref Vector<T> variable, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        adam.Moments(gradient, ref first, ref second);
        third = Vector.Max(third, second);
        variable -= first * adam.Alpha / (Vector.SquareRoot(third) + adam.Epsilon);
    }
}
