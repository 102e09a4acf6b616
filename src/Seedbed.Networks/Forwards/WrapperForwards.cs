using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Autodiff.Operations;
using Seedbed.Autodiff.Operations.Arithmetic;
using Seedbed.Autodiff.Operations.Shaping;

namespace Seedbed.Networks.Forwards;

/// <summary>Layers around another layer.</summary>
internal static class WrapperForwards
{
    internal static IReadOnlyList<LayerForward> All { get; } =
    [
        LayerForward.Of("TimeDistributed", TimeDistributed),
        new("Bidirectional", Bidirectional),
    ];

    /// <summary>The same layer for each step: for all at once, as one larger batch, unless the layer measures its batch.</summary>
    private static Func<ForwardCall, Tensor> TimeDistributed(LayerBinding layer)
    {
        LayerBinding inner = layer.Child("layer");
        LayerFunction function = inner.Function;
        bool measuresBatch = inner.Scope.ClassName == "BatchNormalization"
            || inner.Layers.Any(each => each.Scope.ClassName == "BatchNormalization");
        return call =>
        {
            Tensor x = call.Input;
            if (x.Rank < 3)
            {
                throw layer.Misfit(x, "[batch, steps, …]");
            }

            if (measuresBatch && call.IsTraining)
            {
                return ByStep(call, function);
            }

            Tensor y = function(call.On(Reshape.Of(call.Tape, x, [x[0] * x[1], .. x.Dimensions[2..]])))[0];
            return Reshape.Of(call.Tape, y, [x[0], x[1], .. y.Dimensions[1..]]);
        };
    }

    private static Tensor ByStep(ForwardCall call, LayerFunction function)
    {
        Tensor[] steps = new Tensor[call.Input[1]];
        for (int step = 0; step < steps.Length; step++)
        {
            Tensor y = function(call.On(Rearrangement.Pick(call.Tape, call.Input, 1, step)))[0];
            steps[step] = Reshape.Of(call.Tape, y, [y[0], 1, .. y.Dimensions[1..]]);
        }

        return Placement.Concatenate(call.Tape, 1, steps);
    }

    /// <summary>
    /// A layer from the first step to the last, and one the other way, whose outputs are merged; then the states of both.
    /// </summary>
    private static LayerFunction Bidirectional(LayerBinding layer)
    {
        LayerFunction forward = RecurrentForwards.Bind(layer.Child("forward_layer"), isReversed: false);
        LayerBinding other = layer.Child("backward_layer");

        // One that the configuration does not have is a copy of the other, turned round.
        LayerFunction backward = RecurrentForwards.Bind(other, isReversed: layer.Config.Find("backward_layer") is null);
        bool returnsSequences = layer.Child("forward_layer").Config.Flag("return_sequences", false);
        string? mode = layer.Config.FindOrNull("merge_mode") is { ValueKind: JsonValueKind.Null }
            ? null
            : layer.Config.Choice("merge_mode", "concat", "concat", "sum", "mul", "ave");
        return call =>
        {
            if (call.Inputs.Length > 1 || call.Arguments?.ContainsKey("initial_state") == true)
            {
                throw new ArgumentException(
                    $"{layer.Place}: it is called with initial states, which is not computed here; leave them out.");
            }

            Tensor[] first = forward(call);
            Tensor[] second = backward(call);
            Tensor turned = returnsSequences ? Rearrangement.Flip(call.Tape, second[0], 1) : second[0];
            return [.. Merged(call.Tape, mode, first[0], turned), .. first[1..], .. second[1..]];
        };
    }

    private static Tensor[] Merged(Tape tape, string? mode, Tensor first, Tensor second) => mode switch
    {
        null => [first, second],
        "concat" => [Placement.Concatenate(tape, -1, first, second)],
        "sum" => [tape.Apply(Addition.Instance, first, second)],
        "mul" => [tape.Apply(Multiplication.Instance, first, second)],
        _ => [tape.Apply(new ScaleAndShift(0.5), tape.Apply(Addition.Instance, first, second))],
    };
}
