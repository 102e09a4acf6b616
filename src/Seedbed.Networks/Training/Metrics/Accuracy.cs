using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Training;

/// <summary>The share of predictions that are right. Source: <c>keras.metrics</c>' accuracies.</summary>
/// <param name="Identifier">The key in a history.</param>
/// <param name="Kind">When a prediction is right.</param>
internal sealed record Accuracy(string Identifier, AccuracyKind Kind) : MeanMetric(Identifier)
{
    /// <summary>What a binary prediction must exceed to mean 1.</summary>
    internal double Threshold { get; init; } = 0.5;

    internal override bool Accepts(bool hasLabels) => Kind switch
    {
        AccuracyKind.ByShape => true,
        AccuracyKind.Sparse => hasLabels,
        _ => !hasLabels,
    };

    internal override (double Mean, long Count) Measure(Tape tape, Tensor predictions, Tensor targets) =>
        predictions.Type == ElementType.Float32
        ? Measure<float>(predictions, targets)
        : Measure<double>(predictions, targets);

    internal override double[] Rows(Tape tape, Tensor predictions, Tensor targets)
    {
        int rowLength = predictions[-1];
        int targetLength = targets.Count / (predictions.Count / rowLength);
        return [.. Enumerable.Range(0, predictions.Count / rowLength).Select(row => Measure(tape,
            Row(tape, predictions, row, rowLength), Row(tape, targets, row, targetLength)).Mean)];
    }

    private static Tensor Row(Tape tape, Tensor tensor, int row, int length) => tensor.Type == ElementType.Float32
        ? tape.Copy<float>(tensor.Values<float>().Slice(row * length, length), length)
        : tape.Copy<double>(tensor.Values<double>().Slice(row * length, length), length);

    private (double Mean, long Count) Measure<T>(Tensor predictions, Tensor targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rowLength = predictions[-1];
        ReadOnlySpan<T> values = predictions.Values<T>();
        ReadOnlySpan<T> wanted = targets.Values<T>();
        switch (KindFor(rowLength, predictions.Count, targets.Count))
        {
            case AccuracyKind.Binary: return Share(Binary(values, wanted), values.Length);
            case AccuracyKind.Categorical: return Share(Categorical(values, wanted, rowLength), values.Length / rowLength);
            case AccuracyKind.Sparse: return Share(Sparse(values, wanted, rowLength), values.Length / rowLength);
            default: throw new InvalidOperationException($"unknown kind of accuracy {Kind}");
        }
    }

    private static (double Mean, long Count) Share(int right, int count) => (right / (double)count, count);

    private AccuracyKind KindFor(int rowLength, int predictions, int targets) =>
        Kind != AccuracyKind.ByShape ? Kind
        : rowLength == 1 ? AccuracyKind.Binary
        : targets == predictions / rowLength ? AccuracyKind.Sparse
        : AccuracyKind.Categorical;

    private int Binary<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T threshold = T.CreateTruncating(Threshold);
        int right = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            right += (predictions[i] > threshold ? T.One : T.Zero) == targets[i] ? 1 : 0;
        }

        return right;
    }

    private static int Categorical<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int rowLength)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int right = 0;
        for (int start = 0; start < predictions.Length; start += rowLength)
        {
            int predicted = TensorPrimitives.IndexOfMax(predictions.Slice(start, rowLength));
            right += predicted == TensorPrimitives.IndexOfMax(targets.Slice(start, rowLength)) ? 1 : 0;
        }

        return right;
    }

    private static int Sparse<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int rowLength)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int right = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            right += TensorPrimitives.IndexOfMax(predictions.Slice(row * rowLength, rowLength)) == int.CreateTruncating(targets[row])
                ? 1
                : 0;
        }

        return right;
    }
}
