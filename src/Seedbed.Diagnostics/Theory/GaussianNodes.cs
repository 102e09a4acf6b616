using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>
/// E f(√q·z), z ~ N(0, 1), as Σ wᵢ·f(√q·zᵢ): Gauss–Legendre panels cut at an activation's breakpoints, at whole z, where the Gaussian
/// bends, and at x = ±½, ±1, ±2, ±4, …, where activations do.
/// </summary>
/// <remarks>
/// Panels are added outwards until φ⁴ tells no more of them, or the weights end in z = ±38, where exp(−z²/2) leaves the doubles.
/// </remarks>
internal sealed class GaussianNodes
{
    private const double CoreEnd = 10;
    private const double LastEnd = 38;
    private const double TailWidth = 2;
    private const double NarrowestStep = 1.0 / 64;
    private const double Negligible = 1e-18;
    private const double InverseRootTwoPi = 0.39894228040143267794;

    private readonly ActivationFunction _activation;
    private readonly double _rootVariance;
    private readonly List<double> _z = [];
    private readonly List<double> _weights = [];
    private readonly List<double> _values = [];

    private GaussianNodes(ActivationFunction activation, double variance)
    {
        _activation = activation;
        _rootVariance = Math.Sqrt(variance);
    }

    /// <summary>zᵢ.</summary>
    internal double[] Z => field ??= [.. _z];

    /// <summary>wᵢ.</summary>
    internal double[] Weights => field ??= [.. _weights];

    /// <summary>φ(√q·zᵢ).</summary>
    internal double[] Values => field ??= [.. _values];

    /// <summary>Whether φ² grows so fast that its Gaussian integral does not end within the weights: E[φ²] is infinite.</summary>
    internal bool Diverges { get; private set; }

    /// <summary>φ′(√q·zᵢ).</summary>
    internal double[] Slopes()
    {
        double[] x = Array.ConvertAll(Z, z => z * _rootVariance);
        double[] slopes = new double[x.Length];
        _activation.Slopes(x, slopes);
        return slopes;
    }

    /// <summary>The nodes for one activation at one variance.</summary>
    /// <param name="activation">φ.</param>
    /// <param name="variance">q, above 0.</param>
    /// <exception cref="ArgumentException">φ gives NaN.</exception>
    internal static GaussianNodes Create(ActivationFunction activation, double variance)
    {
        GaussianNodes nodes = new(activation, variance);
        double end = Math.Min(LastEnd, Math.Max(CoreEnd, nodes.LastBreakpoint() + TailWidth));
        double fourth = nodes.AddPanels(nodes.Cuts(-end, end)).Fourth;
        (double Square, double Fourth) tail;
        do
        {
            (double Square, double Fourth) left = nodes.AddPanels(nodes.Cuts(-end - TailWidth, -end));
            (double Square, double Fourth) right = nodes.AddPanels(nodes.Cuts(end, end + TailWidth));
            tail = (left.Square + right.Square, left.Fourth + right.Fourth);
            fourth += tail.Fourth;
            end += TailWidth;
        }
        while (tail.Fourth > Negligible * fourth && end + TailWidth <= LastEnd);

        nodes.Diverges = !double.IsFinite(nodes.SumOfSquares()) || tail.Square > 1e-12 * nodes.SumOfSquares();
        return nodes;
    }

    /// <summary>The outermost breakpoint in units of z that the weights still see.</summary>
    private double LastBreakpoint() =>
        _activation.Breakpoints.Select(x => Math.Abs(x) / _rootVariance).Where(z => z < LastEnd - TailWidth).DefaultIfEmpty(0).Max();

    /// <summary>Where [from, to] is cut into panels, both ends included.</summary>
    private List<double> Cuts(double from, double to)
    {
        List<double> cuts = [from, to];
        double step = Math.Min(1, Math.Max(NarrowestStep, _activation.WidestPanel / _rootVariance));
        for (double place = Math.Ceiling(from / step); place * step <= to; place++)
        {
            cuts.Add(place * step);
        }

        for (double x = 0.5; x < Math.Max(-from, to) * _rootVariance; x *= 2)
        {
            cuts.Add(x / _rootVariance);
            cuts.Add(-x / _rootVariance);
        }

        foreach (double x in _activation.Breakpoints)
        {
            cuts.Add(x / _rootVariance);
        }

        cuts.RemoveAll(z => z < from || z > to);
        cuts.Sort();
        return cuts;
    }

    /// <summary>Adds the panels between the cuts; their parts of E[φ²·(1 + z²)] and E[φ⁴·(1 + z²)].</summary>
    private (double Square, double Fourth) AddPanels(List<double> cuts)
    {
        int first = _z.Count;
        for (int i = 1; i < cuts.Count; i++)
        {
            if (cuts[i] > cuts[i - 1])
            {
                AddPanel(cuts[i - 1], cuts[i]);
            }
        }

        double[] x = new double[_z.Count - first];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = _z[first + i] * _rootVariance;
        }

        double[] values = new double[x.Length];
        _activation.Values(x, values);
        _activation.RefuseNaN(x, values);
        _values.AddRange(values);
        (double square, double fourth) = (0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            double z = _z[first + i];
            double part = _weights[first + i] * values[i] * values[i] * (1 + (z * z));
            square += part;
            fourth += part * values[i] * values[i];
        }

        return (square, fourth);
    }

    private void AddPanel(double from, double to)
    {
        double width = (to - from) / _activation.Resolution;
        for (int part = 0; part < _activation.Resolution; part++)
        {
            double middle = from + ((part + 0.5) * width);
            for (int i = 0; i < GaussLegendre.Order; i++)
            {
                double z = middle + (0.5 * width * GaussLegendre.Nodes[i]);
                _z.Add(z);
                _weights.Add(0.5 * width * GaussLegendre.Weights[i] * InverseRootTwoPi * DoubleExp.Exp(-0.5 * z * z));
            }
        }
    }

    private double SumOfSquares()
    {
        double sum = 0;
        for (int i = 0; i < _values.Count; i++)
        {
            sum += _weights[i] * _values[i] * _values[i];
        }

        return sum;
    }
}
