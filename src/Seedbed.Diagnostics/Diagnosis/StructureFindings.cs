using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Simd;
using Seedbed.Training;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Diagnostics;

/// <summary>Faults that moments of signals do not show.</summary>
/// <param name="model">The model with its weights.</param>
/// <param name="probe">What a probe of it found.</param>
internal sealed class StructureFindings(Model model, ProbeResult probe)
{
    /// <summary>Logits of this second moment cost a cross-entropy about half as much above that of a guess.</summary>
    private const double LargestLogits = 16;

    /// <summary>Shorter sequences are remembered by any initialization.</summary>
    private const int LongSequence = 20;

    /// <summary>The gradient at the first step against that at the last.</summary>
    private const double LeastMemory = 1e-4;

    /// <summary>A forget gate's bias from which on it begins open.</summary>
    private const double OpenGate = 0.5;

    /// <summary>The first loss beyond it, as a part of that of a guess, is that of a network that is sure of what is wrong.</summary>
    private const double LargestFirstLoss = 1.2;

    internal IEnumerable<SignalFinding> Find(IReadOnlyList<Samples> inputs, Loss? loss, double firstLoss, ExecutionOptions execution) =>
    [
        .. SingleUnit(),
        .. probe.Weighted.Where(layer => HasSymmetricUnits(layer.Node)).Take(1).Select(layer => SignalFinding.Of(
            SignalFault.SymmetricUnits, layer.Node, 0, double.Epsilon,
            $"all units of {layer.Node} have the same weights: they get the same gradients and stay one unit.")),
        .. LargeOutputs(loss, firstLoss),
        .. model.Nodes.Where(node => node.ClassName is "LSTM" or "CuDNNLSTM").Select(node => Forgetting(node, inputs, execution))
            .OfType<SignalFinding>().Take(1),
    ];

    private static bool HasSymmetricUnits(ModelNode node) =>
        node.Weights.FirstOrDefault(weight => weight.Trainable) is { Value.Rank: >= 2 } weight && weight.Value[-1] > 1
        && weight.Name.EndsWith("kernel", StringComparison.Ordinal)
        && weight.Value.SumOfSquares() > 0 && (weight.Type == ElementType.Float32
            ? AreColumnsEqual<float>(weight.Value.Values<float>(), weight.Value[-1])
            : AreColumnsEqual<double>(weight.Value.Values<double>(), weight.Value[-1]));

    private static bool AreColumnsEqual<T>(ReadOnlySpan<T> values, int columns)
        where T : unmanaged, INumber<T>
    {
        for (int row = 0; row < values.Length; row += columns)
        {
            if (values.Slice(row, columns).ContainsAnyExcept(values[row]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A softmax of one unit, which is 1 whatever comes in.</summary>
    private IEnumerable<SignalFinding> SingleUnit() =>
        model.OutputTensors.Where(output => output.Node >= 0).Select(output => model.Nodes[output.Node])
            .Where(node => NodeActivation.Of(node) == "softmax" && node.OutputShapes[0][^1] == 1).Take(1).Select(node => SignalFinding.Of(
                SignalFault.SingleUnit, node, 1, 2,
                $"the softmax of {node} has one unit and is always 1: take a sigmoid with binary_crossentropy, or a unit for each class."));

    private IEnumerable<SignalFinding> LargeOutputs(Loss? loss, double firstLoss)
    {
        LayerProbe? last = probe.Weighted.LastOrDefault();
        double variance = last is null ? 0 : Square(last.BandOf(signal => signal.ForwardStd).Median);
        return GuessOf(loss) is { } guess && variance > LargestLogits && firstLoss > LargestFirstLoss * guess
            ? [
                .. Growth(),
                SignalFinding.Of(SignalFault.LargeOutputs, last!.Node, variance, LargestLogits,
                    $"the logits of {last.Node} have a variance of {variance:G3}: the first loss is {firstLoss:G3}, where a guess has "
                    + $"{guess:G3}, and gradients are those of a network that is sure of what is wrong."),
            ]
            : [];
    }

    private static double Square(double value) => value * value;

    /// <summary>The loss of equal probabilities; null for losses that have none.</summary>
    private double? GuessOf(Loss? loss) => loss switch
    {
        SparseCategoricalCrossentropy or CategoricalCrossentropy when model.OutputTensors[0] is { Node: >= 0 } output =>
            DoubleLog.Log(Math.Max(2, model.Nodes[output.Node].OutputShapes[output.Output][^1] ?? 2)),
        BinaryCrossentropy => DoubleLog.Log(2),
        _ => null,
    };

    /// <summary>What makes logits large: growth from layer to layer that would be no fault by itself in so few layers.</summary>
    private IEnumerable<SignalFinding> Growth()
    {
        LayerProbe[] part = [.. probe.Layers.Reverse().TakeWhile(layer => !layer.Node.IsNormalization() && !layer.Node.IsTable())
            .Where(layer => layer.HasWeights && layer.SecondMoment.Median > 0).Reverse()];
        double[] ratios = [.. part.Select(layer => layer.SecondMoment.Median / part[0].SecondMoment.Median)];
        int first = Array.FindIndex(ratios, ratio => ratio > LargestLogits);
        return first < 0 || !(ratios[^1] > LargestLogits) || probe.Findings.Any(each => each.Fault == SignalFault.ExplodingSignal) ? []
            : [SignalFinding.Of(SignalFault.ExplodingSignal, part[first].Node, ratios[first], LargestLogits,
                $"the signal grows: the second moment of {part[first].Node} is {ratios[first]:G3} times that of {part[0].Node}, and "
                + $"{ratios[^1]:G3} times at {part[^1].Node}, whose logits are too large for it.")];
    }

    /// <summary>How much of the first step is left in the last, for an LSTM whose forget gate begins half closed.</summary>
    private SignalFinding? Forgetting(ModelNode node, IReadOnlyList<Samples> inputs, ExecutionOptions execution)
    {
        if (node.InputShapes is not [[_, _, _], ..] || ForgetBias(node) is not (double bias and < OpenGate))
        {
            return null;
        }

        using ModelRun run = model.Observe(inputs, new ObserveOptions
        {
            IsRecording = true, NeedsInputGradients = true, Execution = execution,
        });
        ObservedCall call = run.Calls.First(each => each.Node == node);
        Tensor input = call.Inputs[0];
        int steps = input[1];
        double[]? norms = null;
        if (steps < LongSequence || !input.NeedsGradient)
        {
            return null;
        }

        run.Tape.WatchGradient(input, gradient => norms = NormsOfSteps(gradient));
        run.Tape.Backward(LastStep(run.Tape, call.Outputs[0], steps));
        norms ??= input.Gradient is { } own ? NormsOfSteps(own) : null;
        return norms is not null && norms[0] < LeastMemory * norms[^1]
            ? SignalFinding.Of(SignalFault.Forgetting, node, norms[0] / norms[^1], LeastMemory,
                $"{node} forgets: its forget gate begins half closed (bias {bias:G3}), and of {steps} steps the last one depends on the "
                + $"first {norms[0] / norms[^1]:G2} times as much as on itself.")
            : null;
    }

    /// <summary>The mean of the second quarter of an LSTM's bias, of cuDNN's two that are added; null where it has none.</summary>
    private static double? ForgetBias(ModelNode node)
    {
        Weight? bias = node.Weights.FirstOrDefault(weight => weight.Name.EndsWith("/bias", StringComparison.Ordinal));
        double[]? values = bias?.ToArray<double>();
        if (node.ClassName == "CuDNNLSTM" && values is not null)
        {
            values = [.. values.Take(values.Length / 2).Zip(values.Skip(values.Length / 2), (input, recurrent) => input + recurrent)];
        }

        return values is { Length: >= 4 } ? values[(values.Length / 4)..(values.Length / 2)].Average() : null;
    }

    /// <summary>The sum of the output at the last step, each element with a factor of its own.</summary>
    private static Tensor LastStep(Tape tape, Tensor output, int steps)
    {
        Tensor factors = tape.Zeros(output.Dimensions);
        int units = output[-1];
        bool isSequence = output.Rank == 3 && output[1] == steps;
        for (int row = 0; row < output.Count / units; row++)
        {
            for (int unit = 0; unit < units && (!isSequence || row % steps == steps - 1); unit++)
            {
                double factor = unit % 2 == 0 ? 1 : -1;
                if (tape.Type == ElementType.Float32)
                {
                    factors.Values<float>()[(row * units) + unit] = (float)factor;
                }
                else
                {
                    factors.Values<double>()[(row * units) + unit] = factor;
                }
            }
        }

        return tape.Apply(Multiplication.Instance, output, factors);
    }

    private static double[] NormsOfSteps(Tensor gradient)
    {
        double[] sums = new double[gradient[1]];
        int features = gradient.Count / gradient[0] / gradient[1];
        for (int i = 0; i < gradient.Count; i++)
        {
            double value = gradient.Type == ElementType.Float32 ? gradient.Values<float>()[i] : gradient.Values<double>()[i];
            sums[i / features % sums.Length] += value * value;
        }

        return Array.ConvertAll(sums, Math.Sqrt);
    }
}
