using Seedbed.Graph;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;

namespace Seedbed.Models;

/// <content>A model in other widths.</content>
public partial class Model
{
    private bool _isOfOtherWidth;

    /// <summary>
    /// The first hidden layer that has units or filters, and how many; null where there is none. Hidden are layers behind whose output
    /// others with units or filters follow.
    /// </summary>
    public (string Layer, long Width)? HiddenWidth
    {
        get
        {
            HashSet<Layer> ends = LastLayers();
            return Nodes.Where(node => !ends.Contains(node.Layer) && WidthOf(node) is not null)
                .Select(node => ((string, long)?)(node.Name, WidthOf(node)!.Value)).FirstOrDefault();
        }
    }

    /// <summary>
    /// The model with wider or narrower hidden layers: units, filters, the sizes of embeddings and of attention's heads are scaled alike,
    /// so that <see cref="HiddenWidth"/> is the width. Inputs and outputs keep their sizes. Its weights are drawn.
    /// </summary>
    /// <param name="width">The new width.</param>
    /// <param name="seed">The seed; that of this model where it is null.</param>
    /// <exception cref="ArgumentException">
    /// No hidden layer has a width, a size is no whole number then, or a layer does not fit; the sentence names it.
    /// </exception>
    /// <example>
    /// <code>
    /// Sequential model = new([new Input([16]), new Dense(64, activation: "relu"), new Dense(64), new Dense(10)], seed: 42);
    /// Model wide = model.WithWidth(256);
    /// </code>
    /// </example>
    public Model WithWidth(long width, long? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (string first, long from) = HiddenWidth ?? throw new ArgumentException(
            $"the model '{Name.Excerpt()}' has no hidden layer with units or filters, so that it has no other widths.");
        HashSet<Layer> ends = LastLayers();
        Dictionary<Layer, Layer> others = new(ReferenceEqualityComparer.Instance);
        try
        {
            Model other = new(this, _graph.With(Other), seed) { _isOfOtherWidth = true };
            CheckWidths(other, ends);
            return other;
        }
        catch (FormatException fault)
        {
            throw new ArgumentException(
                $"the model '{Name.Excerpt()}' cannot be {width} wide ('{first.Excerpt()}' is {from}): {fault.Sentence()} Its inputs and "
                + "outputs keep their sizes, layers between them are scaled.", fault);
        }

        Layer Other(Layer layer) => others.TryGetValue(layer, out Layer? known) ? known : others[layer] = layer is ModelGraph inner
            ? inner.With(Other)
            : new WidthVisitor(PlaceOf(layer), ends.Contains(layer) ? null : (key, size) => Scaled(layer, key, size)).Visit(layer);

        long Scaled(Layer layer, string key, long size) => size * width % from == 0
            ? size * width / from
            : throw new FormatException(
                $"{PlaceOf(layer)}: {key} is {size}, and times {width}/{from} no whole number; take multiples of {from}.");
    }

    private static string PlaceOf(Layer layer) => Layer.PlaceOf(layer.Name, layer.ClassName);

    private static long? WidthOf(ModelNode node)
    {
        WidthVisitor visitor = new("");
        visitor.Visit(node.Layer);
        return visitor.Output;
    }

    /// <summary>The layers with units or filters that no such layer follows: their outputs are as wide as the model's.</summary>
    private HashSet<Layer> LastLayers()
    {
        HashSet<Layer> last = new(ReferenceEqualityComparer.Instance);
        HashSet<int> seen = [];
        Stack<int> open = new(OutputTensors.Select(tensor => tensor.Node));
        while (open.TryPop(out int index))
        {
            if (index < 0 || !seen.Add(index))
            {
                continue;
            }

            ModelNode node = Nodes[index];
            WidthVisitor visitor = new("");
            visitor.Visit(node.Layer);
            if (visitor.Output is not null)
            {
                last.Add(node.Layer);
                continue;
            }

            // What attention gives is as wide as its query.
            foreach (NodeTensor tensor in visitor.HasInner ? node.Arguments[0].Value.Take(1) : node.Inputs)
            {
                open.Push(tensor.Node);
            }
        }

        return last;
    }

    /// <summary>Refuses a layer with weights whose output stays as it is although its input does not.</summary>
    private void CheckWidths(Model other, HashSet<Layer> ends)
    {
        foreach ((ModelNode was, ModelNode now) in Nodes.Zip(other.Nodes))
        {
            bool isWider = was.InputShapes.Zip(now.InputShapes).Any(pair => !pair.First.SequenceEqual(pair.Second));
            if (isWider && was.Weights.Count > 0 && !ends.Contains(was.Layer) && was.OutputShapes[0].SequenceEqual(now.OutputShapes[0]))
            {
                WidthVisitor visitor = new("");
                visitor.Visit(was.Layer);
                if (visitor is { Output: null, HasInner: false })
                {
                    throw new FormatException(
                        $"{Layer.PlaceOf(was.Path, was.ClassName)}: its output keeps its size.");
                }
            }
        }
    }
}
