using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>The same layer for each time step.</summary>
/// <param name="layer">The layer.</param>
/// <param name="name">The wrapper's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.TimeDistributed</c>.</remarks>
public sealed class TimeDistributed(Layer layer, string? name = null) : Layer(name)
{
    /// <summary>The layer of each step.</summary>
    public Layer Layer => layer;

    internal override IEnumerable<Layer> Inner => [layer];

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments) => arguments.Layer("layer", ref layer);

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer built) => null;

    internal override void Build(BuiltLayer built)
    {
        BuiltCall inner = built.Child("layer", layer, built.Input.Step());
        built.SetOutputs(() =>
            [inner.Outputs[0].Of([inner.Outputs[0].Find(0), built.Input.Find(1), .. inner.Outputs[0].Dimensions[1..]])]);
    }

    /// <summary>The same layer for each step: for all at once, as one larger batch, unless the layer measures its batch.</summary>
    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding binding)
    {
        LayerBinding inner = binding.Child("layer");
        LayerFunction function = inner.Function;
        bool measuresBatch = layer is BatchNormalization || inner.Built.List.Any(each => each.Layer is BatchNormalization);
        return call =>
        {
            Tensor x = call.Input;
            if (x.Rank < 3)
            {
                throw binding.Misfit(x, "[batch, steps, …]");
            }

            Mask? mask = call.Mask;
            if (mask is not null && (mask.Rank < 2 || mask.Dimensions[0] != x[0] || mask.Dimensions[1] != x[1]))
            {
                throw new ArgumentException(
                    $"{binding.Place}: its mask has the shape {mask.ShapeText}; its first sizes must be [{x[0]}, {x[1]}].");
            }

            if (measuresBatch && call.IsTraining)
            {
                return ByStep(call, function, mask);
            }

            Tensor flat = Flat(call.Tape, x, [x[0] * x[1], .. x.Dimensions[2..]]);
            call.Masks.Set(flat, mask?.Shaped([x[0] * x[1], .. mask.Dimensions[2..]]));
            Tensor y = function(call.On(flat) with { IsWrapped = true })[0];
            return Flat(call.Tape, y, [x[0], x[1], .. y.Dimensions[1..]]);
        };
    }

    internal override bool SupportsMasking(LayerBinding binding) => binding.Built.MaskRules.PassOn;

    internal override void SetMasks(LayerBinding binding, ForwardCall call, Tensor[] outputs) =>
        call.Masks.Set(outputs[0], binding.Built.MaskRules.PassOn ? call.Mask : null);

    private static Tensor ByStep(ForwardCall call, LayerFunction function, Mask? mask)
    {
        Tensor[] steps = new Tensor[call.Input[1]];
        for (int step = 0; step < steps.Length; step++)
        {
            Tensor x = Rearrangement.Pick(call.Tape, call.Input, 1, step);
            call.Masks.Set(x, mask is null ? null : new Mask(mask.Step(step), [x[0], .. mask.Dimensions[2..]]));
            Tensor y = function(call.On(x) with { IsWrapped = true })[0];
            steps[step] = Flat(call.Tape, y, [y[0], 1, .. y.Dimensions[1..]]);
        }

        return Placement.Concatenate(call.Tape, 1, steps);
    }

    private static Tensor Flat(Tape tape, Tensor x, int[] sizes) => Autodiff.Reshape.Of(tape, x, sizes);
}

/// <summary>A recurrent layer, and another one that reads the steps from the last to the first.</summary>
/// <param name="layer">The layer that reads forward.</param>
/// <param name="mergeMode"><c>concat</c>, <c>sum</c>, <c>mul</c>, <c>ave</c>, or null for both outputs apart.</param>
/// <param name="backwardLayer">The layer that reads backward; one with the same arguments by default.</param>
/// <param name="name">The wrapper's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Bidirectional</c>.</remarks>
public sealed class Bidirectional(Layer layer, string? mergeMode = "concat", Layer? backwardLayer = null, string? name = null) : Layer(name)
{
    private const string Forwards = "forward_";
    private const string Backwards = "backward_";

    private static readonly ArgumentKind<string?> s_modes = Kinds.TextOrNull with
    {
        Accepted = Kinds.Choice("concat", "sum", "mul", "ave").Accepted,
        Accepts = mode => mode is null or "concat" or "sum" or "mul" or "ave",
        HasNull = true,
    };

    /// <summary>The layer that reads forward.</summary>
    public Layer ForwardLayer => layer;

    /// <summary>The layer that reads backward; null where it is one with the same arguments.</summary>
    public Layer? BackwardLayer => backwardLayer;

    /// <summary><c>concat</c>, <c>sum</c>, <c>mul</c>, <c>ave</c>, or null for both outputs apart.</summary>
    public string? MergeMode => mergeMode;

    internal override IEnumerable<Layer> Inner => backwardLayer is null ? [layer] : [layer, backwardLayer];

    internal override IEnumerable<(Layer Layer, string Name)> Copies =>
    [
        (layer, Renamed(layer.Name, Forwards)),
        .. backwardLayer is null ? [(layer, Renamed(layer.Name, Backwards))] : Array.Empty<(Layer, string)>(),
    ];

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("merge_mode", ref mergeMode, s_modes);
        arguments.Layer("layer", ref layer, name => Renamed(name, Forwards));
        arguments.LayerOrNull("backward_layer", ref backwardLayer);
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer built) => null;

    /// <summary>A forward and a backward layer, the latter a copy of the former where there is none.</summary>
    internal override void Build(BuiltLayer built)
    {
        BuiltCall forward = built.Copy("forward_layer", layer, Renamed(layer.Name, Forwards), built.Input);
        built.SetOutputs(() => Merged(forward.Outputs));
        _ = backwardLayer is null
            ? built.Copy("backward_layer", layer, Renamed(layer.Name, Backwards), built.Input)
            : built.Child("backward_layer", backwardLayer, built.Input);
    }

    /// <summary>
    /// A layer from the first step to the last, and one the other way, whose outputs are merged; then the states of both.
    /// </summary>
    internal override LayerFunction Bind(LayerBinding binding)
    {
        Func<ForwardCall, Mask?, Tensor[]> forward = Direction(binding, "forward_layer", isReversed: false);

        // One that the configuration does not have is a copy of the other, turned round.
        Func<ForwardCall, Mask?, Tensor[]> backward = Direction(binding, "backward_layer", isReversed: backwardLayer is null);
        return call =>
        {
            Mask? mask = RecurrentLayer.MaskOf(binding, call);
            Tensor[] given = call.States;
            int half = given.Length / 2;
            Tensor[] first = forward(call.On([call.Input, .. given[..half]]), mask);
            Tensor[] second = backward(call.On([call.Input, .. given[half..]]), mask);
            Tensor turned = ReturnsSequences ? Rearrangement.Flip(call.Tape, second[0], 1) : second[0];
            return [.. Merged(call.Tape, first[0], turned), .. first[1..], .. second[1..]];
        };
    }

    internal override bool SupportsMasking(LayerBinding binding) => binding.Built.MaskRules.PassOn || !ReturnsSequences;

    internal override void SetMasks(LayerBinding binding, ForwardCall call, Tensor[] outputs)
    {
        if (ReturnsSequences && binding.Built.MaskRules.PassOn)
        {
            call.Masks.Set(outputs[0], call.Mask);
            call.Masks.Set(outputs[mergeMode is null ? 1 : 0], call.Mask);
        }
    }

    private bool ReturnsSequences => layer is RecurrentLayer { ReturnSequences: true } or IDirectedLayer { ReturnSequences: true };

    /// <summary>As in Keras, steps that are left out give 0 where all outputs are given.</summary>
    private static Func<ForwardCall, Mask?, Tensor[]> Direction(LayerBinding binding, string attribute, bool isReversed)
    {
        LayerBinding child = binding.Child(attribute);
        return child.Built.Layer switch
        {
            RecurrentLayer recurrent => recurrent.Bind(child, isReversed, zeroesMasked: recurrent.ReturnSequences),
            IDirectedLayer directed => directed.Bind(child, isReversed, zeroesMasked: false),
            var other => throw new FormatException(
                $"{child.Place}: the class {other.ClassName} is not computed here in two directions; SimpleRNN, LSTM, GRU, RNN, CuDNNLSTM, "
                + "CuDNNGRU are."),
        };
    }

    /// <summary>The outputs of both directions, side by side, merged or apart, then the states of both.</summary>
    private IReadOnlyList<PartialShape> Merged(IReadOnlyList<PartialShape> forward)
    {
        IEnumerable<PartialShape> states = forward.Skip(1).Concat(forward.Skip(1));
        return mergeMode switch
        {
            null => [forward[0], forward[0], .. states],
            "concat" => [forward[0].With(-1, checked(2 * forward[0].Find(-1))), .. states],
            _ => [forward[0], .. states],
        };
    }

    private Tensor[] Merged(Tape tape, Tensor first, Tensor second) => mergeMode switch
    {
        null => [first, second],
        "concat" => [Placement.Concatenate(tape, -1, first, second)],
        "sum" => [tape.Apply(Addition.Instance, first, second)],
        "mul" => [tape.Apply(Multiplication.Instance, first, second)],
        _ => [tape.Apply(new ScaleAndShift(0.5), tape.Apply(Addition.Instance, first, second))],
    };

    private static string Renamed(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name : prefix + name;
}

/// <summary>A layer around another one that does nothing more.</summary>
/// <remarks>Source: <c>keras.layers.Wrapper</c>.</remarks>
internal sealed class Wrapper() : UncomputedLayer("Wrapper")
{
    private Layer _layer = null!;

    internal override IEnumerable<Layer> Inner => [_layer];

    internal override void Declare(ArgumentList arguments) => arguments.Layer("layer", ref _layer);

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => null;

    internal override void Build(BuiltLayer layer) => layer.Child("layer", _layer, layer.Input);
}
