using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Keras;

/// <summary>What is told of a class of layers.</summary>
/// <param name="Weights">Its weights.</param>
/// <param name="Output">The shape of its output; null where it is not told.</param>
/// <param name="StateSizes">The sizes of its states, where it is a cell.</param>
internal sealed record CustomDescription(
    IReadOnlyList<CustomWeight> Weights, Func<BuiltLayer, PartialShape>? Output, IReadOnlyList<SizeExpression> StateSizes)
{
    /// <summary>What it computes; null where that is not told.</summary>
    internal Func<CustomCall, Tensor, Tensor>? Forward { get; init; }

    /// <summary>What a step of it computes, where it is a cell; null where that is not told.</summary>
    internal Func<CustomCall, Tensor, Tensor[], (Tensor Output, Tensor[] States)>? Step { get; init; }
}

/// <summary>A layer of a user's own, whose weights a description tells, and whose forward C# may give.</summary>
/// <param name="className">The class in configurations.</param>
/// <param name="description">What is told of it.</param>
internal sealed class CustomLayer(string className, CustomDescription description) : Layer(name: null), IOwnCell
{
    private readonly Dictionary<CustomWeight, InitializerArgument> _initializers = [];

    public override string ClassName => className;

    /// <summary>A registered name has the package in front.</summary>
    internal override string PythonClass => ClassName[(ClassName.LastIndexOf('>') + 1)..];

    /// <summary>Whether it is described with weights.</summary>
    internal bool HasWeights => description.Weights.Count > 0;

    /// <summary>The shape of its output; null where it is not told.</summary>
    internal Func<BuiltLayer, PartialShape>? Output => description.Output;

    public IReadOnlyList<long> StateSizes => [.. description.StateSizes.Select(StateSize)];

    public bool HasStep => description.Step is not null;

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        Dictionary<string, InitializerArgument> byKey = new(StringComparer.Ordinal);
        foreach (CustomWeight weight in description.Weights)
        {
            InitializerArgument? initializer = null;
            if (weight.InitializerKey is not { } key)
            {
                initializer = arguments.InitializerOfText(weight.Name, weight.DefaultInitializer);
            }
            else if (!byKey.TryGetValue(key, out initializer))
            {
                arguments.Initializer(key, ref initializer, weight.DefaultInitializer);
                byKey[key] = initializer!;
            }

            _initializers[weight] = initializer!;
        }
    }

    internal override void Build(BuiltLayer layer)
    {
        foreach (CustomWeight weight in description.Weights)
        {
            weight.AddTo(layer, _initializers[weight]);
        }
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => Output is null ? null : [Output(layer)];

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer) => description.Forward is { } forward
        ? call => forward(new CustomCall(layer, call), call.Input)
        : throw new FormatException(
            $"{layer.Place}: its description tells its weights, not what the class {ClassName.Excerpt()} computes: the model can be "
            + "initialized, and neither run nor trained. In C# CustomLayers.WithForward gives its function (docs/custom-layers.md).");

    public Tensor[] InitialStates(LayerBinding cell, Tape tape, int[] step) =>
        [.. StateSizes.Select(size => tape.Zeros(step[0], checked((int)size)))];

    public CellStep Begin(LayerBinding cell, ForwardCall call, int[] step, long? seed)
    {
        CustomCall own = new(cell, call);
        return (x, states) =>
        {
            (Tensor output, Tensor[] next) = description.Step!(own, x, states);
            IEnumerable<string> wanted = states.Prepend(states[0]).Select(state => state.ShapeText);
            string[] got = [.. next.Prepend(output).Select(state => state.ShapeText)];
            return got.SequenceEqual(wanted) ? (output, next) : throw new ArgumentException(
                $"{cell.Place}: a step gives an output and states of the shapes {string.Join(", ", got)}; its state_sizes ask for "
                + $"{string.Join(", ", wanted)}, the output first.");
        };
    }

    private long StateSize(SizeExpression size)
    {
        long value = size.Value(Origin!.Config);
        return Kinds.IsSize(value) ? value : throw new FormatException(
            $"{Origin.Config.Place}: a size of its states is {value}; it must be {Kinds.SizeText}.");
    }
}
