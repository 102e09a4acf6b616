using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>
/// E f(√q·z), z ~ N(0, 1), as Σ wᵢ·f(√q·zᵢ): Gauss–Legendre panels cut at an activation's breakpoints, at whole z, where the Gaussian
/// bends, and at x = ±½, ±1, ±2, ±4, …, where activations do.
/// </summary>
/// <remarks>
/// Panels are added outwards until φ⁴ tells no more of them, or the weights end in z = ±38, where exp(−z²/2) leaves the doubles. The loops
/// over nodes, here and in <see cref="GaussianMoments"/>, are compiled fully at the first call: one answer asks for half a million nodes,
/// and would else be over before that.
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
    private readonly List<double> _x = [];
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
        double[] slopes = new double[_x.Count];
        _activation.Slopes(CollectionsMarshal.AsSpan(_x), slopes);
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

        double squares = nodes.SumOfSquares();
        nodes.Diverges = !double.IsFinite(squares) || tail.Square > 1e-12 * squares;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

        ReadOnlySpan<double> z = CollectionsMarshal.AsSpan(_z)[first..];
        ReadOnlySpan<double> weights = CollectionsMarshal.AsSpan(_weights)[first..];
        Span<double> x = Extended(_x, z.Length);
        Span<double> values = Extended(_values, z.Length);
        for (int i = 0; i < z.Length; i++)
        {
            x[i] = z[i] * _rootVariance;
        }

        _activation.Values(x, values);
        (double square, double fourth) = (0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            double part = weights[i] * values[i] * values[i] * (1 + (z[i] * z[i]));
            square += part;
            fourth += part * values[i] * values[i];
        }

        // Weights are above 0, so that nothing but a NaN among the values makes one here.
        if (double.IsNaN(square))
        {
            _activation.RefuseNaN(x, values);
        }

        return (square, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPanel(double from, double to)
    {
        int count = _activation.Resolution * GaussLegendre.Order;
        Span<double> places = Extended(_z, count);
        Span<double> weights = Extended(_weights, count);
        double width = (to - from) / _activation.Resolution;
        for (int part = 0; part < _activation.Resolution; part++)
        {
            double middle = from + ((part + 0.5) * width);
            for (int i = 0; i < GaussLegendre.Order; i++)
            {
                double z = middle + (0.5 * width * GaussLegendre.Nodes[i]);
                places[(part * GaussLegendre.Order) + i] = z;
                weights[(part * GaussLegendre.Order) + i] =
                    0.5 * width * GaussLegendre.Weights[i] * InverseRootTwoPi * DoubleExp.Exp(-0.5 * z * z);
            }
        }
    }

    /// <summary>The room for so many numbers more at a list's end.</summary>
    private static Span<double> Extended(List<double> list, int count)
    {
        int first = list.Count;
        CollectionsMarshal.SetCount(list, first + count);
        return CollectionsMarshal.AsSpan(list)[first..];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SumOfSquares()
    {
        ReadOnlySpan<double> values = CollectionsMarshal.AsSpan(_values);
        ReadOnlySpan<double> weights = CollectionsMarshal.AsSpan(_weights);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += weights[i] * values[i] * values[i];
        }

        return sum;
    }
}
