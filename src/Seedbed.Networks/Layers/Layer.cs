using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;
using Seedbed.Serialization;

namespace Seedbed.Layers;

/// <summary>
/// A layer of a model, under Keras's name with Keras's arguments and defaults. It says what the model is to have; weights and values come
/// with the model that it is put in: <c>Sequential</c>, or a <c>Model</c> of the tensors that <see cref="On"/> gives.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public abstract partial class Layer
{
    private List<LayerNode> _calls = [];
    private readonly bool _trainable = true;
    private ILayerOwner? _owner;
    private bool _isChecked;

    private protected Layer(string? name) => GivenName = LayerName.Checked(name);

    /// <summary>Whether training changes the layer's weights.</summary>
    public bool Trainable
    {
        get => Origin?.Trainable ?? _trainable;
        init => _trainable = value;
    }

    /// <summary>
    /// The name: the given one, or, once a model has the layer, the class in snake_case, numbered within the model: <c>dense_1</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The layer has no name yet.</exception>
    public string Name =>
        KnownName
            ?? _owner?.NameOf(this)
            ?? throw new InvalidOperationException(
                $"the layer {ClassName} has no name before a model has it; put it into a model, or give it a name.");

    /// <summary>The class in Keras configurations.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>The layer's weights in the model that has it, in Keras's order.</summary>
    /// <exception cref="InvalidOperationException">No model has the layer, or one that does not know the shape of its input.</exception>
    [SuppressMessage("Naming", "CA1721", Justification = "Keras has both: weights are variables, get_weights gives arrays.")]
    public IReadOnlyList<Weight> Weights => (_owner ?? throw new InvalidOperationException(
        $"the layer {KnownName ?? ClassName} has no weights before a model has it; put it into a model.")).WeightsOf(this);

    /// <summary>The weight named <c>kernel</c>.</summary>
    /// <exception cref="InvalidOperationException">The layer has none; the sentence says which it has.</exception>
    public Weight Kernel => Variable("kernel");

    /// <summary>The weight named <c>bias</c>.</summary>
    /// <exception cref="InvalidOperationException">The layer has none; the sentence says which it has.</exception>
    public Weight Bias => Variable("bias");

    /// <summary>The name that was given; null where the model is to choose one.</summary>
    internal string? GivenName { get; }

    /// <summary>Whether the layer has a name that no model chose.</summary>
    internal bool HasName => GivenName is not null || Origin is not null;

    /// <summary>The name that the model chose.</summary>
    internal string? AssignedName { get; set; }

    private string? KnownName => GivenName ?? Origin?.Name ?? AssignedName;

    /// <summary>
    /// The class in Python, by which weight files name the layer; that of configurations but where Keras exports it under another.
    /// </summary>
    internal virtual string PythonClass => ClassName;

    /// <summary>The Python module of the class.</summary>
    internal virtual string Module => "keras.layers";

    /// <summary>Whether a call takes all tensors as one list.</summary>
    internal virtual bool TakesList => false;

    /// <summary>Calls the layer, as Keras's <c>layer(x)</c> does. Called again it is the same layer, with the same weights.</summary>
    /// <param name="inputs">One tensor; for attention query, value and key; for merging layers all that are merged.</param>
    /// <returns>The first output; others are its <see cref="SymbolicTensor.Output"/>.</returns>
    /// <exception cref="ArgumentException">There is no input.</exception>
    public SymbolicTensor On(params IReadOnlyList<SymbolicTensor> inputs) => Call(inputs, CallOptions.None);

    /// <summary>The copies of all weights' values, row-major, in Keras's order.</summary>
    /// <exception cref="InvalidOperationException">No model that is built has the layer.</exception>
    public IReadOnlyList<float[]> GetWeights() => [.. Weights.Select(weight => weight.ToArray<float>())];

    /// <summary>Sets all weights.</summary>
    /// <param name="values">For each weight, in Keras's order, its elements, row-major.</param>
    /// <exception cref="ArgumentException">There are not as many weights, or a weight has another number of elements.</exception>
    /// <exception cref="InvalidOperationException">No model that is built has the layer.</exception>
    public void SetWeights(params IReadOnlyList<float[]> values) =>
        Weight.SetAll(Weights, values, $"layer '{Name.Excerpt()}' ({ClassName})");

    /// <summary>The calls of the layer so far.</summary>
    internal IReadOnlyList<LayerNode> Calls => _calls;

    /// <summary>Where the layer was read; null for one that was made in C#.</summary>
    internal LayerOrigin? Origin { get; set; }

    /// <summary>Whether training may change the layer, so that its configuration says whether it does.</summary>
    internal virtual bool CanBeTrained => true;

    /// <summary>The type that the layer was given; null for that of the model.</summary>
    internal virtual string? OwnType => null;

    /// <summary>Whether what the layer computes is known here; of others weights and shapes are.</summary>
    internal virtual bool IsComputed => true;

    /// <summary>What to do where the layer is not computed here; null where nothing but another layer helps.</summary>
    internal virtual string? WayOut => null;

    /// <summary>Whether it is a mere operation, such as x + y, which Keras does not count as a layer.</summary>
    internal virtual bool IsOperation => false;

    /// <summary>Whether its calls have constants, so that none is a fault.</summary>
    internal virtual bool TakesConstants => false;

    /// <summary>What the user says of its output, the batch first; null where nothing is said.</summary>
    internal Func<BuiltLayer, PartialShape>? GivenOutput { get; set; }

    /// <summary>The arguments that <c>build</c> takes the shapes of by name; null where it takes one shape or a list.</summary>
    internal virtual IReadOnlyList<string>? BuildArguments => null;

    /// <summary>Whether each call gives one tensor, whatever the arguments.</summary>
    internal virtual bool HasOneOutput => true;

    /// <summary>The layers inside, which get names too.</summary>
    internal virtual IEnumerable<Layer> Inner => [];

    /// <summary>The layers that Keras makes anew of those inside, each with its name here.</summary>
    internal virtual IEnumerable<(Layer Layer, string Name)> Copies => [];

    /// <summary>How many seed generators Keras makes with a layer that takes a seed.</summary>
    internal virtual int SeedGenerators => 1;

    /// <summary>
    /// Class, name, arguments that are not Keras's defaults, and, once the model has weights, shapes and number of parameters:
    /// <c>Dense 'hidden' (units 64, relu): [null, 784] -> [null, 64], 50,240 parameters</c>.
    /// </summary>
    public override string ToString()
    {
        string name = KnownName is { } known ? $" '{known.Excerpt()}'" : "";
        string arguments = ArgumentText.Of(this, _owner?.EmptyOf(ClassName));
        return $"{ClassName}{name}{(arguments.Length == 0 ? "" : $" ({arguments})")}{_owner?.ShapesOf(this)}";
    }

    /// <summary>Makes the layer a part of a model, which must be its first.</summary>
    /// <exception cref="ArgumentException">Another model has it, or it names an initializer that the model does not know.</exception>
    internal void Join(ILayerOwner owner)
    {
        RefuseOther(owner);
        RequireNames(owner.Initializers);
        _owner = owner;
    }

    /// <summary>Throws where another model has the layer.</summary>
    /// <param name="owner">The model that may; null for one that is only being made.</param>
    internal void RefuseOther(ILayerOwner? owner)
    {
        if (_owner is not null && _owner != owner)
        {
            throw new ArgumentException(
                $"the layer '{(KnownName ?? ClassName).Excerpt()}' ({ClassName}) is part of the model "
                + $"'{_owner.Name.Excerpt()}'; a layer belongs to one model, so make another one.");
        }
    }

    /// <summary>A layer of the same arguments that no model has; layers inside, which hold no values, are the same.</summary>
    internal Layer Copy()
    {
        Layer copy = (Layer)MemberwiseClone();
        copy._calls = [];
        copy._owner = null;
        return copy;
    }

    /// <summary>Makes the parts of a copy that hold its arguments its own, before these are changed.</summary>
    internal virtual void TakeParts()
    {
    }

    /// <summary>Refuses initializers that are not known; those of a file are looked up when they are read.</summary>
    private void RequireNames(InitializerRegistry registry)
    {
        if (Origin is null)
        {
            Declare(new InitializerVisitor((_, initializer) => initializer?.Require(registry)));
            foreach (Layer inner in Inner)
            {
                inner.RequireNames(registry);
            }
        }
    }

    /// <summary>Checks the arguments, once; those of a file are checked when they are read.</summary>
    /// <param name="place">How messages name the layer.</param>
    /// <exception cref="FormatException">One is out of its range.</exception>
    internal void Check(string place)
    {
        if (!_isChecked && Origin is null)
        {
            Declare(new ArgumentCheck(place));
            _isChecked = true;
        }
    }

    /// <summary>How messages name a layer.</summary>
    internal static string PlaceOf(string path, string className) => $"layer '{path.Excerpt()}' ({className.Excerpt()})";

    /// <summary>The shape that the layer says its model starts with, the batch first; null where it says none.</summary>
    /// <param name="place">How messages name the layer.</param>
    internal virtual PartialShape? DeclaredShape(string place) => Origin?.DeclaredShape(place);

    /// <summary>Goes through the layer's own arguments.</summary>
    internal abstract void Declare(ArgumentList arguments);

    /// <summary>Goes through the random objects that Keras makes when it builds the layer, not before.</summary>
    internal virtual void DeclareBuilt(ArgumentList arguments)
    {
    }

    /// <summary>Adds the layer's weights and the layers inside, in the order in which Keras's <c>build</c> makes them.</summary>
    internal virtual void Build(BuiltLayer layer)
    {
    }

    /// <summary>
    /// The shapes of the outputs; null where they are not known, or where building the layer sets them since they follow from others.
    /// </summary>
    internal virtual IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => [OutputShape(layer)];

    /// <summary>What the layer computes, its weights being given.</summary>
    internal virtual LayerFunction Bind(LayerBinding layer)
    {
        Func<ForwardCall, Tensor> forward = Forward(layer);
        return call => [forward(call)];
    }

    /// <summary>Whether it is a model, whose layers say in which type they compute.</summary>
    internal virtual bool IsGraph => false;

    /// <summary>Whether inputs are cast to the 16-bit type that the layer computes in.</summary>
    internal virtual bool CastsInputs => true;

    /// <summary>Whether weights are cast to that type when they are used.</summary>
    internal virtual bool CastsWeights => CastsInputs;

    /// <summary>Whether what a call gives is cast to that type.</summary>
    internal virtual bool CastsOutputs(ForwardCall call) => true;

    /// <summary>Whether the mask of the first input is that of the first output; else the layers behind see none.</summary>
    private protected virtual bool PassesMask => false;

    /// <summary>
    /// Whether it heeds masks, or passes them on: what is behind a layer that does neither sees no mask, which Keras warns of. Models and
    /// operations are no layers that could.
    /// </summary>
    /// <remarks>Source: <c>supports_masking</c> and the end of <c>Layer.__call__</c> in <c>keras.layers.Layer</c>.</remarks>
    internal virtual bool SupportsMasking(LayerBinding layer) => PassesMask || IsGraph || IsOperation;

    /// <summary>Puts the masks of the outputs beside them.</summary>
    /// <remarks>Source: <c>supports_masking</c> and <c>compute_mask</c> of <c>keras.layers.Layer</c>.</remarks>
    internal virtual void SetMasks(LayerBinding layer, ForwardCall call, Tensor[] outputs)
    {
        if (PassesMask)
        {
            call.Masks.Set(outputs[0], call.Mask);
        }
    }

    /// <summary>The shape of the only output: that of the only input, unless a layer changes it.</summary>
    private protected virtual PartialShape OutputShape(BuiltLayer layer) => layer.Input;

    /// <summary>An operation on the only input.</summary>
    private protected static Func<ForwardCall, Tensor> Elementwise(Operation operation) => call => call.Tape.Apply(operation, call.Input);

    /// <summary>What a layer of one output computes.</summary>
    private protected virtual Func<ForwardCall, Tensor> Forward(LayerBinding layer) =>
        throw new NotSupportedException($"{layer.Place}: what the class {ClassName} computes is not known here.");

    private Weight Variable(string name) =>
        Weights.FirstOrDefault(weight => weight.Name.EndsWith("/" + name, StringComparison.Ordinal))
            ?? throw new InvalidOperationException(
                $"the layer '{Name.Excerpt()}' ({ClassName}) has no weight '{name}'; it has "
                + $"{(Weights.Count == 0 ? "none" : string.Join(", ", Weights.Select(weight => weight.Name)))}.");

    /// <summary>Calls the layer on tensors.</summary>
    private protected SymbolicTensor Call(IReadOnlyList<SymbolicTensor> inputs, CallOptions options)
    {
        if (inputs.Count == 0)
        {
            throw new ArgumentException($"the layer {ClassName} is called on no tensor; give it at least one.");
        }

        LayerNode node = new(this, _calls.Count, [.. inputs]) { Options = options };
        _calls.Add(node);
        return new SymbolicTensor(node, 0);
    }
}

/// <summary>The model that a layer is a part of.</summary>
internal interface ILayerOwner
{
    /// <summary>The model's name.</summary>
    string Name { get; }

    /// <summary>The name that the model chooses for a layer.</summary>
    string? NameOf(Layer layer);

    /// <summary>The initializers that its layers may name.</summary>
    InitializerRegistry Initializers { get; }

    /// <summary>The weights of a layer, in Keras's order.</summary>
    IReadOnlyList<Weight> WeightsOf(Layer layer);

    /// <summary>An empty layer of a class, which has the defaults; null where the class is not known.</summary>
    Layer? EmptyOf(string className);

    /// <summary>What a layer makes of what, as the end of a line about it; nothing before the model has weights.</summary>
    string ShapesOf(Layer layer);
}
