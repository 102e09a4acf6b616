using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Random;
using Seedbed.Serialization;

namespace Seedbed.Keras.Json;

/// <summary>Makes layers of one model from what <c>model.to_json()</c> writes.</summary>
/// <param name="initializers">The initializers that configurations may name.</param>
/// <param name="find">Makes an empty layer of a class; from the object in the file, its class and how messages name it.</param>
internal sealed class LayerReader(InitializerRegistry initializers, Func<JsonElement, string, string, Layer> find)
{
    /// <summary>Whether names of layers may have a '/', as those of Keras 1 and 2 may.</summary>
    internal bool AllowsSlashes { get; init; }

    /// <summary>The release that wrote the file; null where it is not known.</summary>
    internal Version? WrittenBy { get; init; }

    /// <summary>Takes what was assumed.</summary>
    internal required NoteList Notes { get; init; }

    private const string SharedObjectKey = "shared_object_id";

    /// <summary>Layers that stand in the file several times, by their shared_object_id.</summary>
    private readonly Dictionary<long, Layer> _shared = [];

    /// <summary>Initializers with a seed generator that several layers hold, by their shared_object_id.</summary>
    private readonly Dictionary<long, Initializer> _sharedInitializers = [];

    /// <summary>Reads the outermost model.</summary>
    internal Layer ReadRoot(JsonElement element)
    {
        (string className, JsonElement config) = Header(element, "the model");
        string name = NameOf(config, element) ?? "";
        string place = $"the model '{name.Excerpt()}'";
        return Fill(find(element, className, place), element, new LayerConfig(config, place), name, "");
    }

    /// <summary>Reads a layer.</summary>
    /// <param name="element">The object in the file.</param>
    /// <param name="parent">The layer around it.</param>
    /// <param name="parentPath">The chain of names from below the root to that layer.</param>
    /// <param name="rename">Gives the name that messages have of it from its own.</param>
    internal Layer Read(JsonElement element, LayerConfig parent, string parentPath, Func<string, string>? rename = null)
    {
        if (Number(element) is not { } number)
        {
            return ReadOwn(element, parent, parentPath, rename);
        }

        return _shared.TryGetValue(number, out Layer? known) ? known : _shared[number] = ReadOwn(element, parent, parentPath, rename);
    }

    /// <summary>The activation that a name means in the release that wrote it.</summary>
    internal string ActivationOf(string name)
    {
        const string Older = "min(max(0.2·x + 0.5, 0), 1)";
        const string Today = "min(max(x/6 + 0.5, 0), 1)";
        if (name != "hard_sigmoid")
        {
            return name;
        }

        if (WrittenBy is { Major: < 3 } release)
        {
            Notes.Add(
                $"hard_sigmoid is computed as in Keras {release.ToString(2)}, {Older}; Keras 3 computes {Today}, so it gives other values "
                + "where it loads this model.");
            return NamedActivations.OlderHardSigmoidName;
        }

        if (AllowsSlashes && WrittenBy is null)
        {
            Notes.Add(
                $"the file names no release: hard_sigmoid is computed as in Keras 3, {Today}. Keras 1 and 2 compute {Older}: write "
                + "\"keras_version\": \"2.15.0\" beside its outermost class_name where one of them made it.");
        }

        return name;
    }

    /// <summary>An initializer, read when a weight asks for it; one object that several layers hold is one seed generator.</summary>
    /// <param name="config">The layer's configuration.</param>
    /// <param name="key">The argument.</param>
    /// <param name="found">Its value.</param>
    internal InitializerArgument Initializer(LayerConfig config, string key, JsonElement found) =>
        new(_ =>
        {
            // An explicit null leaves the choice to add_weight, which takes Glorot's uniform scheme.
            Initializer initializer = Explained(config, key, registry => registry.Deserialize(found) ?? new GlorotUniform());
            return initializer is RandomInitializer { Seed: GeneratorSeed } && Number(found) is { } number
                && !_sharedInitializers.TryAdd(number, initializer)
                ? _sharedInitializers[number]
                : initializer;
        });

    /// <summary>An initializer; what is wrong with it is told with the layer's name.</summary>
    internal Initializer Explained(LayerConfig config, string key, Func<InitializerRegistry, Initializer> read)
    {
        try
        {
            return read(initializers);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new FormatException($"{config.Place}: {key}: {fault.Sentence()}", fault);
        }
    }

    private Layer ReadOwn(JsonElement element, LayerConfig parent, string parentPath, Func<string, string>? rename)
    {
        (string className, JsonElement config) = Header(element, $"a layer in {parent.Place}");
        string? name = NameOf(config, element);
        string own = rename is null || name is null ? name ?? className : rename(name);
        string path = parentPath.Length == 0 ? own : $"{parentPath}/{own}";
        string place = Layer.PlaceOf(path, className);
        Layer layer = find(element, className, place);
        name ??= layer.IsOperation
            ? className
            : throw new FormatException($"a layer of the class {className.Excerpt()} in {parent.Place} has no name.");
        name = layer.IsOperation ? name : BuiltLayer.Checked(name, parent.Place, AllowsSlashes);
        return Fill(layer, element, new LayerConfig(config, place), name, path);
    }

    private Layer Fill(Layer layer, JsonElement element, LayerConfig config, string name, string path)
    {
        BuildShapes? built = element.TryGetProperty("build_config", out JsonElement build) && build.ValueKind == JsonValueKind.Object
            ? new BuildShapes(build)
            : null;
        layer.Origin = new LayerOrigin(config, name, built);
        layer.Declare(new ArgumentReader(layer.Origin, path, this));
        if (layer is FunctionalGraph model)
        {
            new FunctionalReader(config, path, this).Read(model);
        }

        return layer;
    }

    private static (string ClassName, JsonElement Config) Header(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("class_name", out JsonElement name) || name.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("config", out JsonElement config) || config.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException(
                $"{place} is {LayerConfig.Excerpt(element)}; it must be an object with a text class_name and an object config.");
        }

        return (name.GetString()!, config);
    }

    private static string? NameOf(JsonElement config, JsonElement element)
    {
        bool found = config.TryGetProperty("name", out JsonElement name) || element.TryGetProperty("name", out name);
        return found && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
    }

    private static long? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(SharedObjectKey, out JsonElement id)
            && id.ValueKind == JsonValueKind.Number
            && id.TryGetInt64(out long number)
            ? number
            : null;
}
