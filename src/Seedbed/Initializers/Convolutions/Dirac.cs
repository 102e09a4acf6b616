namespace Seedbed.Initializers;

/// <summary>
/// A convolution that hands its inputs on: at the centre tap w = 1 where output o of a group is input o, else 0. With groups each group of
/// outputs does so with its own inputs.
/// </summary>
/// <remarks>
/// The centre of an axis of size k is k/2, rounded down. A kernel has inputs/groups inputs. Source: <c>torch.nn.init.dirac_</c>.
/// </remarks>
public sealed record Dirac : FormulaInitializer
{
    /// <summary>An identity convolution.</summary>
    /// <param name="groups">The convolution's groups, which must divide the outputs.</param>
    /// <param name="layout">The order of the kernel's axes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public Dirac(int groups = 1, KernelLayout layout = KernelLayout.Keras)
    {
        Groups = groups;
        Layout = layout;
    }

    /// <summary>The convolution's groups.</summary>
    public int Groups
    {
        get;
        init => field = ShapeCheck.AtLeastOne(value, "groups");
    }

    /// <summary>The order of the kernel's axes.</summary>
    public KernelLayout Layout
    {
        get;
        init => field = ParameterCheck.Defined(value, "layout");
    }

    internal static Description<Initializer> Description { get; } =
        new("Dirac",
            arguments => new Dirac(
                arguments.Integer("groups", 1), arguments.Choice("layout", KernelLayout.Keras, KernelPlaces.Layouts)))
        {
            Aliases = ["dirac"],
            Formula = "w[centre, i, o] = 1 if i = o mod (outputs/groups), else 0",
            SuitedTo = "residual and very deep convolutions",
            Source = "PyTorch; Zagoruyko and Komodakis 2017 (arXiv 1706.00388)",
            Group = SchemeGroup.Convolution,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("groups", "an integer of at least 1", "1"), new("layout", "one of keras, pytorch", "keras")],
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 3;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments =>
        [new("groups", Groups), new("layout", KernelPlaces.Layouts.First(pair => pair.Value == Layout).Key)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        ShapeCheck.Divides(Groups, KernelPlaces.Of(shape, Layout).Outputs, ClassName, "the outputs", shape);
    }

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        KernelPlaces places = KernelPlaces.Of(shape, Layout);
        long outputs = places.Outputs / Groups;
        return index => places.Centre(index) is { } place && place.Output % outputs == place.Input ? 1 : 0;
    }
}

/// <summary>
/// w = gain where the output is the input shifted by an offset, else 0: a matrix, or the centre tap of a convolution. What has more inputs
/// or outputs than the other is padded with zeros.
/// </summary>
/// <remarks>
/// Output (i + offset) mod outputs takes input i, for the first min(inputs, outputs) inputs, so an offset moves the identity around in a
/// circle as the shift of a matrix does in Flux. The centre of an axis of size k is (k − 1)/2, rounded down. Source:
/// <c>Flux.identity_init</c>.
/// </remarks>
public sealed record PaddedIdentity : FormulaInitializer
{
    /// <summary>A shifted identity.</summary>
    /// <param name="gain">Finite.</param>
    /// <param name="offset">By how many outputs the diagonal is moved.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public PaddedIdentity(double gain = 1.0, int offset = 0)
    {
        Gain = gain;
        Offset = offset;
    }

    /// <summary>The value on the diagonal.</summary>
    public double Gain
    {
        get;
        init => field = ParameterCheck.Finite(value, "gain");
    }

    /// <summary>By how many outputs the diagonal is moved.</summary>
    public int Offset { get; init; }

    internal static Description<Initializer> Description { get; } =
        new("PaddedIdentity", arguments => new PaddedIdentity(arguments.Number("gain", 1.0), arguments.Integer("offset", 0)))
        {
            Aliases = ["padded_identity"],
            Formula = "w[centre, i, o] = gain if o = (i + offset) mod outputs, else 0",
            SuitedTo = "kernels of any rank that start as the identity, whatever their widths",
            Source = "Flux (identity_init)",
            Group = SchemeGroup.Convolution,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("gain", "a finite number", "1.0"), new("offset", "an integer", "0")],
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("gain", Gain), new("offset", Offset)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        ParameterCheck.FiniteIn(elementType, Gain, "gain");
    }

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        KernelPlaces places = KernelPlaces.Of(shape, KernelLayout.Keras, isEarlyCentre: true);
        long outputs = Math.Max(1, places.Outputs);
        long shift = ((Offset % outputs) + outputs) % outputs;
        return index => places.Centre(index) is { } place && place.Input < outputs && (place.Input + shift) % outputs == place.Output
            ? Gain
            : 0;
    }
}
