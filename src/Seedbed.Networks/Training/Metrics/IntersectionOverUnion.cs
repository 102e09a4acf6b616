using Seedbed.Autodiff;
using Seedbed.Layers.Computing;

namespace Seedbed.Training;

/// <summary>
/// true positives / (true positives + false positives + false negatives) of each class, and of some classes the mean; classes of which
/// there is neither a target nor a prediction do not count. Sources: <c>keras.metrics.IoU</c>, <c>BinaryIoU</c>, <c>MeanIoU</c>,
/// <c>OneHotIoU</c>, <c>OneHotMeanIoU</c>.
/// </summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="Classes">The number of classes; targets and predictions of others do not count.</param>
/// <param name="Targets">The classes of the mean.</param>
/// <param name="Reading">How classes are read off targets and predictions.</param>
internal sealed record IntersectionOverUnion(string Identifier, int Classes, IReadOnlyList<int> Targets, ClassReading Reading)
    : Metric(Identifier)
{
    /// <summary>Keras's smallest divisor.</summary>
    private const double Epsilon = 1e-7;

    /// <summary>The class whose targets do not count; null where all do.</summary>
    internal int? IgnoredClass { get; init; }

    /// <summary>From which prediction on an element is of class 1.</summary>
    internal double Threshold { get; init; } = double.NaN;

    internal override MetricState NewState() => new State(this);

    internal override bool Accepts(bool hasLabels) => hasLabels == (Reading == ClassReading.Labels);

    /// <param name="counts">By target and prediction.</param>
    private double Mean(double[] counts)
    {
        double sum = 0;
        int present = 0;
        foreach (int target in Targets)
        {
            double union = -counts[(target * Classes) + target];
            for (int other = 0; other < Classes; other++)
            {
                union += counts[(target * Classes) + other] + counts[(other * Classes) + target];
            }

            sum += union > 1e-9 ? counts[(target * Classes) + target] / (union + Epsilon) : 0;
            present += union > 1e-9 ? 1 : 0;
        }

        return sum / (present + Epsilon);
    }

    private sealed class State(IntersectionOverUnion metric) : MetricState
    {
        private readonly double[] _counts = new double[metric.Classes * metric.Classes];

        internal override double Result => metric.Mean(_counts);

        internal override void Clear() => Array.Clear(_counts);

        internal override void Add(Tape tape, Tensor predictions, Tensor targets, Tensor? weights)
        {
            int rowLength = predictions[-1];
            int classLength = metric.Reading == ClassReading.Elements ? 1 : rowLength;
            double[] predicted = TensorValues.All(predictions);
            double[] wanted = TensorValues.All(targets);
            for (int i = 0; i < predicted.Length / classLength; i++)
            {
                double target = metric.Reading == ClassReading.OneHot ? Largest(wanted.AsSpan(i * classLength, classLength)) : wanted[i];
                double prediction = classLength > 1 || metric.Reading != ClassReading.Elements
                    ? Largest(predicted.AsSpan(i * classLength, classLength))
                    : double.IsNaN(metric.Threshold) ? predicted[i]
                    : predicted[i] >= metric.Threshold ? 1 : 0;
                bool counts = IsClass(target) && IsClass(prediction) && (int)target != metric.IgnoredClass;
                if (counts)
                {
                    _counts[((int)target * metric.Classes) + (int)prediction] +=
                        weights is null ? 1 : TensorValues.At(weights, i * classLength / rowLength);
                }
            }
        }

        /// <summary>What is no whole number is rounded towards 0, as numbers that become integers are.</summary>
        private bool IsClass(double value) => value > -1 && value < metric.Classes;

        private static int Largest(ReadOnlySpan<double> row) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(row);
    }
}

/// <summary>How classes are read off targets and predictions.</summary>
internal enum ClassReading
{
    /// <summary>Each element is a class.</summary>
    Elements,

    /// <summary>A target is a class, and the largest prediction of its row stands at one.</summary>
    Labels,

    /// <summary>The largest elements of rows of targets and of predictions stand at the classes.</summary>
    OneHot,
}
