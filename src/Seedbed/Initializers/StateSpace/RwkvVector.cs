using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>A vector of an RWKV-7 layer, one value a channel.</summary>
public enum RwkvParameter
{
    /// <summary>The decay, −6 + 6·(n/(C − 1))^(1 + r^0.3) + ½ + 2.5·z|z|; "w0".</summary>
    W0,

    /// <summary>The in-context learning rate, −0.19 + 0.3·z|z| + 0.4·l; "a0".</summary>
    A0,

    /// <summary>The mix of the first layer's values, 0.73 − 0.4·l; "v0".</summary>
    V0,

    /// <summary>The removal key, 0.71 − 0.1·l; "k_k".</summary>
    Kk,
}

/// <summary>
/// A vector of an RWKV-7 layer along the last axis of C channels (<see cref="RwkvParameter"/>), with l = n/(C − 1) − ½,
/// z = (n mod head − (head − 1)/2)/((head − 1)/2) and r = layer/(layers − 1).
/// </summary>
/// <remarks>Source: Peng et al. 2025 (arXiv 2503.14456); <c>RWKV-v7/train_temp/src/model.py</c> of BlinkDL/RWKV-LM.</remarks>
public sealed record RwkvVector : FormulaInitializer
{
    private static readonly Dictionary<string, RwkvParameter> s_parameters = new(StringComparer.Ordinal)
    {
        ["w0"] = RwkvParameter.W0,
        ["a0"] = RwkvParameter.A0,
        ["v0"] = RwkvParameter.V0,
        ["k_k"] = RwkvParameter.Kk,
    };

    /// <summary>A vector of one layer.</summary>
    /// <param name="parameter">Which.</param>
    /// <param name="layer">The layer's number, from 0.</param>
    /// <param name="layers">The number of layers.</param>
    /// <param name="headSize">Channels a head; at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public RwkvVector(RwkvParameter parameter = RwkvParameter.W0, int layer = 0, int layers = 12, int headSize = 64)
    {
        Parameter = ParameterCheck.Defined(parameter, nameof(parameter));
        Layers = ShapeCheck.AtLeastOne(layers, nameof(layers));
        Layer = layer >= 0 && layer < layers
            ? layer
            : throw new ArgumentOutOfRangeException(nameof(layer), $"layer is {layer}; it must be from 0 to {layers - 1}.");
        HeadSize = headSize >= 2
            ? headSize
            : throw new ArgumentOutOfRangeException(nameof(headSize), $"head_size is {headSize}; it must be at least 2.");
    }

    /// <summary>Which vector.</summary>
    public RwkvParameter Parameter { get; }

    /// <summary>The layer's number, from 0.</summary>
    public int Layer { get; }

    /// <summary>The number of layers.</summary>
    public int Layers { get; }

    /// <summary>Channels a head.</summary>
    public int HeadSize { get; }

    internal static Description<Initializer> Description { get; } =
        new("RwkvVector",
            arguments => new RwkvVector(
                arguments.Choice("parameter", RwkvParameter.W0, s_parameters), arguments.Integer("layer", 0),
                arguments.Integer("layers", 12), arguments.Integer("head_size", 64)))
        {
            Aliases = ["rwkv_vector", "rwkv7"],
            Formula = "w0[n] = −6 + 6(n/(C − 1))^(1 + r^0.3) + ½ + 2.5·z|z|, r = layer/(layers − 1); a0, v0, k_k linear in n",
            SuitedTo = "the vectors of RWKV-7; its matrices are in ModelRules.Rwkv7",
            Source = "Peng et al. 2025 (arXiv 2503.14456); RWKV-LM",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("parameter", "one of w0, a0, v0, k_k", "w0"), new("layer", "an integer from 0", "0"),
                new("layers", "an integer of at least 1", "12"),
                new("head_size", "an integer of at least 2", "64")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
    [
        new("parameter", s_parameters.First(pair => pair.Value == Parameter).Key), new("layer", Layer), new("layers", Layers),
        new("head_size", HeadSize),
    ];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        long channels = shape[-1];
        double ratio = Layers == 1 ? 0 : (double)Layer / (Layers - 1);
        double exponent = 1 + (ratio == 0 ? 0 : DoublePower.Power(ratio, 0.3));
        double half = (HeadSize - 1) / 2.0;
        return index =>
        {
            long n = index % channels;
            double place = channels == 1 ? 0 : (double)n / (channels - 1);
            double z = ((n % HeadSize) - half) / half;
            return Value(place, z * Math.Abs(z), exponent);
        };
    }

    private double Value(double place, double zigzag, double exponent) => Parameter switch
    {
        RwkvParameter.W0 => -6 + (6 * (place == 0 ? 0 : DoublePower.Power(place, exponent))) + 0.5 + (2.5 * zigzag),
        RwkvParameter.A0 => -0.19 + (0.3 * zigzag) + (0.4 * (place - 0.5)),
        RwkvParameter.V0 => 0.73 - (0.4 * (place - 0.5)),
        RwkvParameter.Kk => 0.71 - (0.1 * (place - 0.5)),
        _ => throw new InvalidOperationException($"unknown parameter {Parameter}"),
    };
}
