using System.Collections.Immutable;
using System.Text.Json;
using Seedbed.Checkpoints.Keras.Layers;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;
using Seedbed.Serialization;
using Seedbed.Shapes;

namespace Seedbed.Checkpoints.Keras;

/// <summary>
/// A layer while its weights are listed: its configuration and input shape, and what its definition adds. As in Keras its own trainable variables come first,
/// then its own others, then those of its children.
/// </summary>
internal sealed class LayerScope
{
    private readonly KerasModelOptions _options;
    private readonly JsonElement _element;
    private readonly Dictionary<long, ImmutableArray<TensorTemplate>> _shared;
    private readonly InputShape? _given;
    private readonly bool _trainable;
    private readonly Dictionary<string, Initializer> _initializers = new(StringComparer.Ordinal);
    private readonly List<TensorTemplate> _own = [];
    private readonly List<TensorTemplate> _ownState = [];
    private readonly List<TensorTemplate> _children = [];

    private LayerScope(
        LayerScope? parent, JsonElement element, JsonElement config, string name, string className, InputShape? input, KerasModelOptions options)
    {
        _options = options;
        _element = element;
        _given = input;
        _shared = parent?._shared ?? [];
        Name = name;
        ClassName = className;
        Path = parent is null ? "" : parent.Path + (parent.Path.Length == 0 ? "" : "/") + name;
        Place = parent is null ? $"the model '{name}'" : $"layer '{Path}' ({className})";
        Config = new LayerConfig(config, Place);
        _trainable = (parent?._trainable ?? true) && Config.Flag("trainable", true);
    }

    /// <summary>The layer's own name.</summary>
    internal string Name { get; }

    /// <summary>The layer's class.</summary>
    internal string ClassName { get; }

    /// <summary>The chain of names from below the root; empty for the root.</summary>
    internal string Path { get; }

    /// <summary>How messages name the layer.</summary>
    internal string Place { get; }

    internal LayerConfig Config { get; }

    /// <summary>The shape the layer was built on.</summary>
    internal InputShape Input => _given ?? InputShape.Read(
        BuildShapes.Find(_element, BuildShapes.Only) ?? throw new FormatException(
            $"{Place}: build_config has no input_shape, and its weights depend on it; build the model before model.to_json(), by an Input layer or model.build(shape)."),
        Place);

    /// <summary>The type of the layer's variables.</summary>
    internal TensorType Type => VariableTypes.Of(Config);

    /// <summary>A model at the root.</summary>
    internal static LayerScope Root(JsonElement element, KerasModelOptions options)
    {
        (string className, JsonElement config) = Header(element, "the model");
        return new LayerScope(null, element, config, NameOf(config, element) ?? "", className, null, options);
    }

    /// <summary>The definition's weights, in Keras's order.</summary>
    internal ImmutableArray<TensorTemplate> Build(LayerDefinition definition)
    {
        try
        {
            definition.Build(this);
        }
        catch (OverflowException fault)
        {
            throw new FormatException($"{Place}: a weight would have more than 2^63 elements; make a size smaller.", fault);
        }

        // A wrapper may hold a variable of its child as its own; it counts where it stands first.
        return [.. _own.Concat(_ownState).Concat(_children).Distinct(ReferenceEqualityComparer.Instance).Cast<TensorTemplate>()];
    }

    /// <summary>One of the shapes the layer was built on, by the name that its <c>build</c> gives it; null where there is none.</summary>
    internal InputShape? InputNamed(string name) => BuildShapes.Find(_element, name) is { } shape ? InputShape.Read(shape, Place) : null;

    /// <summary>The first of several input shapes.</summary>
    internal InputShape FirstInput() =>
        BuildShapes.Find(_element, BuildShapes.Only) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Array
            ? InputShape.Read(list[0], Place)
            : Input;

    /// <summary>Adds a weight whose initializer stands in the configuration.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="key">The initializer's key.</param>
    /// <param name="defaultInitializer">Keras's default, where the key is absent.</param>
    /// <param name="trainable">Whether training changes it.</param>
    internal void Weight(string name, ReadOnlySpan<long> shape, string key, string defaultInitializer, bool trainable = true) =>
        Weight(name, shape, InitializerOf(key, defaultInitializer), trainable);

    /// <summary>Adds a weight.</summary>
    internal void Weight(string name, ReadOnlySpan<long> shape, Initializer initializer, bool trainable = true, TensorType? type = null)
    {
        try
        {
            Add(new TensorTemplate($"{Path}/{name}", Shape.Create(shape), type ?? Type, initializer) { Trainable = trainable && _trainable, LayerClass = ClassName }, trainable);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException($"{Place}: {name}: {fault.Sentence()}", fault);
        }
    }

    /// <summary>The initializer of a key. Two weights of one key share the object, as in Keras, and with it a seed generator.</summary>
    internal Initializer InitializerOf(string key, string defaultInitializer)
    {
        if (!_initializers.TryGetValue(key, out Initializer? initializer))
        {
            _initializers[key] = initializer = ReadInitializer(key, defaultInitializer);
        }

        return initializer;
    }

    /// <summary>The initializer of a key; where its fans follow from the shape alone, Keras since 3.15 lets them follow from the axes.</summary>
    internal Initializer InitializerOf(string key, string defaultInitializer, Func<FanRule> axisFans) =>
        InitializerOf(key, defaultInitializer) is VarianceScalingInitializer scaling && _options.HasAxisFans && scaling.Fans == FanRule.Keras
            ? scaling with { Fans = axisFans() }
            : InitializerOf(key, defaultInitializer);

    /// <summary>A transform's kernel whose arguments are keys of the layer's own configuration, of the same names.</summary>
    internal Initializer InitializerFromKeys(string className, string side, params ReadOnlySpan<string> keys)
    {
        List<string> arguments = [$"\"side\": \"{side}\""];
        foreach (string key in keys)
        {
            if (Config.FindOrNull(key) is { } value)
            {
                arguments.Add($"\"{key}\": {value.GetRawText()}");
            }
        }

        string json = $"{{\"class_name\": \"{className}\", \"config\": {{{string.Join(", ", arguments)}}}}}";
        return Explained(className, registry => registry.Deserialize(json)!);
    }

    /// <summary>Adds a layer that stands in the configuration as an object of its own.</summary>
    /// <param name="element">The object.</param>
    /// <param name="input">The shape it is built on; null where its own build_config tells it.</param>
    /// <param name="rename">Gives the name that it has here from its own.</param>
    internal ImmutableArray<TensorTemplate> Child(JsonElement element, InputShape? input = null, Func<string, string>? rename = null)
    {
        (string className, JsonElement config) = Header(element, $"a layer in {Place}");
        if (KerasLayers.IsOperation(element))
        {
            return [];
        }

        string name = NameOf(config, element) ?? throw new FormatException($"a layer of the class {className} in {Place} has no name.");
        LayerScope child = new(this, element, config, CheckedName(rename is null ? name : rename(name)), className, input, _options);
        ImmutableArray<TensorTemplate> weights = child.BuildOnce(KerasLayers.Get(element, className, child.Place));
        _children.AddRange(weights);
        return weights;
    }

    /// <summary>Adds a layer that this one makes of its own configuration.</summary>
    internal void Child(string name, string className, InputShape? input, Action<LayerScope> build)
    {
        JsonElement config = _element.GetProperty("config");
        _children.AddRange(new LayerScope(this, _element, config, name, className, input, _options).Build(new LayerDefinition(className, build)));
    }

    /// <summary>Counts a child's weight as the layer's own, before its others.</summary>
    internal void Adopt(TensorTemplate weight) => Add(weight, weight.Trainable);

    private static (string ClassName, JsonElement Config) Header(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("class_name", out JsonElement name) || name.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("config", out JsonElement config) || config.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{place} is {LayerConfig.Excerpt(element)}; it must be an object with a text class_name and an object config.");
        }

        return (name.GetString()!, config);
    }

    private static string? NameOf(JsonElement config, JsonElement element)
    {
        bool found = config.TryGetProperty("name", out JsonElement name) || element.TryGetProperty("name", out name);
        return found && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
    }

    private string CheckedName(string name) =>
        name.Length > 0 && !name.Contains('/', StringComparison.Ordinal)
            ? name
            : throw new FormatException($"a layer in {Place} has the name '{name}'; a layer's name is not empty and has no '/', which joins names.");

    /// <summary>A layer that stands in the file twice under one shared_object_id is one layer: its weights are listed once.</summary>
    private ImmutableArray<TensorTemplate> BuildOnce(LayerDefinition definition)
    {
        if (!_element.TryGetProperty("shared_object_id", out JsonElement id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out long number))
        {
            return Build(definition);
        }

        if (!_shared.TryGetValue(number, out ImmutableArray<TensorTemplate> weights))
        {
            _shared[number] = weights = Build(definition);
        }

        return weights;
    }

    private void Add(TensorTemplate weight, bool trainable) => (trainable ? _own : _ownState).Add(weight);

    // An explicit null leaves the choice to add_weight, which takes Glorot's uniform scheme.
    private Initializer ReadInitializer(string key, string defaultInitializer) => Explained(key, registry =>
        Config.FindOrNull(key) is { } config ? registry.Deserialize(config) ?? new GlorotUniform() : registry.Get(defaultInitializer));

    private Initializer Explained(string key, Func<InitializerRegistry, Initializer> read)
    {
        try
        {
            return read(_options.Initializers);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new FormatException($"{Place}: {key}: {fault.Sentence()}", fault);
        }
    }
}
