using System.Text.Json;
using Seedbed.Messages;
using Seedbed.Networks.Keras;
using Seedbed.Networks.Keras.Graphs;

namespace Seedbed.Networks.Forwards;

/// <summary>What a call in a Functional model says besides tensors.</summary>
internal sealed record CallOptions
{
    internal static CallOptions None { get; } = new();

    /// <summary>Whether the layer is to behave as in training, whatever the model does; null where the model decides.</summary>
    internal bool? IsTraining { get; private init; }

    /// <summary>Whether a query attends only to what is not behind it.</summary>
    internal bool UsesCausalMask { get; private init; }

    /// <summary>Whether attention gives its scores too.</summary>
    internal bool ReturnsAttentionScores { get; private init; }

    /// <summary>Reads the arguments by name of a call.</summary>
    /// <param name="layer">The layer in the file.</param>
    /// <param name="call">Which of its calls.</param>
    /// <param name="place">How messages name the layer.</param>
    /// <exception cref="FormatException">An argument is given that is not known.</exception>
    internal static CallOptions Read(JsonElement layer, int call, string place)
    {
        CallOptions options = None;
        if (
            !layer.TryGetProperty("inbound_nodes", out JsonElement nodes)
                || nodes.ValueKind != JsonValueKind.Array
                || nodes.GetArrayLength() <= call
            || nodes[call].ValueKind != JsonValueKind.Object
                || !nodes[call].TryGetProperty("kwargs", out JsonElement arguments)
                || arguments.ValueKind != JsonValueKind.Object)
        {
            return options;
        }

        foreach (JsonProperty argument in arguments.EnumerateObject())
        {
            options = argument.Value.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => options.With(argument, place),
                JsonValueKind.Null => options,
                _ when TensorReference.All(argument.Value, place).Any() => options,
                _ => throw Unknown(argument, place),
            };
        }

        return options;
    }

    private CallOptions With(JsonProperty argument, string place)
    {
        bool value = argument.Value.GetBoolean();
        return argument.Name switch
        {
            "training" => this with { IsTraining = value },
            "use_causal_mask" => this with { UsesCausalMask = value },
            "return_attention_scores" => this with { ReturnsAttentionScores = value },
            _ when !value => this,
            _ => throw Unknown(argument, place),
        };
    }

    private static FormatException Unknown(JsonProperty argument, string place) =>
        new($"{place}: it is called with {argument.Name.Excerpt()}={LayerConfig.Excerpt(argument.Value)}, which is not computed here; "
            + "leave it out, or compute the model in Keras.");
}
