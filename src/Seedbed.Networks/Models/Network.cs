using System.Collections.Immutable;
using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Checkpoints.Templates;
using Seedbed.Messages;
using Seedbed.Networks.Forwards;
using Seedbed.Networks.Keras;
using Seedbed.Networks.Keras.Graphs;
using Seedbed.Numerics;
using Seedbed.Serialization;

namespace Seedbed.Networks.Models;

/// <summary>A Keras model that computes: its parameters, and what it makes of inputs.</summary>
/// <remarks>Not safe from several threads: layers keep moving statistics and positions in random streams.</remarks>
internal sealed class Network
{
    private readonly LayerFunction _function;

    private Network(LayerScope scope, ImmutableArray<TensorTemplate> weights, ModelTemplate template, long noiseSeed)
    {
        Scope = scope;
        Template = template;
        Type = TypeOf(template, scope);
        Parameters = [.. template.Tensors.Select(tensor => new Parameter(tensor, Type))];
        Dictionary<TensorTemplate, Parameter> byTemplate = new(ReferenceEqualityComparer.Instance);
        foreach ((TensorTemplate weight, Parameter parameter) in weights.Zip(Parameters))
        {
            byTemplate[weight] = parameter;
        }

        Inputs = InputsOf(scope);
        _function = new LayerBinding(scope, new NetworkBinding(byTemplate, new NoiseSource(noiseSeed))).Function;
    }

    /// <summary>The model's configuration, with all its layers.</summary>
    internal LayerScope Scope { get; }

    /// <summary>The weights' names, shapes and initializers, in the order of <see cref="Parameters"/>.</summary>
    internal ModelTemplate Template { get; }

    /// <summary>Float32 or Float64.</summary>
    internal ElementType Type { get; }

    /// <summary>All weights in the order of Keras's <c>model.weights</c>; their elements are 0 until someone sets them.</summary>
    internal ImmutableArray<Parameter> Parameters { get; }

    /// <summary>The shapes of the inputs, the batch first, unknown sizes null; empty where the model does not tell them.</summary>
    internal IReadOnlyList<PartialShape> Inputs { get; }

    /// <summary>A network of a model's text.</summary>
    /// <param name="config">What <c>model.to_json()</c> writes, in UTF-8.</param>
    /// <param name="options">Known initializers, input shapes.</param>
    /// <param name="noiseSeed">Of the random choices of layers such as Dropout, where they have no seed of their own.</param>
    /// <exception cref="FormatException">
    /// The text is no model that can be read, or has a layer that is not computed; the sentence names it.
    /// </exception>
    internal static Network Read(ReadOnlyMemory<byte> config, KerasModelOptions? options = null, long noiseSeed = 0)
    {
        using JsonDocument document = KerasJson.Parse(config);
        (LayerScope scope, ImmutableArray<TensorTemplate> weights, ModelTemplate template) =
            KerasModelReader.ReadLayers(document.RootElement.Clone(), options ?? new KerasModelOptions());
        return new Network(scope, weights, template, noiseSeed);
    }

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
                $"{Scope.Place}: the tape or an input is of another type than the model's {Type.Name()}; convert the data.");
        }

        foreach ((int index, (Tensor input, PartialShape shape)) in inputs.Zip(Inputs).Index())
        {
            Check(index, input, shape);
        }

        return _function(new ForwardCall(tape, training, inputs));
    }

    private static ElementType TypeOf(ModelTemplate template, LayerScope scope)
    {
        ElementType?[] types = [.. template.Tensors.Select(tensor => tensor.Type.ElementType).Where(type => type is not null).Distinct()];
        return types switch
        {
            [] => scope.Type.ElementType ?? ElementType.Float32,
            [ElementType.Float32 or ElementType.Float64] => types[0]!.Value,
            _ => throw new FormatException(
                $"{scope.Place}: its weights are of {string.Join(" and ", types.Select(type => type!.Value.Name()))}; models are computed "
                + "whose weights are all float32, or all float64."),
        };
    }

    private static IReadOnlyList<PartialShape> InputsOf(LayerScope scope)
    {
        JsonElement[] layers = [.. scope.Config.Objects("layers")];
        if (scope.ClassName == "Sequential")
        {
            return ModelInputs.OfSequential(scope, layers)?.Inputs ?? [];
        }

        IReadOnlyDictionary<string, PartialShape> given = ModelInputs.OfFunctional(scope, layers);
        return scope.Config.Find("input_layers") is not null
            ? [.. TensorReference.ListOf(scope.Config, "input_layers")
                .Select(tensor => given.GetValueOrDefault(tensor.Layer) ?? Declared(tensor.Layer))]
            : [];

        PartialShape Declared(string name) => layers.Where(layer => FunctionalGraph.NameOf(layer) == name)
            .Select(layer => ModelInputs.Declared(layer, scope.Place)).FirstOrDefault()
                ?? PartialShape.Unknown($"{scope.Place}: the shape of its input '{name.Excerpt()}' is not known.");
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
                $"{Scope.Place}: its input {index} has the shape {input.ShapeText}; it must be {shape}, null being any size.");
        }
    }
}
