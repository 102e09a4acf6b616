namespace Seedbed.Initializers;

/// <summary>
/// The kernel of a transposed convolution that interpolates linearly: w = ∏ over the axes of 1 − |x/f − c|, f = ⌈k/2⌉,
/// c = (2f − 1 − f mod 2)/(2f), k being the axis's size.
/// </summary>
/// <remarks>
/// For kernels (sizes…, outputs, inputs) of any number of sizes. Up-sampling by s takes the size 2s − s mod 2. As in all its ports k = 3
/// comes out lopsided: 0.25, 0.75, 0.75. Source: MXNet (<c>Bilinear</c>); Long, Shelhamer and Darrell 2015.
/// </remarks>
public sealed record Bilinear : FormulaInitializer
{
    private static readonly Dictionary<string, ChannelPairs> s_pairs = new(StringComparer.Ordinal)
    {
        ["equal"] = ChannelPairs.Equal,
        ["all"] = ChannelPairs.All,
    };

    /// <summary>An interpolating kernel.</summary>
    /// <param name="channels">Which pairs of input and output have it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration's.</exception>
    public Bilinear(ChannelPairs channels = ChannelPairs.Equal) => Channels = channels;

    /// <summary>Which pairs of input and output have it.</summary>
    public ChannelPairs Channels
    {
        get;
        init => field = ParameterCheck.Defined(value, "channels");
    }

    internal static Description<Initializer> Description { get; } =
        new("Bilinear", arguments => new Bilinear(arguments.Choice("channels", ChannelPairs.Equal, s_pairs)))
        {
            Aliases = ["bilinear"],
            Formula = "w[y, x, i, o] = (1 − |y/f − c|)(1 − |x/f − c|), f = ⌈k/2⌉, c = (2f − 1 − f mod 2)/(2f)",
            SuitedTo = "transposed convolutions that up-sample",
            Source = "MXNet; Long et al. 2015 (FCN), whose ports fill equal channels only",
            Group = SchemeGroup.Convolution,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("channels", "one of equal, all", "equal")],
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 3;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("channels", s_pairs.First(pair => pair.Value == Channels).Key)];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        long[] sizes = shape.Dimensions[..^2].ToArray();
        (long rows, long columns) = (shape[-2], shape[-1]);
        return index =>
        {
            (long tap, long pair) = Math.DivRem(index, rows * columns);
            if (Channels == ChannelPairs.Equal && pair / columns != pair % columns)
            {
                return 0;
            }

            double weight = 1;
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
            {
                weight *= Weight(tap % sizes[axis], sizes[axis]);
                tap /= sizes[axis];
            }

            return weight;
        };
    }

    private static double Weight(long x, long size)
    {
        long f = (size + 1) / 2;
        double c = ((2 * f) - 1 - (f % 2)) / (2.0 * f);
        return 1 - Math.Abs(((double)x / f) - c);
    }
}

/// <summary>Which pairs of input and output channels of a kernel are filled.</summary>
public enum ChannelPairs
{
    /// <summary>An input and the output of its number, as in fully convolutional networks; "equal".</summary>
    Equal,

    /// <summary>Every pair, as MXNet does: for kernels of one input or one output; "all".</summary>
    All,
}
