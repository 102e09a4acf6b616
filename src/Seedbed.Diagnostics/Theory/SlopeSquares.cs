namespace Seedbed.Diagnostics;

/// <summary>
/// φ′(√q·z)² with its Gaussian weights, on panels that narrow towards where it is largest: 1/(z − φ′²) has its peak there.
/// </summary>
internal static class SlopeSquares
{
    private const int Refinements = 22;
    private const int ScannedPoints = 4001;
    private const double End = 10;

    internal static (double[] Squares, double[] Weights) Of(ActivationFunction activation, double variance)
    {
        double scale = Math.Sqrt(variance);
        double[] peaks = Peaks(activation, scale);
        IEnumerable<double> around = peaks.SelectMany(peak => Enumerable.Range(0, Refinements).SelectMany(k =>
            (double[])[peak + Half(k), peak - Half(k)]).Append(peak));
        ActivationFunction refined = activation.WithCuts(around.Select(z => z * scale));
        GaussianNodes nodes = GaussianNodes.Create(refined, variance);
        return (Array.ConvertAll(nodes.Slopes(), slope => slope * slope), nodes.Weights);
    }

    private static double Half(int times) => Math.ScaleB(1, -times);

    /// <summary>Where φ′² comes within a part in a thousand of its largest value, in units of z.</summary>
    private static double[] Peaks(ActivationFunction activation, double scale)
    {
        double[] z = [.. Enumerable.Range(0, ScannedPoints).Select(i => -End + (2 * End * i / (ScannedPoints - 1)))];
        double[] squares = new double[ScannedPoints];
        activation.Slopes(Array.ConvertAll(z, each => each * scale), squares);
        squares = Array.ConvertAll(squares, Square);
        double largest = squares.Max();
        return
        [
            .. Enumerable.Range(1, ScannedPoints - 2)
                .Where(i => squares[i] > 0.999 * largest && squares[i] >= squares[i - 1] && squares[i] > squares[i + 1])
                .Select(i => RootSearch.Minimum(each => -Square(activation.Slope(each * scale)), z[i - 1], z[i + 1])),
        ];
    }

    private static double Square(double slope) => slope * slope;
}
