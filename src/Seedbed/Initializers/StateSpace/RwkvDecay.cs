using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>
/// The decay w₀ of an RWKV-7 layer along the last axis of C channels: w₀[n] = −6 + 6·(n/(C − 1))^(1 + r^0.3) + ½ + 2.5·z|z|, with
/// z = (n mod head − (head − 1)/2)/((head − 1)/2) and r = layer/(layers − 1).
/// </summary>
/// <remarks>Source: Peng et al. 2025 (arXiv 2503.14456); <c>RWKV-v7/train_temp/src/model.py</c> of BlinkDL/RWKV-LM.</remarks>
public sealed record RwkvDecay : FormulaInitializer
{
    /// <summary>The decay of one layer.</summary>
    /// <param name="layer">The layer's number, from 0.</param>
    /// <param name="layers">The number of layers.</param>
    /// <param name="headSize">Channels a head; at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public RwkvDecay(int layer = 0, int layers = 12, int headSize = 64)
    {
        Layers = ShapeCheck.AtLeastOne(layers, nameof(layers));
        Layer = layer >= 0 && layer < layers
            ? layer
            : throw new ArgumentOutOfRangeException(nameof(layer), $"layer is {layer}; it must be from 0 to {layers - 1}.");
        HeadSize = headSize >= 2
            ? headSize
            : throw new ArgumentOutOfRangeException(nameof(headSize), $"head_size is {headSize}; it must be at least 2.");
    }

    /// <summary>The layer's number, from 0.</summary>
    public int Layer { get; }

    /// <summary>The number of layers.</summary>
    public int Layers { get; }

    /// <summary>Channels a head.</summary>
    public int HeadSize { get; }

    internal static Description<Initializer> Description { get; } =
        new("RwkvDecay",
            arguments => new RwkvDecay(
                arguments.Integer("layer", 0), arguments.Integer("layers", 12), arguments.Integer("head_size", 64)))
        {
            Aliases = ["rwkv_decay", "rwkv7"],
            Formula = "w0[n] = −6 + 6(n/(C − 1))^(1 + r^0.3) + ½ + 2.5·z|z|, r = layer/(layers − 1)",
            SuitedTo = "the decay w0 of RWKV-7; its other parameters are in ModelRules.Rwkv7",
            Source = "Peng et al. 2025 (arXiv 2503.14456); RWKV-LM",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("layer", "an integer from 0", "0"), new("layers", "an integer of at least 1", "12"),
                new("head_size", "an integer of at least 2", "64")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("layer", Layer), new("layers", Layers), new("head_size", HeadSize)];

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
            double power = place == 0 ? 0 : DoublePower.Power(place, exponent);
            return -6 + (6 * power) + 0.5 + (2.5 * z * Math.Abs(z));
        };
    }
}
