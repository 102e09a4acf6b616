using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Serialization;

namespace Seedbed.Models;

/// <summary>Layers one behind the other. Source: <c>keras.Sequential</c>.</summary>
/// <example>
/// <code>
/// Sequential model = new(
///     [
///         new Input([784]),
///         new Dense(128, activation: "relu", kernelInitializer: "he_normal"),
///         new Dense(10, activation: "softmax"),
///     ],
///     seed: 42);
/// Console.Write(model.Summary());
/// </code>
/// </example>
public sealed class Sequential : Model
{
    private readonly SequentialGraph _graph;

    /// <summary>A model of these layers.</summary>
    /// <param name="layers">
    /// In the order of the data; the first may be an <see cref="Input"/>, else <see cref="Model.Build"/> or the data tell the shape.
    /// </param>
    /// <param name="name">The model's name.</param>
    /// <param name="seed">
    /// Gives, with a weight's full name, the values of every weight whose initializer has no seed; drawn where it is null.
    /// </param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="registry">The initializers that layers may name; Keras's where it is null.</param>
    /// <exception cref="ArgumentException">A layer belongs to another model, or names an initializer that is not known.</exception>
    public Sequential(
        IReadOnlyList<Layer>? layers = null, string name = "sequential", long? seed = null, ElementType type = ElementType.Float32,
        InitializerRegistry? registry = null)
        : this(new SequentialGraph(LayerName.Checked(name)), seed, type, registry)
    {
        foreach (Layer layer in layers ?? [])
        {
            Add(layer);
        }
    }

    private Sequential(SequentialGraph graph, long? seed, ElementType type, InitializerRegistry? registry)
        : base(graph, seed, type, registry)
    {
        _graph = graph;
        foreach (Layer layer in graph.Layers)
        {
            layer.Join(this);
        }
    }

    /// <inheritdoc/>
    public override Sequential Clone(long? seed = null) => new(_graph.Clone(), seed ?? Seed, Type, Registry);

    /// <summary>Puts a layer behind the others.</summary>
    /// <param name="layer">The layer; it belongs to this model from now on.</param>
    /// <exception cref="InvalidOperationException">The model is built.</exception>
    /// <exception cref="ArgumentException">Another model has the layer, or this one has it already.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (IsBuilt)
        {
            throw new InvalidOperationException(
                $"the model '{Name.Excerpt()}' is built, so its layers stay as they are; add them before its weights are asked for.");
        }

        if (_graph.Layers.Contains(layer))
        {
            throw new ArgumentException(
                $"the layer {layer.ClassName} is in the model '{Name.Excerpt()}' already; make another one, or a functional model that "
                + "calls one layer twice.");
        }

        layer.Join(this);
        _graph.Add(layer);
    }

    /// <inheritdoc/>
    private protected override void Begin(IReadOnlyList<int?> sample)
    {
        if (_graph.Layers is [not Input, ..])
        {
            _graph.Begin(new Input(sample));
            _graph.Layers[0].Join(this);
        }
    }
}
