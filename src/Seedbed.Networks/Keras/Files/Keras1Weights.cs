using System.Collections.Immutable;
using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>Weights as Keras 1 stores them, as Keras 2 has them: gates in one array, kernels with the window first.</summary>
/// <remarks>Source: <c>tf_keras.saving.legacy.hdf5_format.preprocess_weights_for_loading</c>.</remarks>
internal static class Keras1Weights
{
    /// <summary>Keras 1 stores the gates of an LSTM in the order i, c, f, o, each with kernel, recurrent kernel and bias.</summary>
    private static readonly int[] s_gatesOfLstm = [0, 2, 1, 3];

    private static readonly int[] s_gatesOfGru = [0, 1, 2];

    /// <summary>The weights of a layer, or of all layers inside it, as Keras 2 has them; unchanged where they are the same.</summary>
    /// <param name="weights">Those of the model.</param>
    /// <param name="stored">Those in the file, in the same order of layers.</param>
    internal static ImmutableArray<KeyValuePair<string, StoredTensor>> Converted(
        IReadOnlyList<TensorTemplate> weights, ImmutableArray<KeyValuePair<string, StoredTensor>> stored)
    {
        List<KeyValuePair<string, StoredTensor>> converted = [];
        int at = 0;
        foreach (TensorTemplate[] own in LayerWeights.Grouped(weights))
        {
            int apart = 3 * LayerWeights.GatesOf(own);
            bool isApart = apart > own.Length && at + apart <= stored.Length && stored[at].Value.Shape != own[0].Shape;
            int count = isApart ? apart : own.Length;
            if (at + count > stored.Length)
            {
                return stored;
            }

            ImmutableArray<KeyValuePair<string, StoredTensor>> part = stored.Slice(at, count);
            converted.AddRange(isApart ? Joined(own, part) : part.Zip(own, (each, weight) => Kernel(each, weight.Shape)));
            at += count;
        }

        return at == stored.Length ? [.. converted] : stored;
    }

    private static IEnumerable<KeyValuePair<string, StoredTensor>> Joined(
        TensorTemplate[] weights, ImmutableArray<KeyValuePair<string, StoredTensor>> stored)
    {
        int[] gates = stored.Length == 3 * s_gatesOfLstm.Length ? s_gatesOfLstm : s_gatesOfGru;
        return weights.Select((weight, at) => KeyValuePair.Create(
            weight.Name, StoredTensor.Join(weight.Name, [.. gates.Select(gate => stored[(3 * gate) + at].Value)])));
    }

    /// <summary>
    /// A kernel of another shape: (filters, inputs, rows, columns) of Theano's order, or a window of one dimension as one of two.
    /// </summary>
    private static KeyValuePair<string, StoredTensor> Kernel(KeyValuePair<string, StoredTensor> stored, Shape shape)
    {
        StoredTensor tensor = stored.Value;
        if (tensor.Shape == shape || tensor.Shape.Rank is not (4 or 5))
        {
            return stored;
        }

        int rank = tensor.Shape.Rank;
        StoredTensor turned = tensor.Transpose([.. Enumerable.Range(2, rank - 2), 1, 0]);
        StoredTensor? fitting = new[] { tensor, turned }.FirstOrDefault(
            candidate => candidate.Shape == shape || (shape.Rank == 3 && WithoutWidth(candidate.Shape) == shape));
        return KeyValuePair.Create(stored.Key, fitting?.Reshape(shape) ?? tensor);
    }

    /// <summary>(length, 1, inputs, filters) without the 1.</summary>
    private static Shape? WithoutWidth(Shape shape) => 
        shape.Rank == 4 && shape[1] == 1 ? (Shape?)Shape.Create([shape[0], shape[2], shape[3]]) : null;
}
