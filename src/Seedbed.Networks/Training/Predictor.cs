using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Graph;

namespace Seedbed.Training;

/// <summary>Sends samples through a network, batch after batch, and puts what comes out one behind the other.</summary>
internal sealed class Predictor(Network network, IReadOnlyList<Samples> inputs, int batchSize, ExecutionOptions execution)
{
    /// <summary>All outputs of the network.</summary>
    /// <exception cref="ArgumentException">There are no samples, or they do not fit.</exception>
    internal IReadOnlyList<Samples> Run() => network.Type == ElementType.Float32 ? Run<float>() : Run<double>();

    private Samples[] Run<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BatchFeed feed = new(network, inputs);
        Tape tape = new(network.Type, execution) { IsRecording = false };
        int count = inputs[0].Count;
        if (count == 0 || inputs.Any(samples => samples.Count != count))
        {
            throw new ArgumentException(
                $"the inputs have {string.Join(", ", inputs.Select(samples => $"{samples.Count}"))} samples; all must have as many, at "
                + "least one.");
        }

        int[] numbers = [.. Enumerable.Range(0, count)];
        List<(T[] Values, int[] Sample)> outputs = [];
        for (int start = 0; start < count; start += batchSize)
        {
            Tensor[] results =
                network.Forward(tape, feed.Inputs(tape, numbers.AsSpan(start, Math.Min(batchSize, count - start))), training: false);
            foreach ((int index, Tensor result) in results.Index())
            {
                if (start == 0)
                {
                    int[] sample = result.Dimensions[1..].ToArray();
                    outputs.Add((new T[sample.Aggregate((long)count, (product, size) => checked(product * size))], sample));
                }

                int length = outputs[index].Values.Length / count;
                result.Values<T>().CopyTo(outputs[index].Values.AsSpan(start * length));
            }

            tape.Reset();
        }

        return [.. outputs.Select(output => Samples.Of<T>(output.Values, [count, .. output.Sample]))];
    }
}
