using System.Runtime.CompilerServices;
using Seedbed.Initializers.Stft;

namespace Seedbed.Initializers;

/// <summary>
/// The kernel of a short-time Fourier transform, of shape (T, 1, F): w[t, 0, k] = window[t]·cos(−2π·t·k/N) / scale, or the sine, with
/// N = 2·(F − 1); the scale is √Σ window² for density, Σ |window| for spectrum, 1 for none.
/// </summary>
/// <remarks>
/// Computed in float32 in Keras's order and then rounded to the element type; within 1e-7 of Keras on NumPy. F = 1 divides by 0 and gives
/// NaN, as in Keras. Source: <c>keras.initializers.STFT</c>; windows of <c>scipy.signal.get_window</c>.
/// </remarks>
/// <example>
/// <code>
/// float[] frames = new STFT(StftSide.Real, "hann").CreateArray&lt;float&gt;([256, 1, 129]);
/// </code>
/// </example>
public sealed record STFT : Initializer
{
    private static readonly Dictionary<string, StftSide> s_sides = new(StringComparer.Ordinal)
    {
        ["real"] = StftSide.Real,
        ["imag"] = StftSide.Imaginary,
    };

    private static readonly Dictionary<string, StftScaling> s_scalings = new(StringComparer.Ordinal)
    {
        ["density"] = StftScaling.Density,
        ["spectrum"] = StftScaling.Spectrum,
    };

    /// <summary>One side of a Fourier kernel with a named window.</summary>
    /// <param name="side">Cosine or sine.</param>
    /// <param name="window">A window's name, or null for none.</param>
    /// <param name="scaling">Ignored without a window, as in Keras.</param>
    /// <param name="periodic">Whether the window is periodic (for transforms) or symmetric (for filters).</param>
    /// <exception cref="ArgumentException">The window's name is unknown.</exception>
    [OverloadResolutionPriority(1)]
    public STFT(
        StftSide side = StftSide.Real, string? window = "hann", StftScaling scaling = StftScaling.Density, bool periodic = false)
        : this(side, (StftWindow?)window, scaling, periodic)
    {
    }

    /// <summary>One side of a Fourier kernel.</summary>
    /// <param name="side">Cosine or sine.</param>
    /// <param name="window">A window or its values (an array converts), or null for none.</param>
    /// <param name="scaling">Ignored without a window, as in Keras.</param>
    /// <param name="periodic">Whether a named window is periodic (for transforms) or symmetric (for filters).</param>
    public STFT(StftSide side, StftWindow? window, StftScaling scaling = StftScaling.Density, bool periodic = false)
    {
        Side = side;
        Scaling = scaling;
        Window = window;
        Periodic = periodic;
    }

    /// <summary>Cosine or sine.</summary>
    public StftSide Side
    {
        get;
        init => field = ParameterCheck.Defined(value, "side");
    }

    /// <summary>The window over t; null for none.</summary>
    public StftWindow? Window { get; init; }

    /// <summary>What the window is divided by.</summary>
    public StftScaling Scaling
    {
        get;
        init => field = ParameterCheck.Defined(value, "scaling");
    }

    /// <summary>Whether a named window is periodic.</summary>
    public bool Periodic { get; init; }

    internal static Description<Initializer> Description { get; } = new("STFT", Create)
    {
        Aliases = ["stft", "STFTInitializer"],
        Formula = "w[t, 0, k] = window[t]·cos(-2π·t·k/N)/scale (imag: sin), N = 2(F - 1)",
        SuitedTo = "fixed convolution kernels of spectrograms",
        Source = "Keras; windows of scipy.signal.get_window",
        Module = KnownInitializers.KerasModule,
        Parameters =
        [
            new("side", "one of real, imag", "real"),
            new("window", "a window's name, a list of numbers or null", "hann"),
            new("periodic", "true or false", "false"),
            new("scaling", "one of density, spectrum, or null", "density"),
        ],
    };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
    [
        new("side", s_sides.First(pair => pair.Value == Side).Key),
        new("window", WindowArgument),
        new("periodic", Periodic),
        new("scaling", s_scalings.FirstOrDefault(pair => pair.Value == Scaling).Key),
    ];

    private ArgumentValue WindowArgument => Window switch
    {
        null => ArgumentValue.Null,
        { Name: string name } => name,
        _ => new ArrayValue([Window.Values.Length], [.. Window.Values]),
    };

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        if (shape.Rank != 3 || shape[1] != 1)
        {
            throw new ArgumentException(
                $"STFT fills kernels of shape (frame length, 1, frequencies), but the shape is {shape}.", nameof(shape));
        }
    }

    /// <inheritdoc/>
    protected override void FillCore<T>(in FillRequest request, Span<T> destination) =>
        StftKernel.Fill(destination, request.Start, request.Shape[0], request.Shape[2], Side, Window, Scaling, Periodic, request.Execution);

    private static STFT Create(NamedArguments arguments)
    {
        StftWindow? window = arguments.Find("window") switch
        {
            null => StftWindow.Hann,
            NullValue => null,
            TextValue text => text.Value,
            ArrayValue { Shape.Rank: 1 } array => StftWindow.FromValues(array.Values.AsSpan()),
            ArgumentValue other => throw arguments.Wrong("window", other, "a window's name, a list of numbers or null"),
        };
        StftScaling scaling = arguments.Find("scaling") is NullValue
            ? StftScaling.None
            : arguments.Choice("scaling", StftScaling.Density, s_scalings);
        return new STFT(arguments.Choice("side", StftSide.Real, s_sides), window, scaling, arguments.Flag("periodic", false));
    }
}

/// <summary>What a short-time Fourier kernel's window w is divided by. Without a window nothing is scaled.</summary>
public enum StftScaling
{
    /// <summary>1; Keras's <c>None</c>.</summary>
    None,

    /// <summary>√Σw²; Keras's "density".</summary>
    Density,

    /// <summary>Σ|w|; Keras's "spectrum".</summary>
    Spectrum,
}

/// <summary>Which part of e^(−2πi·t·f) a short-time Fourier kernel holds.</summary>
public enum StftSide
{
    /// <summary>cos(−2π·t·f); Keras's "real".</summary>
    Real,

    /// <summary>sin(−2π·t·f); Keras's "imag".</summary>
    Imaginary,
}
