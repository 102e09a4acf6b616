using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>An initialization that may mend a model: other initializers, and perhaps a calibration behind them.</summary>
/// <param name="Name">As it is told.</param>
/// <param name="Overrides">What replaces the model's initializers.</param>
/// <param name="Calibration">What is done with a batch afterwards; null for nothing.</param>
internal sealed record CandidateChange(string Name, IReadOnlyList<InitializerOverride> Overrides, Calibration? Calibration = null)
{
    internal const string IdentityName = "identity";

    /// <summary>All that are tried, the simplest first.</summary>
    internal static IReadOnlyList<CandidateChange> Of(Model model)
    {
        AdvisedPairs advised = new();
        CandidateChange he = With(model, "he_normal", weight => weight.Scaled(2));
        return
        [
            With(
                model, "advice",
                weight => weight.Scaled(advised.Of(weight.Before).WeightVariance), weight => advised.BiasOf(weight.Before)),
            he,
            With(model, "glorot_uniform", weight => weight.IsDepthwise ? weight.Scaled(1) : new GlorotUniform()),
            With(model, "orthogonal", weight => weight.IsDepthwise
                ? weight.Scaled(IsRectifier(weight.Before) ? 2 : 1)
                : new Orthogonal(gain: IsRectifier(weight.Before) ? Math.Sqrt(2) : 1)),
            he with { Name = "lsuv", Calibration = Calibration.Lsuv },
            he with { Name = "data_dependent", Calibration = Calibration.DataDependent },
            .. model.Nodes.Any(CandidateWeight.IsDenseSquare) ? [Identity(model)] : (CandidateChange[])[],
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
        model, IdentityName,
        weight => weight.IsSquare ? new Identity(weight.Behind is "sigmoid" ? 4 : 1) : weight.Scaled(2),
        weight => weight.IsSquare && weight.Behind is "sigmoid" ? new Constant(-2) : new Zeros());

    private static CandidateChange With(
        Model model, string name, Func<CandidateWeight, Initializer> kernel, Func<CandidateWeight, Initializer>? bias = null)
    {
        LayerGraph graph = new(model);
        return new(name, [.. model.Nodes
            .SelectMany(node => node.Weights.Where(weight => weight.Trainable)
                .Select(weight => new CandidateWeight(model, graph, node, weight)))
            .DistinctBy(weight => weight.Name)
            .Select(weight => (Weight: weight, Scheme: weight.SchemeBy(kernel, bias ?? (_ => new Zeros()))))
            .Where(each => each.Scheme is not null && !IsSame(each.Scheme, each.Weight.Own))
            .Select(each => new InitializerOverride(each.Weight.Name, each.Scheme!))]);
    }

    /// <summary>Whether both draw from one distribution, whatever their seeds.</summary>
    private static bool IsSame(Initializer scheme, Initializer own) => scheme.GetType() == own.GetType()
        && (scheme, own) is (RandomInitializer first, RandomInitializer second)
            ? first with { Seed = 0 } == second with { Seed = 0 }
            : scheme == own;

    private static bool IsRectifier(string? activation) =>
        activation is "relu" or "relu6" || activation?.StartsWith("leaky_relu", StringComparison.Ordinal) == true;

    /// <summary>The pairs (σw², σb²) that are advised behind activations, each asked for once.</summary>
    private sealed class AdvisedPairs
    {
        private readonly Dictionary<string, VarianceMap> _known = new(StringComparer.Ordinal);

        /// <summary>(1, 0) behind what theory has no name for, as inputs and sums.</summary>
        internal (double WeightVariance, double BiasVariance) Of(string? activation)
        {
            if (activation is null || NamedActivations.Functions.Find(activation.Split('(')[0]) is null)
            {
                return (1, 0);
            }

            if (!_known.TryGetValue(activation, out VarianceMap? map))
            {
                _known[activation] = map = Advice.For(new AdviceRequest(ActivationFunction.Named(activation))).RecommendedMap;
            }

            return (map.WeightVariance, map.BiasVariance);
        }

        internal Initializer BiasOf(string? activation) =>
            Of(activation).BiasVariance is > 0 and double variance ? new RandomNormal(0, Math.Sqrt(variance)) : new Zeros();
    }
}
