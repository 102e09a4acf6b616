using System.Buffers.Binary;
using System.Collections.Immutable;
using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>Weights of a CuDNNLSTM or CuDNNGRU as an LSTM or GRU has them.</summary>
/// <remarks>
/// cuDNN's kernels of each gate lie turned in memory, and both biases in one row: an LSTM has their sum, a GRU both below each other.
/// Source: <c>_convert_rnn_weights</c> in <c>keras/engine/saving.py</c> at 2.2.4.
/// </remarks>
internal static class CuDNNWeights
{
    /// <summary>The weights of a layer, or of all layers inside it; unchanged where they are not cuDNN's, or the model's are too.</summary>
    /// <param name="weights">Those of the model.</param>
    /// <param name="stored">Those in the file, in the same order of layers.</param>
    internal static ImmutableArray<KeyValuePair<string, StoredTensor>> Converted(
        IReadOnlyList<TensorTemplate> weights, ImmutableArray<KeyValuePair<string, StoredTensor>> stored)
    {
        if (weights.Count != stored.Length)
        {
            return stored;
        }

        List<KeyValuePair<string, StoredTensor>> converted = [];
        foreach (TensorTemplate[] own in LayerWeights.Grouped(weights))
        {
            ImmutableArray<KeyValuePair<string, StoredTensor>> part = stored.Slice(converted.Count, own.Length);
            converted.AddRange(IsCuDNN(own, part) ? Converted(own, part) : part);
        }

        return [.. converted];
    }

    private static bool IsCuDNN(TensorTemplate[] own, ImmutableArray<KeyValuePair<string, StoredTensor>> stored) =>
        LayerWeights.GatesOf(own) > 0 && own[0].Shape.Rank == 2 && stored[0].Value.Shape == own[0].Shape
        && stored[1].Value.Shape == own[1].Shape && stored[2].Value.Shape is { Rank: 1 } bias && bias[0] == 2 * own[0].Shape[1]
        && stored[2].Value.Type.ElementType is ElementType.Float32 or ElementType.Float64
        && (own[2].Shape.Rank == 2 || (LayerWeights.GatesOf(own) == 4 && own[2].Shape.Rank == 1 && own[2].Shape[0] != bias[0]));

    private static IEnumerable<KeyValuePair<string, StoredTensor>> Converted(
        TensorTemplate[] own, ImmutableArray<KeyValuePair<string, StoredTensor>> stored)
    {
        int gates = LayerWeights.GatesOf(own);
        StoredTensor bias = stored[2].Value;
        return
        [
            KeyValuePair.Create(stored[0].Key, Turned(stored[0].Value, gates)),
            KeyValuePair.Create(stored[1].Key, Turned(stored[1].Value, gates)),
            KeyValuePair.Create(stored[2].Key, own[2].Shape.Rank == 2 ? bias.Reshape(own[2].Shape) : Sum(bias)),
        ];
    }

    /// <summary>A gate's (rows, units) numbers, row by row, are a matrix (units, rows).</summary>
    private static StoredTensor Turned(StoredTensor kernel, int gates)
    {
        long rows = kernel.Shape[0];
        long units = kernel.Shape[1] / gates;
        StoredTensor byGate = kernel.Reshape([rows, gates, units]).Transpose(1, 0, 2);
        return byGate.Reshape([gates, units, rows]).Transpose(2, 0, 1).Reshape(kernel.Shape);
    }

    /// <summary>The sum of both halves, rounded once.</summary>
    private static StoredTensor Sum(StoredTensor both)
    {
        int count = (int)(both.Shape[0] / 2);
        bool isSingle = both.Type.ElementType == ElementType.Float32;
        return StoredTensor.Of(both.Name, [count], both.Type, (offset, destination) =>
        {
            double[] values = new double[2 * count];
            both.ReadNumbers(0, values);
            byte[] sums = new byte[count * both.Type.SizeInBytes];
            for (int i = 0; i < count; i++)
            {
                double sum = values[i] + values[count + i];
                if (isSingle)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(sums.AsSpan(4 * i), (float)sum);
                }
                else
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(sums.AsSpan(8 * i), sum);
                }
            }

            sums.AsSpan((int)offset, destination.Length).CopyTo(destination);
        });
    }
}
