using System.Numerics;
using System.Numerics.Tensors;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Diagnostics;

/// <summary>Which parts of a layer's output carry no signal.</summary>
/// <param name="Dead">
/// The share of units (along the last axis) that give one value for all samples and positions; NaN for one sample.
/// </param>
/// <param name="NearZero">The share of elements below 10⁻⁶·√E[y²] in size.</param>
/// <param name="Saturated">The share of elements at an end of the activation's range; NaN where it has no end.</param>
internal readonly record struct UnitActivity(double Dead, double NearZero, double Saturated)
{
    private const double Small = 1e-6;

    internal static UnitActivity Of(Tensor output, double secondMoment, ActivationRange range) => output.Type == ElementType.Float32
        ? Of<float>(output.Values<float>(), output, secondMoment, range)
        : Of<double>(output.Values<double>(), output, secondMoment, range);

    private static UnitActivity Of<T>(ReadOnlySpan<T> values, Tensor output, double secondMoment, ActivationRange range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double count = Math.Max(1, values.Length);
        double dead = output.Rank < 2 || output[0] < 2 ? double.NaN : DeadUnits(values, output[-1]) / (double)Math.Max(1, output[-1]);
        return new UnitActivity(
            dead, CountSmall(values, Small * Math.Sqrt(secondMoment)) / count,
            range.HasEnd ? CountOutside(values, range.LowEdge, range.HighEdge) / count : double.NaN);
    }

    private static int DeadUnits<T>(ReadOnlySpan<T> values, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] low = values[..units].ToArray();
        T[] high = [.. low];
        for (int row = units; row < values.Length; row += units)
        {
            TensorPrimitives.Min(values.Slice(row, units), low, low);
            TensorPrimitives.Max(values.Slice(row, units), high, high);
        }

        return low.Zip(high).Count(unit => unit.First == unit.Second);
    }

    private static int CountSmall<T>(ReadOnlySpan<T> values, double bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var most = T.CreateTruncating(bound);
        int count = 0;
        foreach (T value in values)
        {
            count += T.Abs(value) <= most ? 1 : 0;
        }

        return count;
    }

    /// <summary>The elements at an end of a range.</summary>
    internal static int CountOutside<T>(ReadOnlySpan<T> values, double low, double high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (var least, var most) = (T.CreateTruncating(low), T.CreateTruncating(high));
        int count = 0;
        foreach (T value in values)
        {
            count += value <= least || value >= most ? 1 : 0;
        }

        return count;
    }
}
