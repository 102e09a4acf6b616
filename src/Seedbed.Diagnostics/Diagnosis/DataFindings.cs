using Seedbed.Models;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>Faults of the data, which no initialization mends.</summary>
/// <param name="model">The model.</param>
/// <param name="data">Its data.</param>
internal sealed class DataFindings(Model model, DataSet data)
{
    /// <summary>Initializations are made for inputs of mean square 1: so many times as much, or as small a part, is told.</summary>
    private const double FarFromOne = 100;

    /// <summary>Steps of a usual rate reach targets of such a size.</summary>
    private const double FarTargets = 1e4;

    /// <summary>So many samples tell the size of all, however large the data is.</summary>
    private const int MostSamples = 1024;

    internal IEnumerable<SignalFinding> Find(Loss loss) =>
    [
        .. data.Inputs.SelectMany((samples, index) => OfInput(First(samples), index)),
        .. loss is MeanSquaredError or MeanAbsoluteError or Huber
            ? data.Targets.SelectMany((samples, index) => OfTarget(First(samples), index))
            : [],
    ];

    private static Samples First(Samples samples) => samples.Slice(0, Math.Min(samples.Count, MostSamples));

    private IEnumerable<SignalFinding> OfInput(Samples samples, int index)
    {
        double[] values = samples.ToArray();
        ModelNode? reader = model.Nodes.FirstOrDefault(node => node.Inputs.Contains(new NodeTensor(-1, index)));
        if (reader is null || values.Length == 0)
        {
            yield break;
        }

        if (samples.Count > 1 && IsConstant(values, samples.Count))
        {
            yield return SignalFinding.Of(
                SignalFault.ConstantData, reader, 0, double.Epsilon,
                $"the first {samples.Count} samples of {Name(index)} are all the same: there is nothing to learn from.");
        }
        else if (!reader.IsTable() && !reader.IsNormalization() && reader.ClassName != "Rescaling"
            && MeanSquare(values) is var square && IsFar(square, FarFromOne))
        {
            yield return SignalFinding.Of(
                SignalFault.UnscaledData, reader, square, square < 1 ? 1 / FarFromOne : FarFromOne,
                $"the mean square of {Name(index)} is {square:G3}, but initializations are made for 1: scale it, or begin with a "
                + "Normalization or Rescaling layer.");
        }
    }

    private IEnumerable<SignalFinding> OfTarget(Samples samples, int index)
    {
        double square = MeanSquare(samples.ToArray());
        return IsFar(square, FarTargets) && index < model.OutputTensors.Count && model.OutputTensors[index].Node is >= 0 and int node
            ? [SignalFinding.Of(
                SignalFault.UnscaledData, model.Nodes[node], square, square < 1 ? 1 / FarTargets : FarTargets,
                $"the mean square of the targets is {square:G3}, but the network begins with outputs near 1: scale them.")]
            : [];
    }

    private string Name(int index) => model.InputNames.Count > 1 ? $"the input '{model.InputNames[index].Excerpt()}'" : "the inputs";

    private static bool IsFar(double square, double far) => square > far || square < 1 / far;

    private static double MeanSquare(double[] values) => values.Sum(value => value * value) / values.Length;

    private static bool IsConstant(double[] values, int count)
    {
        int length = values.Length / count;
        return Enumerable.Range(1, count - 1).All(sample => values.AsSpan(sample * length, length).SequenceEqual(values.AsSpan(0, length)));
    }
}
