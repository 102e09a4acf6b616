using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Seedbed.Messages;
using Seedbed.Networks.Models;

namespace Seedbed.Networks.Layers;

/// <summary>
/// A layer of a model, under Keras's name with Keras's arguments and defaults. It says what the model is to have; weights and values come
/// with the model that it is put in: <see cref="Sequential"/>, or a <see cref="Model"/> of the tensors that <see cref="On"/> gives.
/// </summary>
public abstract class Layer
{
    private readonly List<LayerNode> _calls = [];
    private Model? _model;

    private protected Layer(string? name) => GivenName = LayerNames.Checked(name);

    /// <summary>Whether training changes the layer's weights.</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>
    /// The name: the given one, or, once a model has the layer, the class in snake_case, numbered within the model: <c>dense_1</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The layer has no name yet.</exception>
    public string Name =>
        GivenName
            ?? AssignedName
            ?? throw new InvalidOperationException(
                $"the layer {ClassName} has no name before a model has it; put it into a model, or give it a name.");

    /// <summary>The class in Keras configurations.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>The layer's weights in the model that has it, in Keras's order.</summary>
    /// <exception cref="InvalidOperationException">No model that is built has the layer.</exception>
    [SuppressMessage("Naming", "CA1721", Justification = "Keras has both: weights are variables, get_weights gives arrays.")]
    public IReadOnlyList<Weight> Weights => (_model ?? throw new InvalidOperationException(
        $"the layer {AssignedName ?? GivenName ?? ClassName} has no weights before a model has it; put it into a model, and build "
        + "that.")).WeightsOf(Name);

    /// <summary>The name that was given; null where the model is to choose one.</summary>
    internal string? GivenName { get; }

    /// <summary>The name that the model chose.</summary>
    internal string? AssignedName { get; set; }

    /// <summary>The Python module of the class.</summary>
    internal virtual string Module => "keras.layers";

    /// <summary>Whether a call takes all tensors as one list.</summary>
    private protected virtual bool TakesList => false;

    /// <summary>Calls the layer, as Keras's <c>layer(x)</c> does. Called again it is the same layer, with the same weights.</summary>
    /// <param name="inputs">One tensor; for attention query, value and key; for merging layers all that are merged.</param>
    /// <returns>The first output; others are its <see cref="SymbolicTensor.Output"/>.</returns>
    /// <exception cref="ArgumentException">There is no input.</exception>
    public SymbolicTensor On(params IReadOnlyList<SymbolicTensor> inputs) => Call(inputs, []);

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

    /// <summary>The layer as Keras writes it, without what depends on the model.</summary>
    internal JsonObject ToJson(ConfigContext context)
    {
        LayerWriter writer = new(context);
        writer.Set("name", Name);
        writer.Set("trainable", Trainable);
        WriteHeader(writer);
        Write(writer);
        return new JsonObject { ["module"] = Module, ["class_name"] = ClassName, ["config"] = writer.Config, ["registered_name"] = null };
    }

    /// <summary>The layers inside, which get names too.</summary>
    internal virtual IEnumerable<Layer> Inner => [];

    /// <summary>Makes the layer a part of a model, which must be its first.</summary>
    /// <exception cref="ArgumentException">Another model has it.</exception>
    internal void Join(Model model)
    {
        if (_model is not null && _model != model)
        {
            throw new ArgumentException(
                $"the layer '{Name.Excerpt()}' ({ClassName}) is part of the model '{_model.Name.Excerpt()}'; a layer belongs to one model, "
                + "so make another one.");
        }

        _model = model;
    }

    /// <summary>Calls the layer on tensors.</summary>
    private protected SymbolicTensor Call(IReadOnlyList<SymbolicTensor> inputs, IReadOnlyList<KeyValuePair<string, bool>> flags)
    {
        if (inputs.Count == 0)
        {
            throw new ArgumentException($"the layer {ClassName} is called on no tensor; give it at least one.");
        }

        LayerNode node = new(this, _calls.Count, [.. inputs]) { TakesList = TakesList, Flags = flags };
        _calls.Add(node);
        return new SymbolicTensor(node, 0);
    }

    /// <summary>Writes the type of what the layer computes.</summary>
    private protected virtual void WriteHeader(LayerWriter config) => config.Set("dtype", config.TypeName);

    /// <summary>Writes the layer's own arguments.</summary>
    private protected abstract void Write(LayerWriter config);
}
