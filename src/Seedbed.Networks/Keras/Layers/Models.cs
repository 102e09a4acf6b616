using System.Text.Json;
using Seedbed.Networks.Keras.Graphs;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>
/// Models, at the root or as layers of another: their layers in the order of the configuration, which is that of <c>model.layers</c>.
/// </summary>
internal static class Models
{
    internal static IReadOnlyList<LayerDefinition> Definitions { get; } =
    [
        new("Sequential", model => Sequential(model, holdsInput: false)),
        new("Functional", FunctionalModel.Build),
        new("Model", FunctionalModel.Build),
        new("Pipeline", model => Sequential(model, holdsInput: true)),
        LayerDefinition.Weightless("InputLayer", Input),
    ];

    /// <summary>
    /// Each layer is called on the outputs of the one before; the Input at the front of a Sequential model is none of its layers.
    /// </summary>
    private static void Sequential(LayerScope model, bool holdsInput)
    {
        JsonElement[] layers = [.. model.Config.Objects("layers")];
        LayerCall? call = ModelInputs.OfSequential(model, layers);
        foreach ((int index, JsonElement layer) in layers.Index())
        {
            BuiltLayer built = model.BuildChild(layer, call);
            if (holdsInput || index > 0 || built.Definition.ClassName != "InputLayer")
            {
                model.AddToList(FunctionalModel.LayersAttribute, built);
            }

            call = new LayerCall(built.Outputs);
        }

        if (call is not null)
        {
            model.SetOutputs(() => call.Inputs);
        }
    }

    private static PartialShape Input(LayerScope layer) =>
        layer.Inputs.Passed is [PartialShape passed, ..]
            ? passed
            : layer.DeclaredShape ?? throw layer.Config.Wrong("batch_shape", "a list of integers, null where a dimension is unknown");
}
