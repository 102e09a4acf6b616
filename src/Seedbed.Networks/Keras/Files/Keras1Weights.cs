using System.Collections.Immutable;
using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>Weights as Keras 1 stores them, as Keras 2 has them: gates in one array, kernels with the window first.</summary>
/// <remarks>Source: <c>tf_keras.saving.legacy.hdf5_format.preprocess_weights_for_loading</c>.</remarks>
internal static class Keras1Weights
{
    /// <summary>Keras 1 stores the gates of an LSTM in the order i, c, f, o, each with kernel, recurrent kernel and bias.</summary>
    private static readonly int[] s_gatesOfLstm = [0, 2, 1, 3];

    private static readonly string[] s_names = ["kernel", "recurrent_kernel", "bias"];

    private static readonly int[] s_gatesOfGru = [0, 1, 2];

    /// <summary>The weights of a layer as Keras 2 has them; unchanged where they are the same.</summary>
    /// <param name="shapes">The shapes of the model's weights.</param>
    /// <param name="stored">The weights in the file.</param>
    internal static ImmutableArray<KeyValuePair<string, StoredTensor>> Converted(
        IReadOnlyList<Shape> shapes, ImmutableArray<KeyValuePair<string, StoredTensor>> stored) => (shapes.Count, stored.Length) switch
        {
            (3, 12) => Joined(stored, s_gatesOfLstm),
            (3, 9) => Joined(stored, s_gatesOfGru),
            _ when shapes.Count == stored.Length => [.. stored.Zip(shapes, Kernel)],
            _ => stored,
        };

    private static ImmutableArray<KeyValuePair<string, StoredTensor>> Joined(
        ImmutableArray<KeyValuePair<string, StoredTensor>> stored, int[] gates) =>
    [
        .. s_names.Select((name, at) => KeyValuePair.Create(
            name, StoredTensor.Join(name, [.. gates.Select(gate => stored[(3 * gate) + at].Value)]))),
    ];

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
