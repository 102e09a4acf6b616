using System.Collections.Immutable;
using System.Text.Json;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;
using Seedbed.Messages;
using Seedbed.Networks.Keras.Graphs;
using Seedbed.Networks.Keras.Layers;
using Seedbed.Shapes;

namespace Seedbed.Networks.Keras;

/// <summary>
/// A layer while its weights are listed: its configuration and input shape, and what its definition adds. As in Keras its own trainable
/// variables come first, then its own others, then those of its children.
/// </summary>
internal sealed class LayerScope
{
    private const int MaxNameLength = 1024;

    private readonly LayerScope? _parent;
    private readonly ModelState _state;
    private readonly JsonElement _element;
    private readonly JsonElement _config;
    private readonly bool _trainable;
    private readonly List<TensorTemplate> _own = [];
    private readonly List<TensorTemplate> _ownState = [];
    private readonly List<TensorTemplate> _children = [];
    private readonly List<StoredChild> _storedChildren = [];
    private IReadOnlyList<PartialShape>? _outputs;

    private LayerScope(
        LayerScope? parent, ModelState state, JsonElement element, JsonElement config, string name, string className,
        IReadOnlyList<PartialShape>? given, LayerCall? call)
    {
        _parent = parent;
        _state = state;
        _element = element;
        _config = config;
        Name = name;
        ClassName = className;
        Path = parent is null ? "" : parent.Path + (parent.Path.Length == 0 ? "" : "/") + name;
        Place = parent is null ? $"the model '{name.Excerpt()}'" : $"layer '{Path.Excerpt()}' ({className.Excerpt()})";
        Config = new LayerConfig(config, Place);
        Initializers = new LayerInitializers(Config, Place, state);
        Inputs = new LayerInputs(element, Place, given, call);
        state.Count(Place);
        state.CountName(Path);
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

    /// <summary>What its weights start from.</summary>
    internal LayerInitializers Initializers { get; }

    /// <summary>The shapes the layer is built on.</summary>
    internal LayerInputs Inputs { get; }

    /// <summary>The shape of its only input.</summary>
    internal PartialShape Input => Inputs.Only;

    /// <summary>The shape that the configuration says the model starts with; null where it says none.</summary>
    internal PartialShape? DeclaredShape => ModelInputs.Declared(_element, Place);

    /// <summary>Whether Keras makes it anew from a configuration, so that no other layer is the same object.</summary>
    private bool IsCopy { get; init; }

    /// <summary>Whether the layer is the outermost model.</summary>
    internal bool IsRoot => _parent is null;

    /// <summary>What the reader was told.</summary>
    internal KerasModelOptions Options => _state.Options;

    /// <summary>The type of the layer's variables.</summary>
    internal TensorType Type => VariableTypes.Of(Config);

    /// <summary>Whether training changes its trainable variables: neither it nor a layer around it is frozen.</summary>
    internal bool IsTrainable => _trainable;

    /// <summary>Its own variables, those that training changes first.</summary>
    internal IEnumerable<TensorTemplate> OwnWeights => _own.Concat(_ownState);

    /// <summary>The layers in it, as Keras's weight files find them.</summary>
    internal IReadOnlyList<StoredChild> StoredChildren => _storedChildren;

    /// <summary>A model at the root.</summary>
    internal static LayerScope Root(JsonElement element, KerasModelOptions options)
    {
        (string className, JsonElement config) = Header(element, "the model");
        return new LayerScope(null, new ModelState(options), element, config, NameOf(config, element) ?? "", className, null, null);
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
        return [.. OwnWeights.Concat(_children).Distinct(ReferenceEqualityComparer.Instance).Cast<TensorTemplate>()];
    }

    /// <summary>
    /// Sets the shapes that the layer gives, where they follow from its children; what goes wrong is told to whoever needs them.
    /// </summary>
    internal void SetOutputs(Func<IReadOnlyList<PartialShape>> outputs) => _outputs = Attempt(outputs);

    /// <summary>The shapes that the layer gives.</summary>
    internal IReadOnlyList<PartialShape> OutputsOf(LayerDefinition definition) =>
        _outputs ?? (definition.Output is { } output
            ? Attempt(() => output(this))
            : [PartialShape.Unknown($"{Place}: what shape it gives is not known, and layers behind it need it; save the model with "
                + "build_config, as model.to_json() of Keras 3 does for a built model.")]);

    /// <summary>The same layer, called on other tensors.</summary>
    internal LayerScope On(LayerCall call) => new(_parent, _state, _element, _config, Name, ClassName, call.Inputs, call);

    /// <summary>Adds a weight whose initializer stands in the configuration.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="key">The initializer's key.</param>
    /// <param name="defaultInitializer">Keras's default, where the key is absent.</param>
    /// <param name="trainable">Whether training changes it.</param>
    internal void Weight(string name, ReadOnlySpan<long> shape, string key, string defaultInitializer, bool trainable = true) =>
        Weight(name, shape, Initializers.Of(key, defaultInitializer), trainable);

    /// <summary>Adds a weight.</summary>
    internal void Weight(string name, ReadOnlySpan<long> shape, Initializer initializer, bool trainable = true, TensorType? type = null)
    {
        try
        {
            string fullName = $"{Path}/{name}";
            _state.CountName(fullName);
            Add(
                new TensorTemplate(fullName, Shape.Create(shape), type ?? Type,
                    initializer) { Trainable = trainable && _trainable, LayerClass = ClassName }, trainable);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException($"{Place}: {name}: {fault.Sentence()}", fault);
        }
    }

    /// <summary>Adds a layer that stands in the configuration as an object of its own.</summary>
    /// <param name="attribute">The attribute of this layer that holds it in Keras, which is its name in a weight file.</param>
    /// <param name="element">The object.</param>
    /// <param name="input">The shape it is built on; null where its own build_config tells it.</param>
    internal BuiltLayer Child(string attribute, JsonElement element, PartialShape? input = null) =>
        Add(attribute, BuildChild(element, input is null ? null : [input], null, null));

    /// <summary>
    /// Adds a layer that Keras makes anew from an object: it shares nothing with other layers, whatever the object's identity.
    /// </summary>
    /// <param name="attribute">The attribute of this layer that holds it in Keras.</param>
    /// <param name="element">The object.</param>
    /// <param name="input">The shape it is built on.</param>
    /// <param name="rename">Gives the name that it has here from its own.</param>
    internal BuiltLayer Copy(string attribute, JsonElement element, PartialShape input, Func<string, string> rename) =>
        Add(attribute, BuildChild(element, [input], null, rename));

    /// <summary>Adds a layer of a list that this one holds.</summary>
    internal void ChildOfList(string list, JsonElement element, PartialShape input) =>
        AddToList(list, BuildChild(element, [input], null, null));

    /// <summary>Adds a layer that this one makes of its own configuration.</summary>
    internal void Child(string attribute, string name, string className, PartialShape? input, Action<LayerScope> build)
    {
        LayerScope child = new(this, _state, _element, _config, name, className, input is null ? null : [input], null);
        _children.AddRange(child.Build(new LayerDefinition(className, build)));
        _storedChildren.Add(new StoredChild(attribute, false, child));
    }

    /// <summary>Builds a layer on the tensors it is called on, and leaves it to <see cref="AddToList"/> to count its weights.</summary>
    internal BuiltLayer BuildChild(JsonElement element, LayerCall? call) => BuildChild(element, null, call, null);

    /// <summary>Counts the weights of a layer in a list that this one holds; mere operations are no layers.</summary>
    internal void AddToList(string list, BuiltLayer child)
    {
        _children.AddRange(child.Weights);
        if (child.Definition != Operations.Definition)
        {
            _storedChildren.Add(new StoredChild(list, true, child.Scope));
        }
    }

    /// <summary>Counts a child's weight as the layer's own, before its others.</summary>
    internal void Adopt(TensorTemplate weight) => Add(weight, weight.Trainable);

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

    private string CheckedName(string name)
    {
        if (name.Length > MaxNameLength)
        {
            throw new FormatException(
                $"a layer in {Place} has a name of {name.Length} characters, '{name.AsSpan(0, 40)}…'; at most {MaxNameLength} are read.");
        }

        return name.Length > 0 && !name.Contains('/', StringComparison.Ordinal)
            ? name
            : throw new FormatException(
                $"a layer in {Place} has the name '{name.Excerpt()}'; a layer's name is not empty and has no '/', which joins names.");
    }

    private IReadOnlyList<PartialShape> Attempt(Func<IReadOnlyList<PartialShape>> outputs)
    {
        try
        {
            IReadOnlyList<PartialShape> shapes = outputs();
            return shapes.Count > 0 ? shapes : [PartialShape.Unknown($"{Place}: it has no output.")];
        }
        catch (FormatException fault)
        {
            return [PartialShape.Unknown(fault.Message)];
        }
        catch (OverflowException)
        {
            return [PartialShape.Unknown($"{Place}: a dimension of what it gives would be more than 2^63; make a size smaller.")];
        }
    }

    private BuiltLayer BuildChild(JsonElement element, IReadOnlyList<PartialShape>? given, LayerCall? call, Func<string, string>? rename)
    {
        (string className, JsonElement config) = Header(element, $"a layer in {Place}");
        bool isOperation = KerasLayers.IsOperation(element);
        string name = NameOf(config, element)
            ?? (isOperation ? className : throw new FormatException($"a layer of the class {className.Excerpt()} in {Place} has no name."));
        LayerScope child =
            new(this, _state, element, config, isOperation ? name : CheckedName(rename is null ? name : rename(name)), className, given,
                call)
        {
            IsCopy = IsCopy || rename is not null,
        };
        LayerDefinition definition = isOperation
            ? Operations.Definition
            : KerasLayers.Get(element, className, child.Place, Options.CustomLayers);
        return child.IsCopy ? child.Built(definition) : child.BuildOnce(definition);
    }

    /// <summary>
    /// A layer that stands in the file twice under one shared_object_id is one layer: its weights are listed once, each call has its own
    /// output.
    /// </summary>
    private BuiltLayer BuildOnce(LayerDefinition definition)
    {
        if (
            !_element.TryGetProperty(ModelState.SharedObjectKey, out JsonElement id)
                || id.ValueKind != JsonValueKind.Number
                || !id.TryGetInt64(out long number))
        {
            return Built(definition);
        }

        if (_state.Shared.TryGetValue(number, out BuiltLayer? layer))
        {
            return Inputs.Passed is { } inputs ? layer with { Outputs = layer.CallAgain(Inputs.Call ?? new LayerCall(inputs)) } : layer;
        }

        return _state.Shared[number] = Built(definition);
    }

    private BuiltLayer Built(LayerDefinition definition)
    {
        ImmutableArray<TensorTemplate> weights = Build(definition);
        return new BuiltLayer(this, definition, weights, OutputsOf(definition));
    }

    private BuiltLayer Add(string attribute, BuiltLayer child)
    {
        _children.AddRange(child.Weights);
        _storedChildren.Add(new StoredChild(attribute, false, child.Scope));
        return child;
    }

    private void Add(TensorTemplate weight, bool trainable) => (trainable ? _own : _ownState).Add(weight);
}
