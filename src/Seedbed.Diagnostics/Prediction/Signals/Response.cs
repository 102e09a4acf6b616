namespace Seedbed.Diagnostics.Prediction.Signals;

/// <summary>
/// What a function φ gives on a part of a signal: averages by quadrature at each of a profile's factors, put together.
/// </summary>
internal sealed class Response
{
    private const int Terms = 24;

    private readonly double[] _squares = new double[Terms + 1];
    private double _product;

    /// <summary>E[φ].</summary>
    internal double Mean { get; private set; }

    /// <summary>E[φ²].</summary>
    internal double SecondMoment { get; private set; }

    /// <summary>E[φ⁴].</summary>
    internal double Fourth { get; private set; }

    /// <summary>d ln E[φ²] / d ln q: by how much a relative change of the variance goes on.</summary>
    internal double Growth { get; private set; }

    /// <summary>The distribution of φ.</summary>
    internal Marginal Shape { get; private set; } = Marginal.Constant(0);

    /// <summary>E[φ·(x − E[x])] / Var[x].</summary>
    internal double Slope { get; private set; }

    /// <summary>The averages over the grid of factors by which x's second moment differs from position to position.</summary>
    internal static (Response Response, double[] SecondMoments) Of(
        ActivationFunction function, Part part, double[] factors, double[] weights)
    {
        Response response = new();
        List<double> values = [], probabilities = [];
        double[] seconds = new double[factors.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            (double[] phi, double[] density, double[] x) = Nodes(function, part, factors[i]);
            seconds[i] = response.Add(weights[i], phi, density, x);
            values.AddRange(phi);
            probabilities.AddRange(density.Select(weight => weight * weights[i]));
        }

        response.Shape = Marginal.Of(values, probabilities);
        response.Slope = part.Variance > 0 ? response._product / Math.Sqrt(part.Variance) : 0;
        response.Growth = response.SecondMoment > 0 ? response.Growth / response.SecondMoment : 0;
        if (part.Shape is not null)
        {
            response.Growth = 1;
            response.TakeLinearAndRest(part.Variance);
        }

        return (response, seconds);
    }

    /// <summary>The covariances of φ, from those of x: Mehler's series Σ aₙ²·cⁿ.</summary>
    internal Overlaps Covariance(Overlaps covariance)
    {
        double variance = covariance.Self;
        double own = SecondMoment - (Mean * Mean);
        return covariance.Map(value => variance > 0 ? At(Math.Clamp(value / variance, -1, 1)) : value) with { Self = own };
    }

    private double At(double correlation)
    {
        (double sum, double power) = (_squares[0] - (Mean * Mean), 1);
        for (int n = 1; n <= Terms; n++)
        {
            power *= correlation;
            sum += _squares[n] * power;
        }

        return sum;
    }

    /// <summary>φ, its probability and (x − mean) in units of its deviation; one point where x is constant.</summary>
    private static (double[] Values, double[] Weights, double[] Z) Nodes(ActivationFunction function, Part part, double factor)
    {
        double root = Math.Sqrt(factor);
        if (part.Shape is { } shape)
        {
            double deviation = Math.Sqrt(part.Variance);
            double[] scaled = [.. shape.Values.Select(x => root * x)], phi = new double[scaled.Length];
            function.Values(scaled, phi);
            return (phi, shape.Weights, [.. shape.Values.Select(x => deviation > 0 ? root * (x - part.Mean) / deviation : 0)]);
        }

        double variance = factor * part.Variance;
        if (variance < 1e-280)
        {
            return ([function.Value(root * part.Mean)], [1], [0]);
        }

        GaussianNodes nodes = GaussianNodes.Create(function.Shifted(root * part.Mean), variance);
        return !nodes.Diverges
            ? (nodes.Values, nodes.Weights, [.. nodes.Z.Select(z => z * root)])
            : throw new NotSupportedException($"{function.Name} grows so fast that E[φ(x)²] is infinite for Gaussian x.");
    }

    /// <summary>Adds the averages at one factor; E[φ²] there.</summary>
    private double Add(double share, double[] phi, double[] density, double[] z)
    {
        double second = 0, deviation = Math.Sqrt(z.Zip(density, (x, weight) => weight * x * x).Sum());
        for (int i = 0; i < phi.Length; i++)
        {
            double weight = share * density[i], square = phi[i] * phi[i];
            double unit = deviation > 0 ? z[i] / deviation : 0;
            Mean += weight * phi[i];
            Fourth += weight * square * square;
            Growth += weight * square * ((unit * unit) - 1) / 2;
            _product += weight * phi[i] * z[i];
            second += density[i] * square;
        }

        SecondMoment += share * second;
        AddSeries(share, phi, density, deviation > 0 ? [.. z.Select(x => x / deviation)] : z, second);
        return second;
    }

    /// <summary>aₙ² of the normalized Hermite polynomials; what is left of E[φ²] counts as the last term.</summary>
    private void AddSeries(double share, double[] phi, double[] density, double[] z, double second)
    {
        HermiteExpansion expansion = new(z, [.. phi.Zip(density, (value, weight) => weight * value)]);
        double rest = second;
        for (int n = 0; n < Terms; n++)
        {
            double coefficient = expansion.Next();
            double square = Math.Min(coefficient * coefficient, Math.Max(rest, 0));
            _squares[n] += share * square;
            rest -= square;
        }

        _squares[Terms] += share * Math.Max(rest, 0);
    }

    /// <summary>Where x is no Gaussian: what is linear in x keeps the correlation, the rest has its square.</summary>
    private void TakeLinearAndRest(double variance)
    {
        double own = SecondMoment - (Mean * Mean);
        double linear = Math.Min(own, Slope * Slope * variance);
        Array.Clear(_squares);
        (_squares[0], _squares[1], _squares[2]) = (Mean * Mean, linear, own - linear);
    }
}
