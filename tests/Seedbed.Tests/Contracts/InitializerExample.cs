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

    /// <summary>The only shape it fills, where there is one.</summary>
    public Shape? OnlyShape { get; private init; }

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
