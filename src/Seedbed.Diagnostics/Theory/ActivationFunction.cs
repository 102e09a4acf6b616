using System.Globalization;
using Seedbed.Autodiff;

namespace Seedbed.Diagnostics;

/// <summary>
/// An activation φ of one number as the theory sees it: its values and slopes in double, and where φ or a derivative of it jumps. Those
/// with a name are the very functions that networks are trained with here.
/// </summary>
public sealed class ActivationFunction
{
    private static readonly int[] s_resolutions = [1, 2, 4, 8, 16, 32];

    /// <summary>Two periods of a sine: so much of φ² is integrated by one panel to 12 digits.</summary>
    private const double WidestOscillatingPanel = 12;

    private readonly ValueFunction _values;
    private readonly ValueFunction _slopes;
    private (double Left, double Right)? _slopesAtZero;

    private ActivationFunction(string name, ValueFunction values, ValueFunction slopes, IReadOnlyList<double> breakpoints)
    {
        (Name, _values, _slopes, Breakpoints) = (name, values, slopes, breakpoints);
        Profile = new Lazy<MomentProfile>(() => new MomentProfile(this));
    }

    /// <summary>A function over spans of one length.</summary>
    private delegate void ValueFunction(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>The names of <see cref="Named"/>: Keras's, and those of functions beside them.</summary>
    public static IEnumerable<string> Names => NamedActivations.Functions.Names;

    /// <summary>As it is called in reports.</summary>
    public string Name { get; }

    /// <summary>Where φ or one of its derivatives jumps, in ascending order; integrals are split there.</summary>
    public IReadOnlyList<double> Breakpoints { get; }

    /// <summary>Whether φ itself has no jump; where it has, E[φ′²] does not exist.</summary>
    public bool IsContinuous { get; private init; } = true;

    /// <summary>Parts into which the panels of quadratures are cut: more than 1 for functions that bend more than once in a unit.</summary>
    internal int Resolution { get; private init; } = 1;

    /// <summary>The widest panel of x that quadratures may have.</summary>
    internal double WidestPanel { get; private init; } = double.PositiveInfinity;

    /// <summary>The moments over the range in which critical points are looked for, computed once.</summary>
    internal Lazy<MomentProfile> Profile { get; }

    /// <summary>φ(0).</summary>
    internal double ValueAtZero => Value(0);

    /// <summary>The slopes of φ on both sides of 0.</summary>
    internal (double Left, double Right) SlopesAtZero => _slopesAtZero ??= (SlopeTowardsZero(-1e-5), SlopeTowardsZero(1e-5));

    /// <summary>
    /// The activation of a name: <c>gelu</c>, <c>leaky_relu(negative_slope=0.1)</c>, or for short <c>leaky_relu(0.1)</c>.
    /// </summary>
    /// <param name="identifier">A name or a call, case-sensitive as in Keras.</param>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or an argument is wrong.</exception>
    /// <exception cref="FormatException">The call is malformed.</exception>
    public static ActivationFunction Named(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        string text = identifier.Trim();
        if (text.StartsWith('{'))
        {
            throw new ArgumentException($"'{text.Excerpt()}' is no activation's name; write one such as gelu or leaky_relu(0.1).");
        }

        return NamedActivations.Functions.Find(text) is null && NamedActivations.All.Find(text) is not null
            ? throw new ArgumentException($"{text} acts on a whole axis; the theory of signals is of functions of one number, such as "
                + "gelu.")
            : Of(NamedActivations.Functions.Get(WithParameterName(text)), text);
    }

    /// <summary>An operation that networks are trained with.</summary>
    /// <param name="operation">φ.</param>
    /// <param name="name">As it is to be called.</param>
    public static ActivationFunction Of(ElementOperation operation, string name)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(name);
        ActivationFunction function = new(name, operation.Values, operation.Slopes, operation.Breakpoints)
        {
            IsContinuous = operation.IsContinuous,
        };
        return function.IsOscillating() ? function.With(1, WidestOscillatingPanel) : function;
    }

    /// <summary>
    /// Any function of one number. Its kinks are looked for on [−16, 16], and where no slope is given, it is taken numerically, to 8 digits
    /// and more (Ridders 1982).
    /// </summary>
    /// <param name="value">φ.</param>
    /// <param name="slope">φ′; null to take it of φ.</param>
    /// <param name="name">As it is to be called.</param>
    /// <exception cref="ArgumentException">
    /// φ jumps or has an infinite slope, so that E[φ′²] does not exist; gives NaN; grows faster than the Gaussian decays; or bends more
    /// often than quadrature can follow.
    /// </exception>
    public static ActivationFunction Of(Func<double, double> value, Func<double, double>? slope = null, string name = "the function")
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(name);
        RefuseGrowth(name, GaussianMoments.MeanSquareOf(new(name, Each(value), Each(value), []), 1));
        double[] breakpoints = new BreakpointSearch(value, name).Find();
        ActivationFunction function = new(name, Each(value), Each(slope ?? new NumericalSlope(value, breakpoints).At), breakpoints);
        foreach (int resolution in s_resolutions)
        {
            GaussianMoments moments = GaussianMoments.Of(function.With(resolution), 1);
            RefuseGrowth(name, moments.MeanSquareSlope);
            if (IsSettled(moments, GaussianMoments.Of(function.With(resolution * 2), 1)))
            {
                function = function.With(resolution);
                return function.IsOscillating() ? function.With(resolution, WidestOscillatingPanel) : function;
            }
        }

        throw new ArgumentException(
            $"{name} bends more often than quadrature follows (32 times in a unit); scale its argument down, or give a smoother function.");
    }

    /// <summary>φ(x).</summary>
    /// <param name="x">Any number.</param>
    public double Value(double x) => At(_values, x);

    /// <summary>φ′(x), at a kink the slope that training takes there.</summary>
    /// <param name="x">Any number.</param>
    public double Slope(double x) => At(_slopes, x);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The same function, whose integrals are cut at these points too.</summary>
    internal ActivationFunction WithCuts(IEnumerable<double> cuts) => new(
        Name, _values, _slopes, [.. new SortedSet<double>([.. Breakpoints, .. cuts])])
    {
        IsContinuous = IsContinuous,
        Resolution = Resolution,
        WidestPanel = WidestPanel,
    };

    /// <summary>x ↦ φ(mean + x).</summary>
    internal ActivationFunction Shifted(double mean)
    {
        IEnumerable<double> breakpoints = Breakpoints.Select(x => x - mean);
        return mean == 0 ? this : new(Name, (x, y) => _values(Moved(x), y), (x, y) => _slopes(Moved(x), y), [.. breakpoints])
        {
            IsContinuous = IsContinuous,
            Resolution = Resolution,
            WidestPanel = WidestPanel,
        };

        double[] Moved(ReadOnlySpan<double> x)
        {
            double[] moved = x.ToArray();
            for (int i = 0; i < moved.Length; i++)
            {
                moved[i] += mean;
            }

            return moved;
        }
    }

    /// <summary>y ↦ φ(y + shift)·φ(±(y − shift)); in place of slopes the same of φ′.</summary>
    internal ActivationFunction Pair(double shift, int sign)
    {
        IEnumerable<double> breakpoints = Breakpoints.SelectMany(x => new[] { x - shift, (sign * x) + shift });
        return new(Name, (y, product) => Multiply(_values, y, product), (y, product) => Multiply(_slopes, y, product),
            [.. new SortedSet<double>(breakpoints)])
        {
            IsContinuous = IsContinuous,
            Resolution = Resolution,
            WidestPanel = WidestPanel / 2,
        };

        void Multiply(ValueFunction function, ReadOnlySpan<double> y, Span<double> product)
        {
            double[] place = new double[y.Length], second = new double[y.Length];
            for (int i = 0; i < place.Length; i++)
            {
                place[i] = sign * (y[i] - shift);
            }

            function(place, second);
            for (int i = 0; i < place.Length; i++)
            {
                place[i] = y[i] + shift;
            }

            function(place, product);
            for (int i = 0; i < place.Length; i++)
            {
                product[i] *= second[i];
            }
        }
    }

    /// <summary>A function whose kinks are known.</summary>
    internal static ActivationFunction Of(
        string name, Func<double, double> value, Func<double, double> slope, params double[] breakpoints) =>
        new(name, Each(value), Each(slope), breakpoints);

    private ActivationFunction With(int resolution, double widestPanel = double.PositiveInfinity) => new(
        Name, _values, _slopes, Breakpoints)
    {
        IsContinuous = IsContinuous,
        Resolution = resolution,
        WidestPanel = widestPanel,
    };

    /// <summary>Whether φ goes on to bend far from 0, as a sine does, so that panels as wide as a broad Gaussian miss it.</summary>
    private bool IsOscillating()
    {
        const double Broad = 1e4;
        double coarse = GaussianMoments.MeanSquareOf(this, Broad);
        double fine = GaussianMoments.MeanSquareOf(With(2 * Resolution), Broad);
        return double.IsFinite(coarse) && Math.Abs(coarse - fine) > 1e-9 * fine;
    }

    internal void Values(ReadOnlySpan<double> x, Span<double> y) => _values(x, y);

    internal void Slopes(ReadOnlySpan<double> x, Span<double> slope) => _slopes(x, slope);

    /// <exception cref="ArgumentException">A value is NaN.</exception>
    internal void RefuseNaN(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            if (double.IsNaN(y[i]))
            {
                throw new ArgumentException($"{Name} gives NaN at x = {x[i]:G6}; an activation must be a number everywhere.");
            }
        }
    }

    /// <summary>The limit of the slope at 0 from one side, by a parabola through three slopes.</summary>
    private double SlopeTowardsZero(double step) => (3 * Slope(step)) - (3 * Slope(2 * step)) + Slope(3 * step);

    private static double At(ValueFunction function, double x)
    {
        double y = 0;
        function(new ReadOnlySpan<double>(ref x), new Span<double>(ref y));
        return y;
    }

    private static ValueFunction Each(Func<double, double> function) => (x, y) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = function(x[i]);
        }
    };

    private static bool IsSettled(GaussianMoments coarse, GaussianMoments fine) =>
        Math.Abs(coarse.MeanSquare - fine.MeanSquare) <= 1e-11 * fine.MeanSquare
        && Math.Abs(coarse.MeanSquareSlope - fine.MeanSquareSlope) <= 1e-9 * fine.MeanSquareSlope;

    /// <summary>"leaky_relu(0.1)" names its only parameter.</summary>
    private static string WithParameterName(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string inner = open > 0 && text.EndsWith(')') ? text[(open + 1)..^1] : "";
        return double.TryParse(inner, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            && NamedActivations.Functions.Find(text[..open].Trim()) is { Parameters: [{ Name: var name }] }
            ? $"{text[..open]}({name}={inner})"
            : text;
    }

    private static void RefuseGrowth(string name, double moment)
    {
        if (!double.IsFinite(moment))
        {
            throw new ArgumentException(
                $"{name} grows faster than the Gaussian decays: E[φ(z)²] is infinite for z ~ N(0, 1), so no weights keep its signal; "
                    + "bound it, "
                + "or let it grow more slowly than exp(x²/4).");
        }
    }
}
