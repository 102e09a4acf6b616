using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>A layer with weights, and the one before it that most of its signal comes from.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Before">null where the signal begins: behind an input, a table or a normalization.</param>
internal sealed record SignalChain(LayerProbe Layer, SignalChain? Before)
{
    /// <summary>The layers from the beginning on.</summary>
    internal LayerProbe[] Layers => [.. Before?.Layers ?? [], Layer];

    /// <summary>The chains that end before a normalization or at an output of the model, in the order of their ends.</summary>
    internal static IReadOnlyList<SignalChain> Of(ProbeResult result)
    {
        List<SignalChain> ends = [];
        Dictionary<int, (SignalChain? Largest, bool HasStart)> sources = new() { [-1] = (null, true) };
        foreach (LayerProbe layer in result.Layers)
        {
            (SignalChain? largest, bool hasStart) = Joined(layer.Node, sources);
            if (layer.Node.IsNormalization() || layer.Node.IsTable())
            {
                ends.AddRange(largest is null ? [] : [largest]);
                sources[layer.Node.Index] = (null, true);
            }
            else if (layer.HasWeights && layer.SecondMoment.Median > 0)
            {
                sources[layer.Node.Index] = (new SignalChain(layer, hasStart ? null : largest), false);
            }
            else
            {
                sources[layer.Node.Index] = (largest, hasStart);
            }
        }

        ends.AddRange(result.Model.OutputTensors.Select(output => sources[output.Node].Largest).OfType<SignalChain>());
        return [.. ends.Distinct(ReferenceEqualityComparer.Instance).Cast<SignalChain>().OrderBy(end => end.Layer.Node.Index)];
    }

    /// <summary>
    /// What comes in: of several signals the largest decides, and what is concatenated with an input begins anew.
    /// </summary>
    private static (SignalChain? Largest, bool HasStart) Joined(
        ModelNode node, Dictionary<int, (SignalChain? Largest, bool HasStart)> sources)
    {
        (SignalChain? Largest, bool HasStart)[] all = [.. node.Inputs.Select(input => sources[Math.Max(input.Node, -1)])];
        SignalChain? largest = all.Select(source => source.Largest).OfType<SignalChain>().MaxBy(chain => chain.Layer.SecondMoment.Median);
        return (largest, all.Any(source => source.HasStart) && (largest is null || node.ClassName == "Concatenate"));
    }
}
