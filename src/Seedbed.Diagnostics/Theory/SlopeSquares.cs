namespace Seedbed.Diagnostics;

/// <summary>
/// φ′(√q·z)² with its Gaussian weights, on panels that narrow towards where it is largest, or smallest: 1/(z − φ′²) has its peak there.
/// </summary>
internal static class SlopeSquares
{
    private const int Refinements = 22;
    private const int ScannedPoints = 4001;
    private const double End = 10;
    private const double NearPeak = 0.001;

    internal static (double[] Squares, double[] Weights) Of(ActivationFunction activation, double variance, SlopeExtremum extremum)
    {
        double scale = Math.Sqrt(variance);
        double[] peaks = Peaks(activation, scale, extremum);
        IEnumerable<double> around = peaks.SelectMany(peak => Enumerable.Range(0, Refinements).SelectMany(k =>
            (double[])[peak + Half(k), peak - Half(k)]).Append(peak));
        ActivationFunction refined = activation.WithCuts(around.Select(z => z * scale));
        GaussianNodes nodes = GaussianNodes.Create(refined, variance);
        return (Array.ConvertAll(nodes.Slopes(), slope => slope * slope), nodes.Weights);
    }

    /// <summary>The infimum of φ′² over all numbers, as far as it is found.</summary>
    internal static double Least(ActivationFunction activation, double variance)
    {
        double scale = Math.Sqrt(variance);
        IEnumerable<double> far = Enumerable.Range(-40, 80).SelectMany(power => (double[])[Math.ScaleB(1, power), -Math.ScaleB(1, power)]);
        return Peaks(activation, scale, SlopeExtremum.Smallest).Select(z => z * scale).Concat(far)
            .Select(x => Square(activation.Slope(x))).Where(double.IsFinite).Min();
    }

    private static double Half(int times) => Math.ScaleB(1, -times);

    /// <summary>Where φ′² comes within a part in a thousand of its largest or smallest value, in units of z.</summary>
    private static double[] Peaks(ActivationFunction activation, double scale, SlopeExtremum extremum)
    {
        double sign = extremum == SlopeExtremum.Largest ? 1 : -1;
        double[] z = [.. Enumerable.Range(0, ScannedPoints).Select(i => -End + (2 * End * i / (ScannedPoints - 1)))];
        double[] heights = new double[ScannedPoints];
        activation.Slopes(Array.ConvertAll(z, each => each * scale), heights);
        heights = Array.ConvertAll(heights, slope => sign * Square(slope));
        double highest = heights.Max();
        return
        [
            .. Enumerable.Range(1, ScannedPoints - 2)
                .Where(i => heights[i] > highest - (NearPeak * Math.Abs(highest)))
                .Where(i => heights[i] >= heights[i - 1] && heights[i] > heights[i + 1])
                .Select(i => RootSearch.Minimum(each => -sign * Square(activation.Slope(each * scale)), z[i - 1], z[i + 1])),
        ];
    }

    private static double Square(double slope) => slope * slope;
}

/// <summary>Which values of φ′² are to be integrated with the most care.</summary>
internal enum SlopeExtremum
{
    /// <summary>Those near its maximum.</summary>
    Largest,

    /// <summary>Those near its minimum.</summary>
    Smallest,
}
