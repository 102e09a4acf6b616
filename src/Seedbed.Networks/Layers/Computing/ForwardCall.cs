using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;

namespace Seedbed.Layers.Computing;

/// <summary>One call of a layer.</summary>
/// <param name="Tape">Where its operations are recorded.</param>
/// <param name="IsTraining">Whether dropout drops and batch normalization takes the batch's statistics.</param>
/// <param name="Inputs">The tensors of the first argument.</param>
internal sealed record ForwardCall(Tape Tape, bool IsTraining, Tensor[] Inputs)
{
    /// <summary>All arguments that are tensors, by name or, "0", "1", …, by position.</summary>
    internal IReadOnlyDictionary<string, Tensor[]>? Arguments { get; init; }

    /// <summary>What the call says besides tensors.</summary>
    internal CallOptions Options { get; init; } = CallOptions.None;

    /// <summary>The masks of the run.</summary>
    internal MaskTable Masks { get; init; } = new();

    /// <summary>The mask that the call is given, or that of the only input; null where there is none.</summary>
    internal Mask? Mask => FindMask("mask") ?? Masks.Find(Input);

    /// <summary>Whether the layer around this one sees to the mask.</summary>
    internal bool IsWrapped { get; init; }

    /// <summary>Whether an input has a mask.</summary>
    internal bool HasMaskedInput => Array.Exists(Inputs, input => Masks.Find(input) is not null);

    /// <summary>The only input.</summary>
    internal Tensor Input => Inputs[0];

    /// <summary>The states that a recurrent layer is given, by name or behind its input.</summary>
    internal Tensor[] States => Arguments?.GetValueOrDefault("initial_state") ?? Inputs[1..];

    /// <summary>The tensor of an argument that is given by name or at a position; null where there is none.</summary>
    internal Tensor? Find(string name, int position) =>
        Arguments is not null && (Arguments.TryGetValue(name, out Tensor[]? tensors) || Arguments.TryGetValue($"{position}", out tensors))
            ? tensors[0]
            : null;

    /// <summary>The same call on other tensors.</summary>
    internal ForwardCall On(params Tensor[] inputs) => new(Tape, IsTraining, inputs) { Masks = Masks };

    /// <summary>The same call on tensors of a 16-bit type; masks and the rest stay.</summary>
    internal ForwardCall Cast(ElementType type)
    {
        Tensor[] inputs = Array.ConvertAll(Inputs, input => Cast(this, input, type));
        return this with
        {
            Inputs = inputs,
            Arguments = Arguments?.ToDictionary(
                argument => argument.Key, argument => Array.ConvertAll(argument.Value, input => Cast(this, input, type)),
                StringComparer.Ordinal),
        };
    }

    /// <summary>The tensor in a 16-bit type, with its mask.</summary>
    internal static Tensor Cast(ForwardCall call, Tensor tensor, ElementType type)
    {
        Tensor cast = call.Tape.Apply(new Rounding(type), tensor);
        call.Masks.Set(cast, call.Masks.Find(tensor));
        return cast;
    }

    /// <summary>A mask that is an argument of the call, true where it is not 0; null where there is none.</summary>
    internal Mask? FindMask(string name) =>
        Arguments is not null && Arguments.TryGetValue(name, out Tensor[]? tensors) ? Computing.Mask.Unequal(tensors[0], 0) : null;
}

/// <summary>What a layer computes, its configuration and weights being given.</summary>
/// <returns>Its outputs.</returns>
internal delegate Tensor[] LayerFunction(ForwardCall call);

/// <summary>What a call in a Functional model says besides tensors.</summary>
internal sealed record CallOptions
{
    internal static CallOptions None { get; } = new();

    /// <summary>Whether the layer is to behave as in training, whatever the model does; null where the model decides.</summary>
    internal bool? IsTraining { get; init; }

    /// <summary>Whether a query attends only to what is not behind it.</summary>
    internal bool UsesCausalMask { get; init; }

    /// <summary>Whether attention gives its scores too.</summary>
    internal bool ReturnsAttentionScores { get; init; }

    /// <summary>Whether an embedding is to lead back, from rows to logits.</summary>
    internal bool IsReverse { get; init; }

    /// <summary>All arguments by name or, "0", "1", …, by position, for operations.</summary>
    internal IReadOnlyList<KeyValuePair<string, CallValue>> Values { get; init; } = [];

    /// <summary>What is read and not computed; null where there is nothing.</summary>
    internal FormatException? Fault { get; init; }
}
