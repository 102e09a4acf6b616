using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Models;
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

    internal IEnumerable<SignalFinding> Find(IReadOnlyList<Samples> inputs, Loss loss, ExecutionOptions execution) =>
    [
        .. probe.Weighted.Where(layer => HasSymmetricUnits(layer.Node)).Take(1).Select(layer => Finding(
            SignalFault.SymmetricUnits, layer.Node, 0, double.Epsilon,
            $"all units of {layer.Node} have the same weights: they get the same gradients and stay one unit.")),
        .. LargeOutputs(loss),
        .. model.Nodes.Where(node => node.ClassName is "LSTM" or "CuDNNLSTM").Select(node => Forgetting(node, inputs, execution))
            .OfType<SignalFinding>().Take(1),
    ];

    internal static SignalFinding Finding(SignalFault fault, ModelNode node, double value, double expected, string sentence) =>
        new(fault, node, value, expected, char.ToUpperInvariant(sentence[0]) + sentence[1..]);

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

    private IEnumerable<SignalFinding> LargeOutputs(Loss loss)
    {
        LayerProbe? last = probe.Weighted.LastOrDefault();
        return last is not null && loss is SparseCategoricalCrossentropy or CategoricalCrossentropy or BinaryCrossentropy
            && last!.SecondMoment.Median > LargestLogits
            ? [
                .. Growth(),
                Finding(SignalFault.LargeOutputs, last.Node, last.SecondMoment.Median, LargestLogits,
                    $"the logits of {last.Node} have a second moment of {last.SecondMoment.Median:G3}: the first loss is far above that of "
                    + "a guess, and the softmax is saturated."),
            ]
            : [];
    }

    /// <summary>What makes logits large: growth from layer to layer that would be no fault by itself in so few layers.</summary>
    private IEnumerable<SignalFinding> Growth()
    {
        LayerProbe[] part = [.. probe.Layers.Reverse().TakeWhile(layer => !layer.Node.IsNormalization() && !layer.Node.IsTable())
            .Where(layer => layer.HasWeights && layer.SecondMoment.Median > 0).Reverse()];
        double[] ratios = [.. part.Select(layer => layer.SecondMoment.Median / part[0].SecondMoment.Median)];
        int first = Array.FindIndex(ratios, ratio => ratio > LargestLogits);
        return first < 0 || !(ratios[^1] > LargestLogits) || probe.Findings.Any(each => each.Fault == SignalFault.ExplodingSignal) ? []
            : [Finding(SignalFault.ExplodingSignal, part[first].Node, ratios[first], LargestLogits,
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
            ? Finding(SignalFault.Forgetting, node, norms[0] / norms[^1], LeastMemory,
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
