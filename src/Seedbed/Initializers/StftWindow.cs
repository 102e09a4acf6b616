using Seedbed.Initializers.Stft;

namespace Seedbed.Initializers;

/// <summary>
/// The weights w(0) … w(N − 1) that a frame of N samples is multiplied by before its Fourier transform: a named window of
/// <c>scipy.signal.get_window</c>, computed for the N asked for, or given values. Equal by name or by values.
/// </summary>
/// <remarks>
/// A string converts to the window it names: scipy's names and aliases, in scipy's spelling, also with scipy's endings
/// <c>_symmetric</c> and <c>_periodic</c>, which overrule what <see cref="Compute"/> is asked for. In the formulas n runs from 0 to
/// M − 1, x = |2n/(M − 1) − 1|, φ = 2πn/(M − 1); M is N, or N + 1 for a periodic window, whose last value is dropped.
/// </remarks>
public sealed class StftWindow : IEquatable<StftWindow>
{
    private readonly Func<int, int, double>? _formula;
    private readonly bool? _alwaysPeriodic;
    private readonly double[] _values;

    private StftWindow(string name, Func<int, int, double> formula, params string[] aliases)
    {
        Name = name;
        Aliases = Array.AsReadOnly(aliases);
        _formula = formula;
        _values = [];
    }

    private StftWindow(StftWindow known, string suffix, bool periodic)
        : this(known.Name + suffix, known._formula!, [.. known.Aliases.Select(alias => alias + suffix)]) => _alwaysPeriodic = periodic;

    private StftWindow(double[] values)
    {
        Aliases = [];
        _values = values;
    }

    /// <summary>0.62 − 0.48·|n/(M − 1) − ½| − 0.38·cos φ.</summary>
    public static StftWindow BartHann { get; } = new("barthann", TrigonometricWindows.BartlettHann, "brthan", "bth");

    /// <summary>1 − x, a triangle with zeros at both ends.</summary>
    public static StftWindow Bartlett { get; } = new("bartlett", PolynomialWindows.Bartlett, "bart", "brt");

    /// <summary>0.42 − 0.5·cos φ + 0.08·cos 2φ.</summary>
    public static StftWindow Blackman { get; } = new("blackman", CosineSum.Blackman, "black", "blk");

    /// <summary>0.35875 − 0.48829·cos φ + 0.14128·cos 2φ − 0.01168·cos 3φ.</summary>
    public static StftWindow BlackmanHarris { get; } = new("blackmanharris", CosineSum.BlackmanHarris, "blackharr", "bkh");

    /// <summary>(1 − x)·cos πx + sin(πx)/π.</summary>
    public static StftWindow Bohman { get; } = new("bohman", TrigonometricWindows.Bohman, "bman", "bmn");

    /// <summary>1.</summary>
    public static StftWindow Boxcar { get; } = new("boxcar", PolynomialWindows.Boxcar, "box", "ones", "rect", "rectangular");

    /// <summary>sin(π·(n + ½)/M).</summary>
    public static StftWindow Cosine { get; } = new("cosine", TrigonometricWindows.Cosine, "halfcosine");

    /// <summary>exp(−|n − (M − 1)/2|), the Poisson window with decay 1.</summary>
    public static StftWindow Exponential { get; } = new("exponential", ExponentialWindow.At, "poisson");

    /// <summary>0.21557895 − 0.41663158·cos φ + 0.277263158·cos 2φ − 0.083578947·cos 3φ + 0.006947368·cos 4φ.</summary>
    public static StftWindow FlatTop { get; } = new("flattop", CosineSum.FlatTop, "flat", "flt");

    /// <summary>0.54 − 0.46·cos φ.</summary>
    public static StftWindow Hamming { get; } = new("hamming", CosineSum.Hamming, "hamm", "ham");

    /// <summary>½ − ½·cos φ.</summary>
    public static StftWindow Hann { get; } = new("hann", CosineSum.Hann, "han");

    /// <summary>sin(πx)/(πx).</summary>
    public static StftWindow Lanczos { get; } = new("lanczos", TrigonometricWindows.Lanczos, "sinc");

    /// <summary>0.3635819 − 0.4891775·cos φ + 0.1365995·cos 2φ − 0.0106411·cos 3φ.</summary>
    public static StftWindow Nuttall { get; } = new("nuttall", CosineSum.Nuttall, "nutl", "nut");

    /// <summary>With u = |2n − M + 1|/M: 1 − 6u² + 6u³ in the middle half, 2·(1 − u)³ outside.</summary>
    public static StftWindow Parzen { get; } = new("parzen", PolynomialWindows.Parzen, "parz", "par");

    /// <summary>1 + 2·Σₘ Fₘ·cos(2πm·(n − M/2 + ½)/M), m = 1 … 3, divided by its middle: four sidelobes at −30 dB.</summary>
    public static StftWindow Taylor { get; } = new("taylor", TaylorWindow.At, "taylorwin");

    /// <summary>1 − |2n − M + 1|/(M + 1) for odd M, 1 − |2n − M + 1|/M for even M: a triangle without zeros.</summary>
    public static StftWindow Triang { get; } = new("triang", PolynomialWindows.Triang, "triangle", "tri");

    /// <summary>1 in the middle half, ½ + ½·cos(2π·(x − ½)) outside.</summary>
    public static StftWindow Tukey { get; } = new("tukey", TrigonometricWindows.Tukey, "tuk");

    /// <summary>Every window that a name alone describes.</summary>
    public static IReadOnlyList<StftWindow> Known { get; } =
    [
        BartHann,
        Bartlett,
        Blackman,
        BlackmanHarris,
        Bohman,
        Boxcar,
        Cosine,
        Exponential,
        FlatTop,
        Hamming,
        Hann,
        Lanczos,
        Nuttall,
        Parzen,
        Taylor,
        Triang,
        Tukey,
    ];

    /// <summary>scipy's first name of the window, such as "hann"; null if the window was given by its values.</summary>
    public string? Name { get; }

    /// <summary>The other names under which scipy, and <see cref="TryFind"/>, know the window.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The values given; empty if <see cref="Name"/> is not null.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The window that <paramref name="name"/> means; null, which is no window, for null.</summary>
    /// <exception cref="ArgumentException">No window has this name, or the window needs a parameter.</exception>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static implicit operator StftWindow?(string? name) => name is null ? null : StftWindowNames.Find(name);

    /// <summary>As <see cref="FromValues"/>; null, which is no window, for null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(values))]
    public static implicit operator StftWindow?(double[]? values) => values is null ? null : FromValues(values);

    /// <summary>Whether both are the same window.</summary>
    public static bool operator ==(StftWindow? left, StftWindow? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the windows differ.</summary>
    public static bool operator !=(StftWindow? left, StftWindow? right) => !(left == right);

    /// <summary>The window with these values, for frames of exactly as many samples.</summary>
    /// <exception cref="ArgumentException">There is no value, or one of them is not finite.</exception>
    public static StftWindow FromValues(params ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("window has no values; it must have one for each sample of a frame.", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"window[{i}] is {values[i]}; every value must be finite.", nameof(values));
            }
        }

        return new StftWindow(values.ToArray());
    }

    /// <summary>Finds a window by one of its names. False for an unknown name and for a window that needs a parameter.</summary>
    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out StftWindow? window) =>
        StftWindowNames.TryFind(name, out window);

    /// <summary>
    /// The <paramref name="length"/> values of the window; 1 for a single one. A periodic window is the symmetric one of
    /// <paramref name="length"/> + 1 without its last value. Given values are neither.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1, or beyond what an array holds.</exception>
    /// <exception cref="ArgumentException">The window was given by another number of values.</exception>
    public double[] Compute(int length, bool periodic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength);
        if (_formula is null)
        {
            return _values.Length == length
                ? [.. _values]
                : throw new ArgumentException(
                    $"window has {_values.Length} values and a frame has {length} samples; give one value for each sample.",
                    nameof(length));
        }

        if (length == 1)
        {
            return [1];
        }

        double[] window = new double[length];
        int extended = _alwaysPeriodic ?? periodic ? length + 1 : length;
        for (int n = 0; n < length; n++)
        {
            window[n] = _formula(n, extended);
        }

        return window;
    }

    /// <inheritdoc/>
    public bool Equals(StftWindow? other) => other is not null && Name == other.Name && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StftWindow);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Name);
        foreach (double value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>The name, or the values in brackets.</summary>
    public override string ToString() => Name ?? $"[{string.Join(", ", _values.Select(item => $"{item}"))}]";

    /// <summary>This named window, symmetric or periodic whatever <see cref="Compute"/> is asked for.</summary>
    internal StftWindow Always(string suffix, bool periodic) => new(this, suffix, periodic);
}
