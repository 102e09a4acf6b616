using Seedbed.Checkpoints;
using Seedbed.Graph;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Serialization;

namespace Seedbed.Models;

/// <summary>What another program must do before it loads a model with classes that are not Keras's.</summary>
internal static class LoadingNotes
{
    /// <summary>A sentence for each class.</summary>
    internal static IReadOnlyList<string> Of(ModelGraph graph, ModelTemplate template, InitializerRegistry registry) =>
    [
        .. template.Tensors.SelectMany(tensor => Parts(tensor.Initializer)).Select(registry.RegisteredNameOf).OfType<string>().Distinct()
            .Select(name => Sentence("initializer", name)),
        .. Inside(graph).Select(ArgumentWriter.RegisteredNameOf).OfType<string>().Distinct().Select(name => Sentence("layer", name)),
    ];

    private static IEnumerable<Initializer> Parts(Initializer initializer) =>
        initializer is DerivedInitializer derived ? derived.Parts.SelectMany(Parts) : [initializer];

    private static IEnumerable<Layer> Inside(Layer layer) => layer.Inner.SelectMany(Inside).Append(layer);

    private static string Sentence(string kind, string name) =>
        $"the {kind} '{name.Excerpt()}' is none of Keras's: before keras.saving.load_model, a program must register a class of its own "
        + "under that name, with keras.saving.register_keras_serializable or in custom_objects.";
}
