using System.Collections.Immutable;
using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
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

            if (measuresBatch && call.IsTraining)
            {
                return ByStep(call, function);
            }

            Tensor y = function(call.On(Flat(call.Tape, x, [x[0] * x[1], .. x.Dimensions[2..]])))[0];
            return Flat(call.Tape, y, [x[0], x[1], .. y.Dimensions[1..]]);
        };
    }

    private static Tensor ByStep(ForwardCall call, LayerFunction function)
    {
        Tensor[] steps = new Tensor[call.Input[1]];
        for (int step = 0; step < steps.Length; step++)
        {
            Tensor y = function(call.On(Rearrangement.Pick(call.Tape, call.Input, 1, step)))[0];
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
        LayerFunction forward = Direction(binding, "forward_layer", isReversed: false);

        // One that the configuration does not have is a copy of the other, turned round.
        LayerFunction backward = Direction(binding, "backward_layer", isReversed: backwardLayer is null);
        bool returnsSequences = layer is RecurrentLayer { ReturnSequences: true };
        return call =>
        {
            if (call.Inputs.Length > 1 || call.Arguments?.ContainsKey("initial_state") == true)
            {
                throw new ArgumentException(
                    $"{binding.Place}: it is called with initial states, which is not computed here; leave them out.");
            }

            Tensor[] first = forward(call);
            Tensor[] second = backward(call);
            Tensor turned = returnsSequences ? Rearrangement.Flip(call.Tape, second[0], 1) : second[0];
            return [.. Merged(call.Tape, first[0], turned), .. first[1..], .. second[1..]];
        };
    }

    private static LayerFunction Direction(LayerBinding binding, string attribute, bool isReversed)
    {
        LayerBinding child = binding.Child(attribute);
        return child.Built.Layer is RecurrentLayer recurrent ? recurrent.Bind(child, isReversed) : throw new FormatException(
            $"{child.Place}: the class {child.Built.Layer.ClassName} is not computed here in two directions; SimpleRNN, LSTM, GRU are.");
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

/// <summary>A layer whose kernel is divided by its largest singular value.</summary>
/// <remarks>Source: <c>keras.layers.SpectralNormalization</c>.</remarks>
internal sealed class SpectralNormalization() : UncomputedLayer("SpectralNormalization")
{
    private const double VectorStandardDeviation = 0.02;

    private Layer _layer = null!;
    private long _powerIterations = 1;

    internal override IEnumerable<Layer> Inner => [_layer];

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Layer("layer", ref _layer);
        arguments.Add("power_iterations", ref _powerIterations, Kinds.Size);
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => null;

    /// <summary>The wrapped layer's kernel counts as the wrapper's own, then the vector of the power iteration.</summary>
    internal override void Build(BuiltLayer layer)
    {
        BuiltCall inner = layer.Child("layer", _layer, layer.Input);
        ImmutableArray<TensorTemplate> weights = inner.Layer.Weights;
        layer.SetOutputs(() => inner.Outputs);
        TensorTemplate kernel = weights.FirstOrDefault(weight => weight.Name.EndsWith("/kernel", StringComparison.Ordinal))
            ?? weights.FirstOrDefault(weight => weight.Name.EndsWith("/embeddings", StringComparison.Ordinal))
            ?? throw new FormatException($"{layer.Place}: the layer inside has neither a kernel nor embeddings to normalize.");
        layer.Adopt(kernel);
        layer.Weight(
            "vector_u", [1, kernel.Shape[-1]], new TruncatedNormal(stddev: VectorStandardDeviation), trainable: false, kernel.Type);
    }
}
