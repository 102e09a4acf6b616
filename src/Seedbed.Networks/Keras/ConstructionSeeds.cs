using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Random;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>
/// The seeds that <c>keras.utils.set_random_seed(seed)</c> gives a model which is then read from its configuration: each random initializer
/// without a seed of its own, and each seed generator, takes <c>random.randint(1, 10⁹)</c> when Keras makes it, in that order.
/// </summary>
/// <remarks>Source: <c>keras.src.random.seed_generator.make_default_seed</c>, <c>serialization_lib.deserialize_keras_object</c>.</remarks>
internal sealed class ConstructionSeeds
{
    private const long LargestSeed = 1_000_000_000;

    private readonly PythonRandom _random;
    private readonly InitializerRegistry _registry;
    private readonly Dictionary<(Layer Layer, string Copy, InitializerArgument Argument), Queue<Initializer>> _made = [];
    private readonly Dictionary<SeedGenerator, Seed> _generators = [];
    private readonly HashSet<Layer> _constructed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Layer> _built = new(ReferenceEqualityComparer.Instance);

    /// <param name="model">The outermost model, as it was read.</param>
    /// <param name="seed">What <c>set_random_seed</c> is given.</param>
    /// <param name="registry">The initializers that its layers name.</param>
    internal ConstructionSeeds(ModelGraph model, long seed, InitializerRegistry registry)
    {
        _random = new PythonRandom(seed);
        _registry = registry;
        Construct(model, "", isCopy: false);
    }

    /// <summary>The initializer that Keras made of an argument; null where it draws nothing or has a seed of its own.</summary>
    /// <param name="layer">The layer that takes the argument.</param>
    /// <param name="copy">Its path where it is a copy that a wrapper makes; else empty.</param>
    /// <param name="argument">The argument.</param>
    internal Initializer? Take(Layer layer, string copy, InitializerArgument argument) =>
        !_made.TryGetValue((layer, copy, argument), out Queue<Initializer>? made) ? null
        : made.Count > 1 ? made.Dequeue()
        : made.Peek();

    private void Construct(Layer layer, string path, bool isCopy)
    {
        if (!isCopy && !_constructed.Add(layer))
        {
            return;
        }

        if (layer is ModelGraph model)
        {
            ConstructAll(model, path, isCopy);
            return;
        }

        Visitor visitor = new(this, layer, path, isCopy, isBuild: false);
        layer.Declare(visitor);
        foreach ((Layer copied, string name) in layer.Copies)
        {
            Construct(copied, Below(path, name), isCopy: true);
        }

        if (layer.Origin?.Built is not null)
        {
            Build(layer, path, isCopy);
        }
    }

    /// <summary>A Sequential model builds each layer when it is added; another one at the end those that do not tell shapes.</summary>
    private void ConstructAll(ModelGraph model, string path, bool isCopy)
    {
        foreach (Layer layer in model.Layers)
        {
            Construct(layer, Below(path, layer.Name), isCopy);
            if (!model.IsFunctional && model.Layers[0] is Input)
            {
                Build(layer, Below(path, layer.Name), isCopy);
            }
        }

        foreach (Layer layer in model.Layers)
        {
            Build(layer, Below(path, layer.Name), isCopy);
        }
    }

    private void Build(Layer layer, string path, bool isCopy)
    {
        if (layer is ModelGraph || (!isCopy && !_built.Add(layer)))
        {
            return;
        }

        foreach (Layer inner in layer.Inner)
        {
            Build(inner, Below(path, inner.Name), isCopy);
        }

        layer.DeclareBuilt(new Visitor(this, layer, path, isCopy, isBuild: true));
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";

    private long Draw() => _random.NextInteger(1, LargestSeed);

    /// <summary>The initializer with the seed that it takes; null where it takes none.</summary>
    private RandomInitializer? Seeded(InitializerArgument argument)
    {
        try
        {
            return argument.Of(_registry) switch
            {
                RandomInitializer { Seed: DrawnSeed } random => random with { Seed = Draw() },
                RandomInitializer { Seed: GeneratorSeed { Generator: { ConfiguredSeed: null } generator } } random =>
                    random with { Seed = OfGenerator(generator) },
                _ => null,
            };
        }
        catch (FormatException)
        {
            // A class that is not known here: whether it draws cannot be told.
            return null;
        }
    }

    private Seed OfGenerator(SeedGenerator generator) =>
        _generators.TryGetValue(generator, out Seed? known)
            ? known
            : _generators[generator] = new SeedGenerator(Draw(), generator.Name);

    /// <summary>Goes through a layer's arguments as Keras's constructor or its <c>build</c> does.</summary>
    private sealed class Visitor(ConstructionSeeds seeds, Layer layer, string path, bool isCopy, bool isBuild) : ArgumentList
    {
        private readonly HashSet<InitializerArgument> _begun = [];

        internal override void Add<T>(string key, ref T value, ArgumentKind<T> kind)
        {
            for (int generator = 0; key == "seed" && value is null && generator < (isBuild ? 1 : layer.SeedGenerators); generator++)
            {
                _ = seeds.Draw();
            }
        }

        internal override void Initializer(string key, ref InitializerArgument? value, string defaultName)
        {
            base.Initializer(key, ref value, defaultName);
            if (seeds.Seeded(value!) is not { } seeded)
            {
                return;
            }

            (Layer, string, InitializerArgument) place = (layer, isCopy ? path : "", value!);
            if (_begun.Add(value!))
            {
                seeds._made[place] = [];
            }

            seeds._made[place].Enqueue(seeded);
        }

        internal override void Layer(string key, ref Layer value, Func<string, string>? rename = null) =>
            seeds.Construct(value, Below(path, value.Name), isCopy);

        internal override void LayerOrNull(string key, ref Layer? value)
        {
            if (value is not null)
            {
                seeds.Construct(value, Below(path, value.Name), isCopy);
            }
        }

        internal override void Layers(string key, ref IReadOnlyList<Layer> value)
        {
            foreach (Layer each in value)
            {
                seeds.Construct(each, Below(path, each.Name), isCopy);
            }
        }
    }
}
