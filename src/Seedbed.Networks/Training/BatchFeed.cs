using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Layers.Building;

namespace Seedbed.Training;

/// <summary>
/// Samples as the inputs of a network: their shapes are held against those of its input layers once, then batches are copied onto a tape.
/// </summary>
internal sealed class BatchFeed
{
    private readonly IReadOnlyList<Samples> _inputs;
    private readonly int[][] _shapes;

    /// <exception cref="ArgumentException">
    /// There are not as many inputs as the model has, or one has another shape; the sentence names the layer and both shapes.
    /// </exception>
    internal BatchFeed(Network network, IReadOnlyList<Samples> inputs)
    {
        _inputs = inputs;
        IReadOnlyList<string> layers = network.Model.Graph.InputLayers;
        if (inputs.Count != layers.Count)
        {
            throw new ArgumentException(
                $"{inputs.Count} arrays of samples are given, and {network.Place} has {layers.Count} inputs: "
                + $"{string.Join(", ", layers)}; give one for each.");
        }

        _shapes = [.. inputs.Select((samples, index) => ShapeOf(samples, network.Inputs.ElementAtOrDefault(index), layers[index]))];
    }

    /// <summary>The samples of these numbers, for each input.</summary>
    /// <param name="tape">Gives the memory.</param>
    /// <param name="numbers">Which samples.</param>
    /// <param name="needsGradient">Whether something is to be derived by them.</param>
    internal Tensor[] Inputs(Tape tape, ReadOnlySpan<int> numbers, bool needsGradient = false)
    {
        Tensor[] tensors = new Tensor[_inputs.Count];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = Gather(tape, _inputs[i], numbers, _shapes[i]);
            tensors[i].NeedsGradient = needsGradient;
        }

        return tensors;
    }

    /// <summary>The samples of these numbers.</summary>
    /// <param name="tape">Gives the memory.</param>
    /// <param name="samples">All samples.</param>
    /// <param name="numbers">Which of them.</param>
    /// <param name="sample">The sizes of one; their product is that of the samples' own.</param>
    internal static Tensor Gather(Tape tape, Samples samples, ReadOnlySpan<int> numbers, ReadOnlySpan<int> sample)
    {
        Tensor tensor = tape.New([numbers.Length, .. sample]);
        if (tape.Type == ElementType.Float32)
        {
            samples.Gather(numbers, tensor.Values<float>());
        }
        else
        {
            samples.Gather(numbers, tensor.Values<double>());
        }

        return tensor;
    }

    /// <summary>
    /// The sizes of a sample, with an axis of size 1 at the end added or left out where the layer asks for it, as Keras does.
    /// </summary>
    private static int[] ShapeOf(Samples samples, PartialShape? wanted, string layer)
    {
        int[] own = samples.SampleDimensions.ToArray();
        if (wanted is null || !wanted.IsKnown)
        {
            return own;
        }

        int[] trimmed = own is [.. int[] rest, 1] ? rest : own;
        return new[] { own, [.. own, 1], trimmed }.FirstOrDefault(sizes => Fits(sizes, wanted))
            ?? throw new ArgumentException(
                $"the layer {layer} takes {Text(wanted)}, and the samples are {samples.ShapeText}; reshape the samples, or change the "
                + "layer's shape.");
    }

    private static bool Fits(int[] sample, PartialShape wanted) =>
        sample.Length + 1 == wanted.Rank && sample.Index().All(axis => wanted.Find(axis.Index + 1) is not { } size || size == axis.Item);

    private static string Text(PartialShape shape)
    {
        IEnumerable<string> sizes = shape.Dimensions.ToArray()
            .Select((size, axis) => size is { } known ? $"{known}" : axis == 0 ? "batch" : "any");
        return $"[{string.Join(", ", sizes)}]";
    }
}
