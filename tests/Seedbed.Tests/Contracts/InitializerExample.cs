using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Tests.Contracts;

/// <summary>
/// One initializer that every contract is tested with; a scheme that is not listed here fails <see cref="ExampleListTests"/>.
/// </summary>
/// <param name="Name">What test names say.</param>
/// <param name="Create">Makes it, with a seed where it takes one.</param>
internal sealed record InitializerExample(string Name, Func<Seed?, Initializer> Create)
{
    private static readonly Shape s_valuesShape = [5, 2, 10, 3];
    private static readonly Shape s_fourierShape = [20, 1, 15];

    private static readonly InitializerFunction<double> s_ramp = (destination, _) =>
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = 1.0 / (i + 3);
        }
    };

    private static readonly RandomInitializerFunction<double> s_noise = (destination, _, random) =>
    {
        random.Normal(destination[..(destination.Length / 2)], 0.5, 2);
        random.Uniform(destination[(destination.Length / 2)..], -0.3, 0.7);
    };

    /// <summary>The shape it is tested with, where a matrix of any size is not.</summary>
    public Shape? OnlyShape { get; private init; }

    /// <summary>Whether it fills a matrix of 0 × 7 all the same.</summary>
    public bool FillsEmptyMatrices { get; private init; }

    public int MinRank { get; private init; }

    public int MaxRank { get; private init; } = 5;

    public bool IsRandom => Create(1) is RandomInitializer;

    /// <summary>Whether it can make a slice of a tensor that no memory holds.</summary>
    public bool FillsHugeTensors => OnlyShape is null && !Create(1).NeedsWholeTensor;

    public static IReadOnlyList<InitializerExample> All { get; } =
    [
        new("RandomNormal", seed => new RandomNormal(0.5, 2, seed)),
        new("RandomUniform", seed => new RandomUniform(-0.3, 0.7, seed)),
        new("TruncatedNormal", seed => new TruncatedNormal(0.1, 0.3, seed)),
        new("VarianceScaling", seed => new VarianceScaling(0.1, FanMode.FanOut, ScalingDistribution.UntruncatedNormal, seed)),
        new("GlorotNormal", seed => new GlorotNormal(seed)),
        new("GlorotUniform", seed => new GlorotUniform(seed)),
        new("HeNormal", seed => new HeNormal(seed)),
        new("HeUniform", seed => new HeUniform(seed)),
        new("LecunNormal", seed => new LecunNormal(seed)),
        new("LecunUniform", seed => new LecunUniform(seed)),
        new("Orthogonal", seed => new Orthogonal(1.4, seed)) { MinRank = 2 },
        new("Orthogonal of reflections", seed => new Orthogonal(1.4, seed, OrthogonalMethod.Reflectors)) { MinRank = 2 },
        new("Zeros", _ => new Zeros()),
        new("Ones", _ => new Ones()),
        new("Constant", _ => new Constant(0.1)),
        new("Constant of an array", _ => new Constant([1, 2, 3, 4, 5, 6], [2, 1, 3])) { OnlyShape = s_valuesShape },
        new("Identity", _ => new Identity(-2.5)) { MinRank = 2, MaxRank = 2 },
        new("STFT", _ => new STFT()) { OnlyShape = s_fourierShape },
        new("STFT without a window", _ => new STFT(StftSide.Imaginary, (string?)null)) { OnlyShape = s_fourierShape },
        new("SigmaTruncatedNormal", seed => new SigmaTruncatedNormal(0.1, 0.5, -1, 3, seed)),
        new("AbsoluteTruncatedNormal", seed => new AbsoluteTruncatedNormal(0, 0.02, -0.01, 2, seed)),
        new("LogUniform", seed => new LogUniform(0.01, 2, seed)),
        new("ZeroRows", seed => new ZeroRows([0, 3], 0.5, 2, seed)) { OnlyShape = s_valuesShape },
        new("SirenUniform", seed => new SirenUniform(SirenLayer.First, 10, seed)),
        new("FinerBias", seed => new FinerBias(5, seed)),
        new("SplineNoise", seed => new SplineNoise(7, 3, 0.5, seed)) { OnlyShape = [50, 10] },
        new("GateOrthogonal", seed => new GateOrthogonal(3, 1.4, seed)) { OnlyShape = [10, 30] },
        new("RowOrthogonal", seed => new RowOrthogonal(1.4, seed)) { MinRank = 2 },
        new("SpectralMatrix", seed => new SpectralMatrix(1.4, seed)) { OnlyShape = [20, 15], FillsEmptyMatrices = true },
        new("ZerO", _ => new ZerO()) { MinRank = 2 },
        new("SinusoidalWeights", _ => new SinusoidalWeights(0.5)) { OnlyShape = s_valuesShape, FillsEmptyMatrices = true },
        new("Dirac", _ => new Dirac(3)) { OnlyShape = [5, 2, 3, 9] },
        new("Dirac of PyTorch", _ => new Dirac(1, KernelLayout.PyTorch)) { OnlyShape = s_valuesShape },
        new("DeltaOrthogonal", seed => new DeltaOrthogonal(1.4, seed)) { OnlyShape = [3, 3, 5, 7] },
        new("DeltaOrthogonal of JAX", seed => new DeltaOrthogonal(1.4, seed, DeltaOrthogonalMethod.Jax)) { OnlyShape = [3, 3, 5, 7] },
        new("ConvolutionOrthogonal", seed => new ConvolutionOrthogonal(1.4, seed)) { OnlyShape = [3, 3, 5, 7] },
        new("Bilinear", _ => new Bilinear()) { OnlyShape = s_valuesShape },
        new("Bilinear of all channels", _ => new Bilinear(ChannelPairs.All)) { OnlyShape = s_valuesShape },
        new("PaddedIdentity", _ => new PaddedIdentity(-2.5, -3)) { MinRank = 2 },
        new("Sparse", seed => new Sparse(0.3, 2, seed)) { MinRank = 2, MaxRank = 2 },
        new("UnitForgetBias", _ => new UnitForgetBias(0.3, 2, 3)) { OnlyShape = [4, 75] },
        new("ChronoBias", seed => new ChronoBias(50, seed)) { OnlyShape = [3, 100] },
        new("HippoTransition", _ => new HippoTransition()) { OnlyShape = [17, 17] },
        new("HippoTransition of LegT", _ => new HippoTransition(HippoMeasure.LegT)) { OnlyShape = [17, 17] },
        new("HippoTransition of Fourier", _ => new HippoTransition(HippoMeasure.Fourier)) { OnlyShape = [17, 17] },
        new("HippoInput", _ => new HippoInput(HippoMeasure.Fourier)) { MinRank = 1 },
        new("DiagonalStateSpace", _ => new DiagonalStateSpace(DiagonalScheme.Real, DiagonalPart.LogReal)) { MinRank = 1 },
        new("MambaLogA", _ => new MambaLogA()) { MinRank = 1 },
        new("LogOfUniform", seed => new LogOfUniform(0.01, 16, seed)),
        new("StepBias", seed => new StepBias(0.01, 0.5, 0.02, seed)),
        new("InverseRootUniform", seed => new InverseRootUniform(0.5, seed)),
        new("RingLambda", seed => new RingLambda(0.5, 0.9, seed)),
        new("Linspace", _ => new Linspace(-1, 2)) { MinRank = 1 },
        new("RwkvVector", _ => new RwkvVector(RwkvParameter.A0, 3, 12, 8)) { MinRank = 1 },
        new("SmallInit", seed => new SmallInit(seed)),
        new("WangInit", seed => new WangInit(3, seed)) { MinRank = 1 },
        new("DepthScaledNormal", seed => new DepthScaledNormal(3, 0.5, seed)),
        new("SpectralNormal", seed => new SpectralNormal(seed)),
        new("LoraGaussian", seed => new LoraGaussian(seed)) { OnlyShape = [50, 6], FillsEmptyMatrices = true },
        new("LoraOrthogonal", seed => new LoraOrthogonal(LoraFactor.A, seed)) { OnlyShape = [50, 6] },
        new("LoraOrthogonal, the other factor", seed => new LoraOrthogonal(LoraFactor.B, seed)) { OnlyShape = [6, 50] },
        new("MimeticAttention", seed => new MimeticAttention(AttentionProjection.Key, seed: seed)) { OnlyShape = [24, 3, 8] },
        new("MimeticAttention of values", seed => new MimeticAttention(AttentionProjection.Value, 0.3, seed: seed))
            { OnlyShape = [24, 3, 8], FillsEmptyMatrices = true },
        new("MimeticAttention of outputs", seed => new MimeticAttention(AttentionProjection.Output, beta: 0.4, seed: seed))
            { OnlyShape = [3, 8, 24], FillsEmptyMatrices = true },
        new("SinusoidalPositions", _ => new SinusoidalPositions(100)) { OnlyShape = [20, 15], FillsEmptyMatrices = true },
        new("WhisperPositions", _ => new WhisperPositions(100)) { OnlyShape = [15, 20] },
        new("RotaryFrequencies", _ => new RotaryFrequencies(100)) { MinRank = 1 },
        new("Llama3RotaryFrequencies", _ => new Llama3RotaryFrequencies()) { MinRank = 1 },
        new("AlibiSlopes", _ => new AlibiSlopes()) { MinRank = 1 },
        new("a function", _ => Initializer.FromFunction<double>(s_ramp)),
        new("a function of random values", seed => Initializer.FromFunction(s_noise, seed)),
        new("values",
            _ =>
                Initializer.FromValues<float>([.. Enumerable.Range(0, 300).Select(i => i / 7f)], s_valuesShape)) { OnlyShape =
                    s_valuesShape },
    ];

    public static InitializerExample Named(string name) => All.Single(example => example.Name == name);

    /// <summary>A shape that it accepts, of about so many elements: a matrix, or its only shape.</summary>
    public Shape ShapeOfAbout(long count) => OnlyShape ?? Shape.Create((long)Math.Sqrt(count), (long)Math.Sqrt(count));

    public override string ToString() => Name;
}
