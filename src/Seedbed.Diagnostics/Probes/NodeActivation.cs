using System.Text.Json.Nodes;
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
