namespace Seedbed.Diagnostics;

/// <summary>Which kind of critical point an activation has.</summary>
public enum CriticalKind
{
    /// <summary>At a fixed point q* above 0.</summary>
    Interior,

    /// <summary>At q* = 0: the signal fades, but only with a power of the depth.</summary>
    Boundary,

    /// <summary>At every q: the activation has no scale of its own.</summary>
    Any,

    /// <summary>χ∥ = χ⊥ at every q, each of which has a pair of its own.</summary>
    Family,
}

/// <summary>
/// Variances (σw², σb²) at which a fixed point q* has χ∥ = χ⊥ = 1, so that neither signals nor gradients grow or fade exponentially.
/// </summary>
/// <param name="Kind">Where it is.</param>
/// <param name="WeightVariance">σw².</param>
/// <param name="BiasVariance">σb².</param>
/// <param name="FixedPoint">q*; null where it is any.</param>
/// <param name="Drift">½·σw²·g″(q*), the part of a deviation's square that a layer adds to it; null but for interior points.</param>
/// <param name="AtZero">σw² at which q = 0 is a critical fixed point too, and whether it attracts; null where it cannot be.</param>
/// <remarks>
/// Roberts, Yaida and Hanin 2022, section 5.1 and 5.3 (half-stable points). χ∥ = χ⊥ means g′(q) = E[φ′²], or E[φ·φ″] = 0; that equation is
/// solved for q, and σw² = 1/E[φ′²] and σb² = q − σw²·g(q) follow. In the limit of q to 0, where φ(0) = 0, σw² = 2/(s₋² + s₊²) of the
/// slopes there.
/// </remarks>
public sealed record CriticalPoint(
    CriticalKind Kind, double WeightVariance, double BiasVariance, double? FixedPoint, double? Drift,
    (double WeightVariance, bool IsAttracting)? AtZero)
{
    /// <summary>The variances between which zeros are looked for.</summary>
    public static (double From, double To) SearchedRange => (MomentProfile.SearchedFrom, MomentProfile.SearchedTo);

    /// <summary>Both sides of g′ = E[φ′²] are the same to so many digits.</summary>
    private const double Same = 1e-12;

    /// <summary>The critical point of an activation; null where it has none with q* in the searched range or at 0.</summary>
    /// <param name="activation">φ.</param>
    public static CriticalPoint? Of(ActivationFunction activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (!activation.IsContinuous)
        {
            return null;
        }

        MomentProfile profile = activation.Profile.Value;
        return (profile.Critical ??= new SearchedPoint(Find(activation, profile))).Point;
    }

    private static CriticalPoint? Find(ActivationFunction activation, MomentProfile profile)
    {
        (int first, int last) = profile.Searched;
        GaussianMoments[] moments = profile.Moments[first..(last + 1)];
        double[] signs = Array.ConvertAll(moments, Sign);
        (double WeightVariance, bool IsAttracting)? atZero = PairAtZero(activation);
        if (Array.TrueForAll(signs, sign => sign == 0))
        {
            return WithoutScale(moments, profile.Variances[first..])
                ? new(CriticalKind.Any, WithoutRounding(1 / moments[0].MeanSquareSlope, atZero), 0, null, null, null)
                : Family(activation);
        }

        foreach (int i in Enumerable.Range(1, signs.Length - 1).Where(i => signs[i - 1] * signs[i] < 0))
        {
            double variance = RootSearch.Zero(
                q => Difference(GaussianMoments.Of(activation, q)), profile.Variances[first + i - 1], profile.Variances[first + i]);
            if (Interior(activation, variance) is { } interior)
            {
                return interior with { AtZero = atZero };
            }
        }

        return atZero is var (weightVariance, _) ? new(CriticalKind.Boundary, weightVariance, 0, 0, null, atZero) : null;
    }

    private static double Difference(GaussianMoments moments) => moments.Growth - moments.MeanSquareSlope;

    /// <summary>The sign of the difference; 0 where both are the same or nothing is known.</summary>
    private static double Sign(GaussianMoments moments)
    {
        double difference = Difference(moments);
        return double.IsFinite(difference) && Math.Abs(difference) > Same * moments.MeanSquareSlope ? Math.Sign(difference) : 0;
    }

    /// <summary>Whether g(q) = E[φ′²]·q with one and the same factor at every q.</summary>
    private static bool WithoutScale(GaussianMoments[] moments, double[] variances)
    {
        double factor = moments[0].MeanSquareSlope;
        return moments.Index().All(each => Math.Abs(each.Item.MeanSquareSlope - factor) <= Same * factor
            && Math.Abs(each.Item.MeanSquare - (factor * variances[each.Index])) <= Same * each.Item.MeanSquare);
    }

    /// <summary>The number that slopes at 0 give, where it is the same: 2 for ReLU, not 1.9999999999999991.</summary>
    private static double WithoutRounding(double weightVariance, (double WeightVariance, bool IsAttracting)? atZero) =>
        atZero is var (exact, _) && Math.Abs(exact - weightVariance) <= Same * exact ? exact : weightVariance;

    private static CriticalPoint? Family(ActivationFunction activation)
    {
        GaussianMoments moments = GaussianMoments.Of(activation, 1);
        double weightVariance = 1 / moments.MeanSquareSlope;
        double biasVariance = 1 - (weightVariance * moments.MeanSquare);
        return biasVariance >= 0 ? new(CriticalKind.Family, weightVariance, biasVariance, 1, null, null) : null;
    }

    private static CriticalPoint? Interior(ActivationFunction activation, double variance)
    {
        GaussianMoments moments = GaussianMoments.Of(activation, variance);
        double weightVariance = 1 / moments.MeanSquareSlope;
        double biasVariance = variance - (weightVariance * moments.MeanSquare);
        double drift = weightVariance * GaussianMoments.CurvatureOf(activation, variance) / 2;
        return biasVariance >= 0
            ? new(CriticalKind.Interior, weightVariance, biasVariance, variance, drift, null)
            : null;
    }

    private static (double WeightVariance, bool IsAttracting)? PairAtZero(ActivationFunction activation)
    {
        (double left, double right) = activation.SlopesAtZero;
        double square = ((left * left) + (right * right)) / 2;
        if (activation.ValueAtZero != 0 || square < 1e-12)
        {
            return null;
        }

        double near = MomentProfile.SearchedFrom;
        return (1 / square, GaussianMoments.MeanSquareOf(activation, near) / square < near * (1 + Same));
    }
}
