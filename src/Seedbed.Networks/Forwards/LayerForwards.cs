using System.Collections.Frozen;

namespace Seedbed.Networks.Forwards;

/// <summary>The layers that are computed.</summary>
internal static class LayerForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        .. ModelForwards.All,
        .. DenseForwards.All,
        .. EmbeddingForwards.All,
        .. ConvolutionForwards.All,
        .. PoolingForwards.All,
        .. NormalizationForwards.All,
        .. RecurrentForwards.All,
        .. AttentionForwards.All,
        .. WrapperForwards.All,
        .. MergingForwards.All,
        .. ReshapingForwards.All,
        .. ActivationForwards.All,
        .. NoiseForwards.All,
        .. PreprocessingForwards.All,
    ];

    private static readonly FrozenDictionary<string, LayerForward> s_byName =
        All.ToFrozenDictionary(forward => forward.ClassName, StringComparer.Ordinal);

    /// <summary>The forward of a class; null where there is none.</summary>
    internal static LayerForward? Find(string className) => s_byName.GetValueOrDefault(className);
}
