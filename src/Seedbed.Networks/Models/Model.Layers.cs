using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Serialization;

namespace Seedbed.Models;

/// <content>What a model is to its layers.</content>
public partial class Model
{
    private readonly NoteList _notes = [];

    /// <summary>
    /// What was assumed or left out so far: of a file of an older Keras, of weights that were loaded, of a file that was saved and who
    /// reads it, of masks that a layer does not pass on. A sentence each.
    /// </summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>A model of the same layers, their initializers included, that starts anew: untrained and not compiled.</summary>
    /// <param name="seed">Its seed; that of this model, and with it the same initial values, where it is null.</param>
    /// <remarks>Source: <c>keras.models.clone_model</c>.</remarks>
    /// <example>
    /// <code>
    /// Sequential model = new([new Input([4]), new Dense(2, kernelInitializer: (values, shape, random) => random.Normal(values, 0, 1))]);
    /// Model again = model.Clone();
    /// Model other = model.Clone(seed: 7);
    /// </code>
    /// </example>
    public virtual Model Clone(long? seed = null) => new(this, seed);

    /// <summary>The names of the inputs, which are those of their layers.</summary>
    public IReadOnlyList<string> InputNames => _graph.InputNames;

    /// <summary>The names of the outputs, which are those of their layers.</summary>
    public IReadOnlyList<string> OutputNames => _graph.OutputNames;

    /// <summary>The shapes of the inputs with the batch first, null for what is not known; an empty one where nothing is.</summary>
    public IReadOnlyList<IReadOnlyList<long?>> InputShapes =>
        [.. Network.Inputs.Select(shape => shape.IsKnown ? shape.Dimensions.ToArray() : [])];

    private protected InitializerRegistry Registry => _registry;

    InitializerRegistry ILayerOwner.Initializers => _registry;

    string? ILayerOwner.NameOf(Layer layer)
    {
        LayerNames.Assign(_graph.Layers);
        return layer.AssignedName;
    }

    Layer? ILayerOwner.EmptyOf(string className) => KerasLayers.All.Find(className)?.Create(NamedArguments.None);

    string ILayerOwner.ShapesOf(Layer layer) =>
        _network?.Model.Root.Calls.FirstOrDefault(call => call.Layer.Layer == layer) is { } call ? SummaryText.Shapes(call) : "";

    IReadOnlyList<Weight> ILayerOwner.WeightsOf(Layer layer)
    {
        _ = Network;
        return WeightsOf(layer.Name);
    }
}
