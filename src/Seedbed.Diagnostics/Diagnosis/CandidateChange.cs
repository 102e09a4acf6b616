using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>An initialization that may mend a model: other initializers, and perhaps a calibration behind them.</summary>
/// <param name="Name">As it is told.</param>
/// <param name="Overrides">What replaces the model's initializers.</param>
/// <param name="Calibration">What is done with a batch afterwards; null for nothing.</param>
internal sealed record CandidateChange(string Name, IReadOnlyList<InitializerOverride> Overrides, Calibration? Calibration = null)
{
    /// <summary>A standard deviation of tokens beyond it is no usual one.</summary>
    private const double LargestTokens = 0.5;

    /// <summary>All that are tried, the simplest first.</summary>
    internal static IReadOnlyList<CandidateChange> Of(Model model)
    {
        Dictionary<string, double> advised = new(StringComparer.Ordinal);
        CandidateChange he = With(model, "he_normal", (_, shape) => Scaled(2, shape));
        return
        [
            With(model, "advice", (activation, shape) => Scaled(Advised(activation, advised), shape)),
            he,
            With(model, "glorot_uniform", (_, shape) => shape.IsDepthwise ? Scaled(1, shape) : new GlorotUniform()),
            With(model, "orthogonal", (activation, shape) => shape.IsDepthwise
                ? Scaled(2, shape)
                : new Orthogonal(gain: IsRectifier(activation) ? Math.Sqrt(2) : 1)),
            he with { Name = "lsuv", Calibration = Calibration.Lsuv },
            he with { Name = "data_dependent", Calibration = Calibration.DataDependent },
            .. model.Nodes.Any(IsSquare) ? [Identity(model)] : (CandidateChange[])[],
            .. model.Nodes.Any(node => node.ClassName == "Add") ? [he with { Name = "fixup", Calibration = Calibration.Fixup }]
                : (CandidateChange[])[],
        ];
    }

    /// <summary>A model that begins so.</summary>
    internal Model Apply(Model model, long seed, IReadOnlyList<Samples> inputs, ExecutionOptions execution)
    {
        Model mended = model.Clone(seed);
        mended.Initialize(Overrides);
        if (Calibration is { } calibration)
        {
            mended.Calibrate(inputs, calibration, new CalibrationOptions { Execution = execution });
        }

        return mended;
    }

    /// <summary>
    /// Layers between equals hand on what they get, whatever the depth: the identity (Le, Jaitly and Hinton 2015); through a sigmoid
    /// 4·(x − ½), which it turns to x + O((x − ½)³).
    /// </summary>
    private static CandidateChange Identity(Model model) => With(
        model, "identity",
        (activation, shape) => IsSquare(shape) ? new Identity(activation is "sigmoid" ? 4 : 1) : Scaled(2, shape),
        (activation, node) => IsSquare(node) && activation is "sigmoid" ? new Constant(-2) : new Zeros());

    private static bool IsSquare(ModelNode node) => node is { ClassName: "Dense", Weights: [var kernel, ..] }
        && IsSquare(new KernelShape(kernel.Shape, isDepthwise: false));

    private static bool IsSquare(KernelShape kernel) => kernel.Shape.Rank == 2 && kernel.Shape[0] == kernel.Shape[1];

    private static CandidateChange With(
        Model model, string name, Func<string?, KernelShape, Initializer> kernel, Func<string?, ModelNode, Initializer>? bias = null) =>
        new(name, [.. model.Nodes.SelectMany(node => node.Weights.Where(weight => weight.Trainable)
            .Select(weight => (weight.Name, Scheme: SchemeOf(model, node, weight, kernel, bias), Own: weight.Initializer)))
            .Where(each => each.Scheme is not null && !IsSame(each.Scheme, each.Own)).DistinctBy(each => each.Name)
            .Select(each => new InitializerOverride(each.Name, each.Scheme!))]);

    /// <summary>What a weight begins with; null where its own initializer stays.</summary>
    private static Initializer? SchemeOf(
        Model model, ModelNode node, Weight weight, Func<string?, KernelShape, Initializer> kernel,
        Func<string?, ModelNode, Initializer>? bias) =>
        weight.Name[(weight.Name.LastIndexOf('/') + 1)..] switch
        {
            "kernel" or "pointwise_kernel" when node.ClassName is not ("MultiHeadAttention" or "GroupedQueryAttention") =>
                kernel(ActivationOf(model, node), new KernelShape(weight.Shape, isDepthwise: false)),
            "depthwise_kernel" => kernel(ActivationOf(model, node), new KernelShape(weight.Shape, isDepthwise: true)),
            "recurrent_kernel" => new Orthogonal(),
            "bias" when node.ClassName is "LSTM" => new UnitForgetBias(),
            "bias" when IsOfGates(node, weight) => null,
            "bias" => bias?.Invoke(ActivationOf(model, node), node) ?? new Zeros(),
            "embeddings" when IsTied(model, node) || TensorMoments.Of(weight.Value).Std > LargestTokens =>
                new RandomNormal(0, 1 / Math.Sqrt(weight.Shape[1])),
            "reverse_embeddings" when TensorMoments.Of(weight.Value).Std > LargestTokens =>
                new RandomNormal(0, 1 / Math.Sqrt(weight.Shape[0])),
            _ => null,
        };

    /// <summary>Whether a bias is set on purpose: of gates inside a wrapper, in which a patch does not reach it.</summary>
    private static bool IsOfGates(ModelNode node, Weight bias) =>
        node.Weights.Any(weight => weight.Name == bias.Name[..^"bias".Length] + "recurrent_kernel");

    /// <summary>Whether both draw from one distribution, whatever their seeds.</summary>
    private static bool IsSame(Initializer scheme, Initializer own) => scheme.GetType() == own.GetType()
        && (scheme, own) is (RandomInitializer first, RandomInitializer second)
            ? first with { Seed = 0 } == second with { Seed = 0 }
            : scheme == own;

    private static bool IsTied(Model model, ModelNode node) =>
        node.Layer is ReversibleEmbedding ? model.IsTied(node) : model.Nodes.Count(other => other.Path == node.Path) > 1;

    /// <summary>The activation of a layer, or of the one behind it.</summary>
    private static string? ActivationOf(Model model, ModelNode node)
    {
        ModelNode? current = node;
        for (int step = 0; step < 4 && current is not null; step++)
        {
            if (NodeActivation.Of(current) is { } name)
            {
                return name;
            }

            int index = current.Index;
            current = model.Nodes.FirstOrDefault(other => other.Inputs.Any(input => input.Node == index));
            if (current?.Weights.Count > 0 && !current.IsNormalization())
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>N(0, scale/n) truncated, n being the terms of a sum: a depthwise kernel does not sum over channels.</summary>
    private static VarianceScaling Scaled(double scale, KernelShape shape) => shape.IsDepthwise
        ? new VarianceScaling(scale) { Fans = FanRule.Depthwise }
        : new VarianceScaling(scale);

    private static bool IsRectifier(string? activation) =>
        activation is "relu" or "relu6" || activation?.StartsWith("leaky_relu", StringComparison.Ordinal) == true;

    /// <summary>The variance σw² that is advised for an activation, 1 for what theory has no name for; asked for once.</summary>
    private static double Advised(string? activation, Dictionary<string, double> known)
    {
        if (activation is null || NamedActivations.Functions.Find(activation.Split('(')[0]) is null)
        {
            return 1;
        }

        if (!known.TryGetValue(activation, out double variance))
        {
            known[activation] = variance =
                Advice.For(new AdviceRequest(ActivationFunction.Named(activation))).RecommendedMap.WeightVariance;
        }

        return variance;
    }
}

/// <summary>The shape of a kernel.</summary>
/// <param name="shape">Its dimensions.</param>
/// <param name="isDepthwise">Whether each channel is its own.</param>
internal readonly struct KernelShape(Shape shape, bool isDepthwise)
{
    internal Shape Shape => shape;

    internal bool IsDepthwise => isDepthwise;
}
