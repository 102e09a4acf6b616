using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>A scheme that draws random values from its seed.</summary>
public abstract record RandomInitializer : Initializer
{
    /// <summary>A scheme with this seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw an integer now.</param>
    protected RandomInitializer(Seed? seed) => Seed = seed ?? Seed.Draw();

    /// <summary>
    /// Where the values come from. Without one, an integer is drawn when the object is made (a <see cref="DrawnSeed"/>, readable here), so
    /// that two calls agree.
    /// </summary>
    public Seed Seed
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>
    /// Which factor of a product this is, where all factors are made of the same draws; null where the tensor stands alone.
    /// </summary>
    public virtual SharedFactor? SharedFactor => null;

    /// <inheritdoc/>
    public sealed override Initializer Pin(RandomStream? stream = null) =>
        this with { Seed = Seed.FromKey(Seed.NextKey(stream ?? RandomStream.TensorFlow)) };

    /// <summary>A random scheme says itself what its complex numbers are.</summary>
    private protected override void FillComplexCore<T>(in FillRequest request, Span<T> parts) => throw new ArgumentException(
        $"{ClassName} has no complex form; RandomNormal, RandomUniform, TruncatedNormal, VarianceScaling and what derives from it, and "
        + "Orthogonal have one.");

    /// <summary>The seed as configurations hold it: null where it was drawn.</summary>
    protected ArgumentValue SeedArgument => Seed switch
    {
        IntegerSeed integer => integer.Value,
        DrawnSeed => ArgumentValue.Null,
        GeneratorSeed generator => new GeneratorValue(generator.Generator),
        KeySeed key => new KeyValue(key.Key),
        _ => throw new InvalidOperationException($"unknown kind of seed {Seed}"),
    };
}

/// <summary>One of several tensors whose product has a property that it has only if all of them have the same seed.</summary>
/// <param name="Name">Which one: "a".</param>
/// <param name="WithoutOneSeed">What holds where seeds differ: "A·B is not 0".</param>
public sealed record SharedFactor(string Name, string WithoutOneSeed);

/// <summary>A random scheme whose elements are independent draws from one distribution.</summary>
public abstract record IndependentInitializer : RandomInitializer
{
    /// <summary>A scheme with this seed.</summary>
    /// <param name="seed">An integer, a generator, or null to draw an integer now.</param>
    protected IndependentInitializer(Seed? seed)
        : base(seed)
    {
    }

    /// <inheritdoc/>
    protected sealed override void FillCore<T>(in FillRequest request, Span<T> destination)
    {
        Distribution distribution = RequiredDistribution(request.Shape);
        distribution.Fill(request.Stream, Seed.NextKey(request.Stream), request.Start, destination, request.Execution);
    }

    /// <inheritdoc/>
    private protected sealed override void FillComplexCore<T>(in FillRequest request, Span<T> parts)
    {
        if (RequiredDistribution(request.Shape) is not IPlanarDistribution distribution)
        {
            base.FillComplexCore(request, parts);
            return;
        }

        distribution.FillPlane(request.Stream, Seed.NextKey(request.Stream), request.Start, parts, request.Execution);
    }

    private Distribution RequiredDistribution(in Shape shape) => DistributionFor(shape)
        ?? throw new InvalidOperationException($"{ClassName} has no distribution for shape {shape}.");
}
