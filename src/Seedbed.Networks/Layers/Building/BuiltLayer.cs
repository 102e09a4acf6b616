using System.Collections.Immutable;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;

namespace Seedbed.Layers.Building;

/// <summary>
/// A layer at its place in a model: its full name, the shapes it is built on, its weights and the layers inside. As in Keras its own
/// trainable variables come first, then its own others, then those of its children.
/// </summary>
internal sealed class BuiltLayer
{
    private const int MaxNameLength = 1024;

    private readonly BuiltLayer? _parent;
    private readonly BuildState _state;
    private readonly bool _isCopy;
    private readonly List<TensorTemplate> _own = [];
    private readonly List<TensorTemplate> _ownState = [];
    private readonly List<TensorTemplate> _childWeights = [];
    private readonly List<StoredChild> _children = [];
    private readonly Dictionary<InitializerArgument, Initializer> _initializers = [];
    private IReadOnlyList<PartialShape>? _outputs;

    private BuiltLayer(BuiltLayer? parent, BuildState state, Layer layer, string name, LayerCall? call, IReadOnlyList<PartialShape>? given)
    {
        _parent = parent;
        _state = state;
        Layer = layer;
        Name = name;
        Path = parent is null ? "" : parent.Path + (parent.Path.Length == 0 ? "" : "/") + name;
        Place = parent is null ? $"the model '{name.Excerpt()}'" : Layer.PlaceOf(Path, layer.ClassName);
        Inputs = new LayerInputs(layer.Origin?.Built, Place, given, call);
        IsTrainable = (parent?.IsTrainable ?? true) && layer.Trainable;
    }

    private BuiltLayer(BuiltLayer parent, Layer layer, string name, LayerCall? call, IReadOnlyList<PartialShape>? given, bool isCopy)
        : this(parent, parent._state, layer, name, call, given)
    {
        _isCopy = parent._isCopy || isCopy;
        _state.Count(Place);
        _state.CountName(Path);
        layer.Check(Place);
    }

    /// <summary>The layer's arguments.</summary>
    internal Layer Layer { get; }

    /// <summary>The layer's name where it stands.</summary>
    internal string Name { get; }

    /// <summary>The chain of names from below the root; empty for the root.</summary>
    internal string Path { get; }

    /// <summary>How messages name the layer.</summary>
    internal string Place { get; }

    /// <summary>The shapes the layer is built on.</summary>
    internal LayerInputs Inputs { get; }

    /// <summary>The shape of its only input.</summary>
    internal PartialShape Input => Inputs.Only;

    /// <summary>Whether the layer is the outermost model.</summary>
    internal bool IsRoot => _parent is null;

    /// <summary>The shapes that the outermost model's inputs were given, without the batch.</summary>
    internal IReadOnlyList<IReadOnlyList<long?>> GivenShapes => IsRoot ? _state.InputShapes : [];

    /// <summary>Whether the shapes of the model's inputs are other than those of the file.</summary>
    internal bool HasGivenShapes => _state.InputShapes.Count > 0;

    /// <summary>The type of the layer's variables; layers that another one makes, and those in C#, have that around them.</summary>
    internal DType Type => Layer.Origin is { } origin ? origin.Type : _parent?.Type ?? _state.Type;

    /// <summary>Whether the states of stateful layers are weights.</summary>
    internal bool CountsStates => _state.CountsStates;

    /// <summary>The 16-bit type that the layer computes in; null where it computes in its variables' type.</summary>
    internal ElementType? ComputeType => Layer.Origin is { } origin ? origin.ComputeType : _parent?.ComputeType;

    /// <summary>How recurrent layers treat masks.</summary>
    internal MaskRules MaskRules => _state.MaskRules;

    /// <summary>Whether training changes its trainable variables: neither it nor a layer around it is frozen.</summary>
    internal bool IsTrainable { get; }

    /// <summary>
    /// The names under which weight files hold its own variables, where those are not their numbers; by the variables' full names.
    /// </summary>
    internal Dictionary<string, string> StoreKeys { get; } = [];

    /// <summary>Its own variables, those that training changes first.</summary>
    internal IEnumerable<TensorTemplate> OwnWeights => _own.Concat(_ownState);

    /// <summary>The layers in it, as Keras's weight files find them.</summary>
    internal IReadOnlyList<StoredChild> Children => _children;

    /// <summary>The layers of a model, in its order.</summary>
    internal IEnumerable<BuiltLayer> List => _children.Where(child => child.IsInList).Select(child => child.Layer);

    /// <summary>The calls of a model's layers, in the order in which they were built.</summary>
    internal IReadOnlyList<BuiltCall> Calls { get; set; } = [];

    /// <summary>All its weights, in Keras's order.</summary>
    internal ImmutableArray<TensorTemplate> Weights { get; private set; }

    /// <summary>The shapes that its first call gives.</summary>
    internal IReadOnlyList<PartialShape> Outputs => _outputs ??= Inferred()
        ?? [PartialShape.Unknown($"{Place}: what shape it gives is not known, and layers behind it need it; save the model with "
            + "build_config, as model.to_json() of Keras 3 does for a built model, or tell it with --layers FILE, such as "
            + $"{{\"output_shapes\": {{\"{Name.Excerpt()}\": [\"input[0]\", 8]}}}} (docs/custom-layers.md).")];

    /// <summary>Builds a model at the root.</summary>
    /// <exception cref="FormatException">A layer does not fit its input; the sentence names it.</exception>
    internal static BuiltLayer Root(Layer model, BuildState state)
    {
        BuiltLayer root = new(null, state, model, model.Name, null, null);
        state.Count(root.Place);
        root.Build();
        return root;
    }

    /// <summary>The shapes that another call gives.</summary>
    internal IReadOnlyList<PartialShape> CallAgain(LayerCall call)
    {
        if (new BuiltLayer(_parent, _state, Layer, Name, call, call.Inputs).Inferred() is { } outputs)
        {
            return outputs;
        }

        bool isSame = Inputs.Call is { } first && first.Inputs.SequenceEqual(call.Inputs);
        return isSame ? Outputs : [PartialShape.Unknown($"{Place}: what shape a later call on another shape gives is not known; save "
            + "the model with build_config, as model.to_json() of Keras 3 does.")];
    }

    /// <summary>
    /// Sets the shapes that the layer gives, where they follow from its children; what goes wrong is told to whoever needs them.
    /// </summary>
    internal void SetOutputs(Func<IReadOnlyList<PartialShape>> outputs) => _outputs = Layer.GivenOutput is null ? Attempt(outputs)! : null;

    /// <summary>Adds a weight whose initializer is an argument. Two weights of one argument share the object, as in Keras.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="initializer">The argument.</param>
    /// <param name="trainable">Whether training changes it.</param>
    internal void Weight(string name, ReadOnlySpan<long> shape, InitializerArgument? initializer, bool trainable = true) =>
        Weight(name, shape, InitializerOf(initializer), trainable);

    /// <summary>Adds a weight.</summary>
    internal void Weight(string name, ReadOnlySpan<long> shape, Initializer initializer, bool trainable = true, DType? type = null)
    {
        try
        {
            string fullName = $"{Path}/{name}";
            _state.CountName(fullName);
            Add(
                new TensorTemplate(fullName, Shape.Create(shape), type ?? Type,
                    UnreadInitializer.Settle(initializer, fullName, _state.IsReplaced(fullName))) { Trainable = trainable
                        && IsTrainable, LayerClass = Layer.ClassName }, trainable);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException($"{Place}: {name}: {fault.Sentence()}", fault);
        }
    }

    /// <summary>What an argument makes for this layer.</summary>
    internal Initializer InitializerOf(InitializerArgument? argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        if (!_initializers.TryGetValue(argument, out Initializer? initializer))
        {
            _initializers[argument] = initializer = Seeded(argument) ?? Read(argument);
        }

        return initializer;
    }

    /// <summary>
    /// The same for a kernel whose fans, where they follow from the shape alone, follow from the axes since Keras 3.15.
    /// </summary>
    internal Initializer InitializerOf(InitializerArgument? argument, Func<FanRule> axisFans) =>
        InitializerOf(argument) is VarianceScaling scaling && _state.HasAxisFans && scaling.Fans == FanRule.Keras
            ? scaling with { Fans = axisFans() }
            : InitializerOf(argument);

    /// <summary>Adds a layer that an attribute holds.</summary>
    /// <param name="attribute">The attribute of this layer that holds it in Keras, which is its name in a weight file.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The shape it is built on; null where its own build_config tells it.</param>
    internal BuiltCall Child(string attribute, Layer layer, PartialShape? input = null) =>
        Hold(attribute, isInList: false, BuildOnce(layer, null, input is null ? null : [input]));

    /// <summary>Adds a layer that Keras makes anew: it shares nothing with other layers.</summary>
    /// <param name="attribute">The attribute of this layer that holds it in Keras.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="name">Its name here.</param>
    /// <param name="input">The shape it is built on.</param>
    internal BuiltCall Copy(string attribute, Layer layer, string name, PartialShape? input) =>
        Hold(attribute, isInList: false,
            BuiltCall.First(new BuiltLayer(this, layer, Checked(layer, name), null, input is null ? null : [input], isCopy: true).Build()));

    /// <summary>Adds a layer of a list that this one holds.</summary>
    internal BuiltCall ChildOfList(string list, Layer layer, PartialShape input) =>
        Hold(list, isInList: true, BuildOnce(layer, null, [input]));

    /// <summary>Builds a layer on the tensors it is called on, and leaves it to <see cref="AddToList"/> to count its weights.</summary>
    internal BuiltCall BuildChild(Layer layer, LayerCall? call) => BuildOnce(layer, call, null);

    /// <summary>Counts the weights of a layer in a list that this one holds; mere operations are no layers.</summary>
    internal void AddToList(string list, BuiltLayer child) => Hold(list, isInList: true, BuiltCall.First(child));

    /// <summary>Counts a child's weight as the layer's own, before its others.</summary>
    internal void Adopt(TensorTemplate weight) => Add(weight, weight.Trainable);

    /// <summary>The exception for an argument that does not fit.</summary>
    /// <param name="key">Keras's key.</param>
    /// <param name="value">The value as JSON; where a file has the argument, that is told as it stands there.</param>
    /// <param name="accepted">What fits.</param>
    internal FormatException Wrong(string key, string value, string accepted) =>
        Layer.Origin?.Config.FindOrNull(key) is { } found
            ? new($"{Place}: {key} is {LayerConfig.Excerpt(found)}; it must be {accepted}.")
            : new($"{Place}: {key} is {value}; it must be {accepted}.");

    /// <summary>The name of a layer inside; whether one of a file may have a '/' was asked when it was read.</summary>
    private string Checked(Layer layer, string name) => Checked(name, Place, layer.Origin is not null);

    /// <summary>The argument may be one of a layer around this one.</summary>
    private Initializer? Seeded(InitializerArgument argument) =>
        _state.Seeded(Layer, _isCopy ? Path : "", argument) ?? _parent?.Seeded(argument);

    /// <summary>What a file names and nobody knows is no fault before it is clear that it is not replaced.</summary>
    private Initializer Read(InitializerArgument argument)
    {
        try
        {
            return argument.Of(_state.Initializers);
        }
        catch (FormatException fault)
        {
            return new UnreadInitializer(fault);
        }
    }

    /// <summary>A name that a layer may have.</summary>
    /// <param name="name">The name.</param>
    /// <param name="owner">How messages name what the layer is in.</param>
    /// <param name="allowsSlashes">Whether parts of it may be joined by '/', as Keras 1 and 2 allow.</param>
    /// <exception cref="FormatException">It is empty, too long, or has what joins names.</exception>
    internal static string Checked(string name, string owner, bool allowsSlashes)
    {
        if (name.Length > MaxNameLength)
        {
            throw new FormatException(
                $"a layer in {owner} has a name of {name.Length} characters, '{name.AsSpan(0, 40)}…'; at most {MaxNameLength} are read.");
        }

        bool isAccepted = allowsSlashes
            ? name.Split('/').All(part => part is not ("" or "." or ".."))
            : name.Length > 0 && !name.Contains('/', StringComparison.Ordinal);
        return isAccepted
            ? name
            : throw new FormatException(
                $"a layer in {owner} has the name '{name.Excerpt()}'; a layer's name is not empty and "
                + (allowsSlashes ? "its parts between '/' are neither, nor '.' or '..'." : "has no '/', which joins names."));
    }

    private IReadOnlyList<PartialShape>? Inferred() =>
        Attempt(() => Layer.GivenOutput is { } given ? [given(this)] : Layer.OutputShapes(this));

    private IReadOnlyList<PartialShape>? Attempt(Func<IReadOnlyList<PartialShape>?> outputs)
    {
        try
        {
            IReadOnlyList<PartialShape>? shapes = outputs();
            return shapes is not { Count: 0 } ? shapes : [PartialShape.Unknown($"{Place}: it has no output.")];
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

    /// <summary>A layer that stands in a model twice is one layer: its weights are listed once, each call has its own output.</summary>
    private BuiltCall BuildOnce(Layer layer, LayerCall? call, IReadOnlyList<PartialShape>? given)
    {
        BuiltLayer built = new(this, layer, layer.IsOperation ? layer.Name : Checked(layer, layer.Name), call, given, isCopy: false);
        if (_isCopy)
        {
            return BuiltCall.First(built.Build());
        }

        if (!_state.Built.TryGetValue(layer, out BuiltLayer? first))
        {
            _state.Built[layer] = built;
            return BuiltCall.First(built.Build());
        }

        return built.Inputs.Passed is { } inputs
            ? new BuiltCall(first, call, first.CallAgain(call ?? new LayerCall(inputs)))
            : BuiltCall.First(first);
    }

    private BuiltLayer Build()
    {
        try
        {
            Layer.Build(this);
        }
        catch (OverflowException fault)
        {
            throw new FormatException($"{Place}: a weight would have more than 2^63 elements; make a size smaller.", fault);
        }

        // A wrapper may hold a variable of its child as its own; it counts where it stands first.
        Weights = [.. OwnWeights.Concat(_childWeights).Distinct(ReferenceEqualityComparer.Instance).Cast<TensorTemplate>()];
        return this;
    }

    private BuiltCall Hold(string attribute, bool isInList, BuiltCall child)
    {
        _childWeights.AddRange(child.Layer.Weights);
        if (!child.Layer.Layer.IsOperation)
        {
            _children.Add(new StoredChild(attribute, isInList, child.Layer));
        }

        return child;
    }

    private void Add(TensorTemplate weight, bool trainable) => (trainable ? _own : _ownState).Add(weight);
}
