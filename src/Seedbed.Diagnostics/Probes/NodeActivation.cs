using System.Text.Json.Nodes;
using Seedbed.Layers;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>What kind of call a call of a layer is.</summary>
internal static class NodeActivation
{
    /// <summary>The activation that a call ends with, as the theory names it; null for linear ones and calls that have none.</summary>
    internal static string? Of(ModelNode node)
    {
        string? name = node.ClassName switch
        {
            "ReLU" => Rectifier(node.Config),
            "LeakyReLU" => Leaky((double?)node.Config["negative_slope"] ?? 0),
            "ELU" => "elu",
            "Softmax" => "softmax",
            _ => node.Config["activation"] is JsonValue value && value.TryGetValue(out string? text) ? text : null,
        };
        return name is "linear" ? null : name;
    }

    /// <summary>Whether the size of what comes in does not matter for what goes out.</summary>
    internal static bool IsNormalization(this ModelNode node) =>
        node.ClassName.EndsWith("Normalization", StringComparison.Ordinal) && node.ClassName != "SpectralNormalization";

    /// <summary>Whether a table of vectors leads back, from vectors to logits: what it gives has no axis more than what it takes.</summary>
    internal static bool IsReverse(this ModelNode node) => node.ClassName == "ReversibleEmbedding"
        && node.InputShapes is [{ Count: > 0 } taken, ..] && node.OutputShapes is [var given, ..] && given.Count == taken.Count;

    /// <summary>Whether a call takes rows of a table, whose scale is no product of what comes in.</summary>
    internal static bool IsTable(this ModelNode node) =>
        node.ClassName.EndsWith("Embedding", StringComparison.Ordinal) && !node.IsReverse();

    /// <summary>Whether a weight serves as a table of vectors and, in another call, as the kernel that leads back.</summary>
    internal static bool IsTied(this Model model, ModelNode node) =>
        node.Layer is ReversibleEmbedding { TieWeights: true } && model.Nodes.Where(other => other.Layer == node.Layer)
            .Select(IsReverse).Distinct().Count() > 1;

    /// <summary>Those with another threshold, or cut elsewhere than at 6, have no name.</summary>
    private static string? Rectifier(JsonObject config) =>
        ((double?)config["threshold"] ?? 0, (double?)config["max_value"], (double?)config["negative_slope"] ?? 0) switch
        {
            (0, null, double slope) => Leaky(slope),
            (0, 6, 0) => "relu6",
            _ => null,
        };

    private static string Leaky(double slope) => slope == 0 ? "relu" : $"leaky_relu({slope})";
}
