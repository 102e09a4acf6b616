using System.Collections.Frozen;
using System.Text.Json;
using Seedbed.Messages;
using Seedbed.Networks.Keras.Custom;
using Seedbed.Serialization;

namespace Seedbed.Networks.Keras.Layers;

/// <summary>The layers that are known: those with weights or children, one definition each, and the names of those without.</summary>
internal static class KerasLayers
{
    /// <summary>Every layer that has weights or children.</summary>
    internal static IReadOnlyList<LayerDefinition> All { get; } =
    [
        .. Models.Definitions,
        .. DenseLayers.Definitions,
        .. Embeddings.Definitions,
        .. Convolutions.Definitions,
        .. Normalizations.Definitions,
        .. Recurrent.Definitions,
        .. RecurrentCells.Definitions,
        .. Attentions.Definitions,
        .. Wrappers.Definitions,
        .. OtherLayers.Definitions,
    ];

    private static readonly FrozenDictionary<string, LayerDefinition> s_byName =
        All.Concat(WeightlessLayers.Definitions).Select(ArgumentChecks.Before).ToFrozenDictionary(
            definition => definition.ClassName, StringComparer.Ordinal);

    /// <summary>Layers of Keras 2 that Keras 3 has no more, and what does their work.</summary>
    /// <remarks>
    /// Source: <c>keras.src.layers.rnn.legacy_layers</c> of Keras 2; both biases of the GRU stand apart only under reset_after.
    /// </remarks>
    private static readonly FrozenDictionary<string, string> s_retired = new Dictionary<string, string>
    {
        ["CuDNNLSTM"] = "LSTM",
        ["CuDNNGRU"] = "GRU with reset_after=True",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The definition of a class of Keras; null where there is none.</summary>
    internal static LayerDefinition? Find(string className) => s_byName.GetValueOrDefault(className);

    /// <summary>Whether a node of a Functional model is a mere operation, such as x + y: it has no weights.</summary>
    internal static bool IsOperation(JsonElement element) =>
        ModuleOf(element) is { } module
            && (module.StartsWith("keras.src.ops", StringComparison.Ordinal) || module.StartsWith("keras.ops", StringComparison.Ordinal));

    /// <summary>The definition of a layer in a file.</summary>
    /// <exception cref="FormatException">The class is neither one of Keras's nor described.</exception>
    internal static LayerDefinition Get(JsonElement element, string className, string place, CustomLayers customLayers)
    {
        bool isKeras = ModuleOf(element) is not { } module || module == "keras" || module.StartsWith("keras.", StringComparison.Ordinal);
        string? registeredName = TextProperty.Of(element, "registered_name");
        bool isCustom = registeredName?.Contains('>', StringComparison.Ordinal) == true;
        LayerDefinition? own = isKeras && !isCustom ? Find(className) : null;
        if (own is not null && customLayers.ClassNames.Contains(className))
        {
            throw new FormatException(
                $"{place}: {className} is a layer of Keras, whose weights are known, but --layers describes it too; remove it there, or "
                + "register your class under a name of its own.");
        }

        return own
            ?? customLayers.Find(registeredName, className)
            ?? throw Unknown(element, className, isCustom ? registeredName! : className, place);
    }

    private static FormatException Unknown(JsonElement element, string className, string name, string place)
    {
        if (s_retired.TryGetValue(className, out string? today))
        {
            return new FormatException(
                $"{place}: {className} is a layer of Keras 2 for NVIDIA's cuDNN alone; replace it by {today}, which runs on cuDNN where it "
                + "can, and write model.to_json() again.");
        }

        string suggestion = NearestName.Suggestion(className, s_byName.Keys);
        string example = CustomLayerExample.For(name, element);
        return new FormatException(
            $"{place}: {className.Excerpt()} is not a layer of Keras that is known here.{suggestion} "
            + $"Tell its weights in a JSON file and give it with --layers FILE, starting from {example} (docs/custom-layers.md).");
    }

    private static string? ModuleOf(JsonElement element) => TextProperty.Of(element, "module");
}
