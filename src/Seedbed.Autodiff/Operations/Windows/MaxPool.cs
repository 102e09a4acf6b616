using System.Numerics;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// y[window, c] = max x[window + r, c] over r: x (batch, points…, channels). The gradient goes to the first of equal elements.
/// </summary>
/// <param name="shape">The windows; what lies beyond the image is −∞.</param>
/// <param name="sizes">The sizes of y.</param>
public sealed unsafe class MaxPool(WindowShape shape, int[] sizes) : Operation
{
    // For each element of y which element of its window it is.
    private Tensor? _winners;

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        int channels = x[-1];
        Tensor y = tape.New(sizes);
        Tensor winners = _winners = tape.New(sizes);
        Tensor images = PaddedImages.Pad(tape, x, shape, channels, T.NegativeInfinity);
        WindowOffsets offsets = shape.OffsetsOf(channels, 1);
        int windows = shape.OutputCount;
        Chunks.Threads(x.Count, tape.Execution).Run(x[0], image =>
        {
            T* from = images.First<T>() + ((nint)image * shape.PaddedCount * channels);
            for (int window = 0; window < windows; window++)
            {
                nint to = (((nint)image * windows) + window) * channels;
                Find(from + offsets.Windows[window], offsets.Elements, y.First<T>() + to, winners.First<T>() + to, channels);
            }
        });
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Tensor x = inputs[0];
        int channels = x[-1];
        Tensor images = PaddedImages.NewGradient(tape, x, shape, channels);
        WindowOffsets offsets = shape.OffsetsOf(channels, 1);
        int windows = shape.OutputCount;
        Tensor outer = output.Gradient!;
        Chunks.Threads(x.Count, tape.Execution).Run(x[0], image =>
        {
            T* to = images.First<T>() + ((nint)image * shape.PaddedCount * channels);
            for (int window = 0; window < windows; window++)
            {
                nint from = (((nint)image * windows) + window) * channels;
                Spread(outer.First<T>() + from, _winners!.First<T>() + from, to + offsets.Windows[window], offsets.Elements, channels);
            }
        });
        PaddedImages.AddInner<T>(tape, images, x, shape, channels);
    }

    private void Find<T>(T* window, nint* elements, T* best, T* winners, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = shape.KernelCount;
        int channel = 0;
        for (; channel <= channels - Vector<T>.Count; channel += Vector<T>.Count)
        {
            Vector<T> most = Vector.Load(window + elements[0] + channel);
            Vector<T> winner = Vector<T>.Zero;
            for (int element = 1; element < count; element++)
            {
                Vector<T> value = Vector.Load(window + elements[element] + channel);
                Vector<T> isMore = Vector.GreaterThan(value, most);
                most = Vector.ConditionalSelect(isMore, value, most);
                winner = Vector.ConditionalSelect(isMore, Vector.Create(T.CreateTruncating(element)), winner);
            }

            most.Store(best + channel);
            winner.Store(winners + channel);
        }

        for (; channel < channels; channel++)
        {
            best[channel] = window[elements[0] + channel];
            winners[channel] = T.Zero;
            for (int element = 1; element < count; element++)
            {
                T value = window[elements[element] + channel];
                winners[channel] = value > best[channel] ? T.CreateTruncating(element) : winners[channel];
                best[channel] = value > best[channel] ? value : best[channel];
            }
        }
    }

    private void Spread<T>(T* outer, T* winners, T* window, nint* elements, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = shape.KernelCount;
        int channel = 0;
        for (; channel <= channels - Vector<T>.Count; channel += Vector<T>.Count)
        {
            Vector<T> value = Vector.Load(outer + channel);
            Vector<T> winner = Vector.Load(winners + channel);
            for (int element = 0; element < count; element++)
            {
                T* to = window + elements[element] + channel;
                Vector<T> isWinner = Vector.Equals(winner, Vector.Create(T.CreateTruncating(element)));
                (Vector.Load(to) + Vector.ConditionalSelect(isWinner, value, Vector<T>.Zero)).Store(to);
            }
        }

        for (; channel < channels; channel++)
        {
            window[elements[int.CreateTruncating(winners[channel])] + channel] += outer[channel];
        }
    }
}
