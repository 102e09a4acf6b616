using System.Numerics;
using System.Text.Json.Nodes;
using Seedbed.Autodiff;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>Which parts of a layer's output carry no signal.</summary>
/// <param name="Dead">
/// The share of units (channels) that give one value for all samples and positions; NaN for one sample.
/// </param>
/// <param name="NearZero">The share of elements below 10⁻⁶·√E[y²] in size.</param>
/// <param name="Saturated">The share of elements at an end of the activation's range; NaN where it has no end.</param>
internal readonly record struct UnitActivity(double Dead, double NearZero, double Saturated)
{
    private const double Small = 1e-6;

    /// <summary>The axis along which the units of a call's output stand.</summary>
    internal static int AxisOf(ModelNode node) =>
        node.Config["data_format"] is JsonValue value && value.TryGetValue(out string? format) && format == "channels_first" ? 1 : -1;

    internal static UnitActivity Of(ModelNode node, Tensor output, double secondMoment) => output.Type == ElementType.Float32
        ? Of<float>(node, output.Values<float>(), output, secondMoment)
        : Of<double>(node, output.Values<double>(), output, secondMoment);

    /// <summary>The units that have one value alone; it ends with the sample behind which there is none.</summary>
    internal static int CountDead<T>(ReadOnlySpan<T> values, Tensor output, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = output.Rank < 2 ? 1 : output[axis];
        int inner = output.Rank < 2 ? output.Count : output.CountIn((output.Axis(axis) + 1)..);
        bool[] isAlive = new bool[units];
        int dead = units;
        for (int start = 0, unit = 0; start < values.Length && dead > 0; start += inner, unit = unit + 1 == units ? 0 : unit + 1)
        {
            if (!isAlive[unit] && values.Slice(start, inner).ContainsAnyExcept(values[unit * inner]))
            {
                isAlive[unit] = true;
                dead--;
            }
        }

        return dead;
    }

    private static UnitActivity Of<T>(ModelNode node, ReadOnlySpan<T> values, Tensor output, double secondMoment)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double count = Math.Max(1, values.Length);
        var range = ActivationRange.Of(node);
        int axis = AxisOf(node);
        double dead = output.Rank < 2 || output[0] < 2 || output.Count == 0
            ? double.NaN
            : CountDead(values, output, axis) / (double)output[axis];
        return new UnitActivity(
            dead, CountSmall(values, Small * Math.Sqrt(secondMoment)) / count,
            range.HasEnd ? CountOutside(values, range.LowEdge, range.HighEdge) / count : double.NaN);
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
