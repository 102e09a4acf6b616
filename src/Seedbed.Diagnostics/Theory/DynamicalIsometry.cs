using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>How weight matrices are drawn.</summary>
public enum WeightEnsemble
{
    /// <summary>Independent elements of variance σw²/fanIn.</summary>
    Gaussian,

    /// <summary>σw times a matrix drawn uniformly from the orthogonal ones.</summary>
    Orthogonal,
}

/// <summary>
/// The squared singular values λ of the Jacobian J = ∏ Dₗ·Wₗ of L layers of infinite width at one variance q, D = diag φ′(h): their mean
/// χ⊥ᴸ, their variance, their largest and their smallest.
/// </summary>
/// <remarks>
/// Pennington, Schoenholz and Ganguli 2017 and 2018, by free probability: with M(z) = E[φ′²/(z − φ′²)] and its inverse, the largest λ is
/// the minimum over m &gt; 0 of (1 + m)/m · [σw²·m·M⁻¹(m) / (1 + m)]ᴸ for orthogonal weights, without the division by 1 + m for Gaussian
/// ones. Orthogonal weights have 1/λ of the inverse factors D⁻¹·Wᵀ, so that their smallest λ is that formula's for 1/φ′² and 1/σw².
/// </remarks>
public sealed class DynamicalIsometry
{
    /// <summary>Where z is looked for: ln of its distance from the edge of φ′², in units of that edge.</summary>
    private const double NearestEdge = -32;
    private const double FarthestEdge = 14;

    /// <summary>φ′² that is as small, beside the largest, counts as 0.</summary>
    private const double Nothing = 1e-16;

    private readonly ActivationFunction _activation;
    private readonly double _variance;
    private readonly double[] _squares;
    private readonly double[] _weights;

    /// <summary>The Jacobian of a network at one variance.</summary>
    /// <param name="activation">φ, without jumps.</param>
    /// <param name="variance">q, greater than 0.</param>
    /// <param name="weightVariance">σw².</param>
    /// <param name="ensemble">How weights are drawn.</param>
    /// <param name="depth">L, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside.</exception>
    /// <exception cref="ArgumentException">φ jumps.</exception>
    public DynamicalIsometry(ActivationFunction activation, double variance, double weightVariance, WeightEnsemble ensemble, int depth)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (!activation.IsContinuous)
        {
            throw new ArgumentException($"{activation.Name} jumps: its Jacobian's singular values do not exist.", nameof(activation));
        }

        WeightVariance = VarianceCheck.Positive(weightVariance, nameof(weightVariance));
        Depth = VarianceCheck.AtLeastOne(depth, nameof(depth));
        Ensemble = ensemble;
        _activation = activation;
        _variance = VarianceCheck.Positive(variance, nameof(variance));
        (_squares, _weights) = SlopeSquares.Of(activation, _variance, SlopeExtremum.Largest);
    }

    /// <summary>σw².</summary>
    public double WeightVariance { get; }

    /// <summary>L.</summary>
    public int Depth { get; }

    /// <summary>How weights are drawn.</summary>
    public WeightEnsemble Ensemble { get; }

    /// <summary>E λ = χ⊥ᴸ.</summary>
    public double Mean => Power(WeightVariance * Average(square => square));

    /// <summary>Var λ / (E λ)² = L·(E[φ′⁴]/E[φ′²]² − 1), and L more for Gaussian weights.</summary>
    /// <remarks>Pennington, Schoenholz and Ganguli 2017, section 2.5: the second moments of free products add up.</remarks>
    public double RelativeVariance
    {
        get
        {
            double mean = Average(square => square);
            double spread = (Average(square => square * square) / (mean * mean)) - 1;
            return Depth * (spread + (Ensemble == WeightEnsemble.Gaussian ? 1 : 0));
        }
    }

    /// <summary>The right edge of the distribution of λ; infinite where φ′ has no bound.</summary>
    public double Largest => RightEdge(_squares, _weights, WeightVariance);

    /// <summary>
    /// The left edge of the distribution of λ: 0 for Gaussian weights, and for orthogonal ones where φ′ comes as near to 0 as one likes.
    /// </summary>
    public double Smallest
    {
        get
        {
            if (Ensemble == WeightEnsemble.Gaussian || SlopeSquares.Least(_activation, _variance) <= Nothing * _squares.Max())
            {
                return 0;
            }

            (double[] squares, double[] weights) = SlopeSquares.Of(_activation, _variance, SlopeExtremum.Smallest);
            return 1 / RightEdge(Array.ConvertAll(squares, square => 1 / square), weights, 1 / WeightVariance);
        }
    }

    private double RightEdge(double[] squares, double[] weights, double weightVariance)
    {
        double largestSquare = squares.Max();

        // z − max φ′², in logarithms: from far right of the spectrum to its edge, where M is as large as it gets.
        double place = RootSearch.Minimum(LogarithmAt, NearestEdge, FarthestEdge);
        return DoubleExp.Exp(Math.Min(LogarithmAt(place), Math.Min(LogarithmAt(NearestEdge), LogarithmAt(FarthestEdge))));

        // ln of what is minimized, at z = max φ′²·(1 + eᵘ).
        double LogarithmAt(double u)
        {
            double distance = DoubleExp.Exp(u);
            double m = 0;
            for (int i = 0; i < squares.Length; i++)
            {
                double share = squares[i] / largestSquare;
                m += weights[i] * share / (1 - share + distance);
            }

            double ratio = weightVariance * m * largestSquare * (1 + distance);
            double layer = Ensemble == WeightEnsemble.Gaussian ? ratio : ratio / (1 + m);
            return DoubleLog.Log((1 + m) / m) + (Depth * DoubleLog.Log(layer));
        }
    }

    private double Average(Func<double, double> function)
    {
        double sum = 0;
        for (int i = 0; i < _squares.Length; i++)
        {
            sum += _weights[i] * function(_squares[i]);
        }

        return sum;
    }

    private double Power(double factor) => DoubleExp.Exp(Depth * DoubleLog.Log(factor));
}
