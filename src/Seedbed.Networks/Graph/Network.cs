using System.Collections.Immutable;
using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Layers;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Graph;

/// <summary>A Keras model that computes: its parameters, and what it makes of inputs.</summary>
/// <remarks>Not safe from several threads: layers keep moving statistics and positions in random streams.</remarks>
internal sealed class Network
{
    private readonly LayerFunction _function;
    private readonly ActivityPenalties _activity;

    /// <summary>A network whose parameters are 0.</summary>
    /// <param name="model">The layers and their weights.</param>
    /// <param name="computed">The classes that are computed, for messages.</param>
    /// <param name="noiseSeed">Of the random choices of layers such as Dropout, where they have no seed of their own.</param>
    /// <exception cref="FormatException">A layer is not computed; the sentence names it.</exception>
    internal Network(BuiltModel model, IEnumerable<string> computed, long noiseSeed = 0)
    {
        Model = model;
        Type = TypeOf(model.Template, model.Root);
        Parameters = [.. model.Template.Tensors.Select(tensor => new Parameter(tensor, Type))];
        Dictionary<TensorTemplate, Parameter> byTemplate = new(ReferenceEqualityComparer.Instance);
        foreach ((TensorTemplate weight, Parameter parameter) in model.Root.Weights.Zip(Parameters))
        {
            byTemplate[weight] = parameter;
        }

        Inputs = model.Graph.InputsOf(model.Root);
        NetworkBinding binding = new(byTemplate, new NoiseSource(noiseSeed), computed);
        _activity = binding.Activity;
        NoisePositions = binding.Noise.Positions;
        _function = new LayerBinding(model.Root, binding).Function;
    }

    /// <summary>The layers and their weights.</summary>
    internal BuiltModel Model { get; }

    /// <summary>The weights' names, shapes and initializers, in the order of <see cref="Parameters"/>.</summary>
    internal ModelTemplate Template => Model.Template;

    /// <summary>How messages name the model.</summary>
    internal string Place => Model.Root.Place;

    /// <summary>Float32 or Float64.</summary>
    internal ElementType Type { get; }

    /// <summary>All weights in the order of Keras's <c>model.weights</c>; their elements are 0 until someone sets them.</summary>
    internal ImmutableArray<Parameter> Parameters { get; }

    /// <summary>How far the random stream of each layer that drew has been read, by the layer's full name.</summary>
    internal Dictionary<string, long> NoisePositions { get; }

    /// <summary>The shapes of the inputs, the batch first, unknown sizes null; empty where the model does not tell them.</summary>
    internal IReadOnlyList<PartialShape> Inputs { get; }

    /// <summary>The model's outputs.</summary>
    /// <param name="tape">Of the network's type; the outputs are valid until it is reset.</param>
    /// <param name="inputs">
    /// One for each input, the batch first; whole numbers, such as those of an Embedding, are of the network's type too.
    /// </param>
    /// <param name="training">Whether dropout drops, and batch normalization takes the batch's statistics and moves its own.</param>
    /// <exception cref="ArgumentException">An input's shape or type does not fit; the sentence names layer and shape.</exception>
    internal Tensor[] Forward(Tape tape, Tensor[] inputs, bool training)
    {
        if (tape.Type != Type || inputs.Any(input => input.Type != Type))
        {
            throw new ArgumentException(
                $"{Place}: the tape or an input is of another type than the model's {Type.Name()}; convert the data.");
        }

        foreach ((int index, (Tensor input, PartialShape shape)) in inputs.Zip(Inputs).Index())
        {
            Check(index, input, shape);
        }

        return _function(new ForwardCall(tape, training, inputs));
    }

    /// <summary>The model's outputs, and what its layers add to the loss for what they give, a scalar each.</summary>
    internal (Tensor[] Outputs, Tensor[] Penalties) ForwardWithPenalties(Tape tape, Tensor[] inputs, bool training)
    {
        _activity.IsWatching = true;
        try
        {
            return (Forward(tape, inputs, training), _activity.Take());
        }
        finally
        {
            _activity.IsWatching = false;
            _ = _activity.Take();
        }
    }

    private static ElementType TypeOf(ModelTemplate template, BuiltLayer root)
    {
        ElementType?[] types = [.. template.Tensors.Select(tensor => tensor.Type.ElementType).Where(type => type is not null).Distinct()];
        return types switch
        {
            [] => root.Type.ElementType ?? ElementType.Float32,
            [ElementType.Float32 or ElementType.Float64] => types[0]!.Value,
            _ => throw new FormatException(
                $"{root.Place}: its weights are of {string.Join(" and ", types.Select(type => type!.Value.Name()))}; models are computed "
                + "whose weights are all float32, or all float64."),
        };
    }

    private void Check(int index, Tensor input, PartialShape shape)
    {
        if (
            shape.IsKnown
                && (
                    input.Rank != shape.Rank
                        || !Enumerable.Range(0, shape.Rank).All(axis => shape.Find(axis) is not { } size || size == input[axis])))
        {
            throw new ArgumentException(
                $"{Place}: its input {index} has the shape {input.ShapeText}; it must be {shape}, null being any size.");
        }
    }
}
