using Seedbed.Diagnostics.Prediction.Rules;
using Seedbed.Diagnostics.Prediction.Signals;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Simd;

namespace Seedbed.Diagnostics;

/// <summary>Carries signals from a model's inputs over its calls.</summary>
internal sealed class GraphPrediction
{
    /// <summary>Of ln q: beyond it networks have nothing in common, and the exponential leaves the range.</summary>
    private const double MostNoise = 50;

    private readonly Model _model;
    private readonly PredictionOptions _options;
    private readonly Dictionary<NodeTensor, Signal> _signals = [];
    private readonly Dictionary<Weight, WeightMoments> _moments = [];
    private readonly Lazy<CallArguments> _calls;

    internal GraphPrediction(Model model, PredictionOptions options)
    {
        (_model, _options) = (model, options);
        _calls = new Lazy<CallArguments>(() => new CallArguments(model));
        foreach ((int index, Signal signal) in new ModelInputs(model, options).Signals().Index())
        {
            _signals[new NodeTensor(-1, index)] = signal;
        }
    }

    internal IReadOnlyList<PredictedNode> Run() => [.. _model.Nodes.Select(Predict)];

    private PredictedNode Predict(ModelNode node)
    {
        try
        {
            LayerPrediction prediction = PredictionOf(node);
            foreach ((int index, Signal signal) in prediction.Outputs.Index())
            {
                if (!double.IsFinite(signal.SecondMoment))
                {
                    throw new NotSupportedException("its second moment leaves the range of numbers.");
                }

                _signals[new NodeTensor(node.Index, index)] = signal;
            }

            (Signal compared, Signal output) = (prediction.Compared, prediction.Outputs[0]);
            double spread = Math.Sqrt(DoubleExp.Exp(Math.Min(MostNoise, compared.Noise)) - 1);
            return new PredictedNode(
                node, compared.SecondMoment, compared.Mean, output.SecondMoment, output.Mean, spread, Reason: null);
        }
        catch (NotSupportedException fault)
        {
            return new PredictedNode(node, null, null, null, null, null, fault.Message);
        }
    }

    private LayerPrediction PredictionOf(ModelNode node)
    {
        PredictionRule rule = KnownPredictions.For(node.ClassName);
        if (node.IsReverse() && _model.IsTied(node) && ReadsOwnRows(node))
        {
            throw new NotSupportedException(
                "no kernel stands between it and the rows of its own table, as in a residual stream, so that both depend on each other.");
        }

        NodeTensor[] inputs = [.. node.Inputs];
        List<Signal> signals = [];
        foreach ((int index, NodeTensor tensor) in inputs.Index())
        {
            signals.Add(_signals.TryGetValue(tensor, out Signal? known) ? known
                : rule.StartsAnew && Unknown(node.InputShapes[index]) is { } anew ? anew
                : throw new NotSupportedException(tensor.Node < 0
                    ? "the sizes of the model's input are open; tell them."
                    : $"{_model.Nodes[tensor.Node].Name}, which it takes, is measured only."));
        }

        return rule.Predict(new PredictedLayer(
            node.ClassName, rule.ReadsCallArguments ? _calls.Value.ConfigOf(node) : node.Config, signals)
        {
            Weights = node.Weights,
            Arguments = [.. node.Arguments.SelectMany(argument => argument.Value.Select(_ => argument.Key))],
            CallArguments = rule.ReadsCallArguments ? _calls.Value.Of(node) : [],
            InputShape = node.InputShapes.Count > 0 ? node.InputShapes[0] : [],
            OutputShape = node.OutputShapes.Count > 0 ? node.OutputShapes[0] : [],
            Options = _options,
            MomentsOf = MomentsOf,
        });
    }

    /// <summary>Whether rows of a call's own table reach it past all kernels.</summary>
    private bool ReadsOwnRows(ModelNode node)
    {
        HashSet<int> seen = [];
        Queue<int> open = new(node.Inputs.Select(input => input.Node));
        while (open.TryDequeue(out int index))
        {
            if (index >= 0 && seen.Add(index))
            {
                ModelNode before = _model.Nodes[index];
                if (before.Layer == node.Layer)
                {
                    return true;
                }

                bool hasKernel = before.Weights.Any(weight => weight.Shape.Rank > 1);
                foreach (NodeTensor input in hasKernel ? [] : before.Inputs)
                {
                    open.Enqueue(input.Node);
                }
            }
        }

        return false;
    }

    /// <summary>A signal of which nothing is known, for a layer that gives its own scale; null where a size is open.</summary>
    private static Signal? Unknown(IReadOnlyList<long?> shape) => shape.Count > 1 && shape.Skip(1).All(size => size is not null)
        ? Signal.Of(
            (double)shape[^1]!, 0, Overlaps.Independent(1), PositionProfile.Flat(shape.Skip(1).SkipLast(1).Select(size => (int)size!)))
        : null;

    private WeightMoments MomentsOf(Weight weight)
    {
        if (!_moments.TryGetValue(weight, out WeightMoments moments))
        {
            moments = WeightMoments.Of(weight);
            _moments[weight] = moments;
        }

        return moments;
    }
}
