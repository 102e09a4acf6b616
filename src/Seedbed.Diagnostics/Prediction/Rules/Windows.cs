using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>The windows of a convolution or pooling along its axes.</summary>
/// <param name="Kernel">Their sizes.</param>
/// <param name="Strides">From one to the next.</param>
/// <param name="Dilation">From one element to the next.</param>
/// <param name="Padding">valid, same or causal.</param>
internal sealed record Windows(int[] Kernel, int[] Strides, int[] Dilation, string Padding)
{
    /// <summary>By the arguments that layers have.</summary>
    internal static Windows Of(PredictedLayer layer, string kernelKey, int rank, int missing = 1)
    {
        layer.RequireChannelsLast();
        if (layer.Input.Positions.Axes.Count != rank)
        {
            throw new NotSupportedException($"it takes {layer.Input.Positions.Axes.Count} axes of positions, and has windows of {rank}.");
        }

        int[] kernel = layer.Sizes(kernelKey, rank, missing), strides = layer.Sizes("strides", rank, 0);
        return new Windows(
            kernel, strides.All(stride => stride == 0) ? (kernelKey == "pool_size" ? kernel : layer.Sizes("strides", rank, 1)) : strides,
            layer.Sizes("dilation_rate", rank, 1), layer.Text("padding") ?? "valid");
    }

    /// <summary>The sums over windows of what positions weigh, zeros being around them: the mean, and the profile.</summary>
    internal (double Factor, PositionProfile Profile) Sums(PositionProfile profile) =>
        profile.Change((axis, row) => Row(axis, row.Length, i => row[i]));

    /// <summary>
    /// What zeros at borders leave of the products of two outputs, beside what they leave of squares: of neighbours, and of any two, which
    /// seldom miss the same elements of their windows.
    /// </summary>
    internal (double Near, double Far) Common(PositionProfile profile)
    {
        (double near, double far) = (1, 1);
        foreach ((int axis, double[] row) in profile.Axes.Index())
        {
            double[] roots = [.. row.Select(Math.Sqrt)];
            double[][] taps = [.. Enumerable.Range(0, Kernel[axis]).Select(tap => Row(axis, row.Length, i => roots[i], tap))];
            double own = taps.Sum(values => values.Average(value => value * value));
            far *= own > 0 ? taps.Sum(values => values.Average() * values.Average()) / own : 1;
            near = axis < profile.Axes.Count - 1 || taps[0].Length < 2 || own == 0
                ? near
                : taps.Sum(values => values.Skip(1).Zip(values, (a, b) => a * b).Average()) / own;
        }

        return (near, far);
    }

    /// <summary>How many positions of a window are there and not zero, on average.</summary>
    internal double Count(PositionProfile profile) =>
        profile.Axes.Select((row, axis) => Row(axis, row.Length, i => row[i] > 0 ? 1 : 0).Average()).Aggregate(1.0, (a, b) => a * b);

    /// <summary>The sums of a transposed convolution: each position writes a window.</summary>
    internal (double Factor, PositionProfile Profile) Written(PositionProfile profile, IReadOnlyList<long?> output) =>
        profile.Change((axis, row) => Written(axis, row, output[axis + 1]));

    private double[] Written(int axis, double[] row, long? output)
    {
        int reach = ((Kernel[axis] - 1) * Dilation[axis]) + 1, full = ((row.Length - 1) * Strides[axis]) + reach;
        int size = (int)(output ?? (Padding == "same" ? row.Length * Strides[axis] : Math.Max(full, row.Length * Strides[axis])));
        int before = Padding == "same" ? Math.Max(0, full - size) / 2 : 0;
        double[] sums = new double[size];
        for (int i = 0; i < row.Length; i++)
        {
            for (int tap = 0; tap < Kernel[axis]; tap++)
            {
                int place = (i * Strides[axis]) + (tap * Dilation[axis]) - before;
                if (place >= 0 && place < size)
                {
                    sums[place] += row[i];
                }
            }
        }

        return sums;
    }

    /// <summary>For each output the sum over its window, or what one element of it is.</summary>
    private double[] Row(int axis, int size, Func<int, double> value, int? only = null)
    {
        (int kernel, int stride, int dilation) = (Kernel[axis], Strides[axis], Dilation[axis]);
        int reach = ((kernel - 1) * dilation) + 1;
        int count = Padding == "valid" ? ((size - reach) / stride) + 1 : (size + stride - 1) / stride;
        int before = Padding switch
        {
            "same" => Math.Max(0, ((count - 1) * stride) + reach - size) / 2,
            "causal" => reach - 1,
            _ => 0,
        };
        if (count < 1 || size < (Padding == "valid" ? reach : 1))
        {
            throw new NotSupportedException("its windows are larger than what it takes.");
        }

        double[] sums = new double[count];
        for (int output = 0; output < count; output++)
        {
            for (int tap = only ?? 0; tap < (only + 1 ?? kernel); tap++)
            {
                int place = (output * stride) + (tap * dilation) - before;
                sums[output] += place >= 0 && place < size ? value(place) : 0;
            }
        }

        return sums;
    }
}

/// <summary>
/// Covariances of positions that are some steps apart: those of neighbours and of far ones are known, and between them they fall off
/// geometrically.
/// </summary>
internal static class Distances
{
    /// <summary>The share of what is not common to far positions that neighbours have.</summary>
    internal static double Decay(Overlaps covariance)
    {
        double own = covariance.Self - covariance.Far;
        return own > 0 ? Math.Clamp((covariance.Near - covariance.Far) / own, 0, 1) : 0;
    }

    /// <summary>With only every so manyth position.</summary>
    internal static Overlaps Strided(Overlaps covariance, double stride)
    {
        double share = 1, decay = Decay(covariance);
        for (int step = 0; step < stride; step++)
        {
            share *= decay;
        }

        return stride <= 1 ? covariance : covariance with { Near = covariance.Far + (share * (covariance.Self - covariance.Far)) };
    }

    /// <summary>The average of decay^|i − j| over the pairs of a window of a size.</summary>
    internal static double OverWindow(double decay, double size)
    {
        (double sum, double power, int whole) = (size, 1, (int)Math.Ceiling(size));
        for (int distance = 1; distance < whole; distance++)
        {
            power *= decay;
            sum += 2 * Math.Max(0, size - distance) * power;
        }

        return sum / (size * size);
    }
}
