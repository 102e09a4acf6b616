namespace Seedbed.Diagnostics;

/// <summary>
/// An activation's moments at variances from 10⁻¹² to 10¹², 20 a decade in [10⁻⁴, 10⁵], where critical points are looked for (a sine has 4
/// from 10² on), and 4 outside: the one table in which zeros are first seen and then refined.
/// </summary>
internal sealed class MomentProfile
{
    internal const double SearchedFrom = 1e-4;
    internal const double SearchedTo = 1e5;
    private const int Dense = 20;
    private const int Sparse = 4;

    internal MomentProfile(ActivationFunction activation)
    {
        // A function that bends everywhere costs √q at each q, and could not be followed beyond the searched range.
        IEnumerable<double> far = double.IsFinite(activation.WidestPanel)
            ? [.. Decades(2, 5, Sparse), SearchedTo]
            : [.. Decades(2, 5, Dense), .. Decades(5, 12, Sparse), 1e12];
        Variances = [.. Decades(-12, -4, Sparse), .. Decades(-4, 2, Dense), .. far];
        Moments = Array.ConvertAll(Variances, variance => GaussianMoments.Of(activation, variance));
        Searched = (8 * Sparse, Array.FindLastIndex(Variances, variance => variance <= SearchedTo * 1.000001));
    }

    /// <summary>In ascending order.</summary>
    internal double[] Variances { get; }

    /// <summary>Those at each variance.</summary>
    internal GaussianMoments[] Moments { get; }

    /// <summary>The places of the searched range, both ends included.</summary>
    internal (int First, int Last) Searched { get; }

    /// <summary>The critical point, once it was looked for.</summary>
    internal SearchedPoint? Critical { get; set; }

    /// <summary>Whether g grows everywhere, so that the variance map is monotone and basins are intervals.</summary>
    internal bool IsGrowing => Moments.All(moments => !(moments.Growth < -1e-12 * moments.MeanSquare));

    private static IEnumerable<double> Decades(int from, int to, int perDecade) =>
        Enumerable.Range(0, (to - from) * perDecade).Select(i => PowerOfTen(from + ((double)i / perDecade)));

    private static double PowerOfTen(double exponent) => Simd.DoubleExp.Exp(exponent * 2.302585092994045684);
}

/// <summary>A critical point that was looked for: found or not.</summary>
/// <param name="Point">Null where there is none.</param>
internal sealed record SearchedPoint(CriticalPoint? Point);
