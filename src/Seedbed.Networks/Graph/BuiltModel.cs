using System.Collections.Immutable;
using Seedbed.Checkpoints;
using Seedbed.Layers.Building;

namespace Seedbed.Graph;

/// <summary>A model whose weights are listed.</summary>
/// <param name="Graph">Its layers and their calls.</param>
/// <param name="Root">The model as the outermost layer.</param>
/// <param name="Template">The weights' names, shapes and initializers, in the order of Keras's <c>model.weights</c>.</param>
internal sealed record BuiltModel(ModelGraph Graph, BuiltLayer Root, ModelTemplate Template)
{
    /// <summary>Builds a model.</summary>
    /// <param name="graph">Its layers and their calls.</param>
    /// <param name="state">What its layers share.</param>
    /// <param name="rules">The rules that are followed, for the template.</param>
    /// <param name="globalSeed">The seed that settled those of the initializers, for the template.</param>
    /// <exception cref="FormatException">A layer does not fit its input, or two have one name; the sentence says which.</exception>
    internal static BuiltModel Of(ModelGraph graph, BuildState state, string rules, long? globalSeed = null)
    {
        BuiltLayer root = BuiltLayer.Root(graph, state);
        ImmutableArray<TensorTemplate> weights = root.Weights;
        try
        {
            ModelTemplate template = new(root.Name, StorePlaces.AddTo(weights, root))
            {
                Rules = rules, Framework = "Keras", Layers = LayersOf(root), GlobalSeed = globalSeed,
            };
            return new BuiltModel(graph, root, template);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(
                "two layers beside each other have one name, which Keras refuses; rename one: " + fault.Sentence(), fault);
        }
    }

    private static ImmutableArray<TemplateLayer> LayersOf(BuiltLayer root)
    {
        Dictionary<TensorTemplate, int> numbers = new(ReferenceEqualityComparer.Instance);
        foreach ((int number, TensorTemplate weight) in root.Weights.Index())
        {
            numbers[weight] = number;
        }

        return
        [
            .. root.List.Select(layer => new TemplateLayer(
                layer.Name, [.. layer.Weights.OrderBy(weight => !weight.Trainable).Select(weight => numbers[weight])])),
        ];
    }
}
