namespace Seedbed.Diagnostics;

/// <summary>A layer with weights, and the one before it that most of its signal comes from.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Before">null where the signal begins: behind an input, a table or a normalization.</param>
internal sealed record SignalChain(LayerProbe Layer, SignalChain? Before)
{
    /// <summary>What inputs are taken to be.</summary>
    private static readonly (double Size, SignalChain? Chain) s_input = (1, null);

    /// <summary>The layers from the beginning on.</summary>
    internal LayerProbe[] Layers => [.. Before?.Layers ?? [], Layer];

    /// <summary>The chains that end before a normalization or at an output of the model, in the order of their ends.</summary>
    internal static IReadOnlyList<SignalChain> Of(ProbeResult result)
    {
        HashSet<SignalChain> ends = new(ReferenceEqualityComparer.Instance);
        List<(double Size, SignalChain? Chain)> sources = [];
        foreach (LayerProbe layer in result.Layers)
        {
            // Of several signals that are added or joined the largest decides.
            (double size, SignalChain? chain) = !layer.Node.Inputs.Any()
                ? s_input
                : layer.Node.Inputs.Select(input => input.Node < 0 ? s_input : sources[input.Node]).MaxBy(source => source.Size);
            double moment = layer.SecondMoment.Median;
            if (layer.Node.IsNormalization() || layer.Node.IsTable())
            {
                ends.UnionWith(chain is null ? [] : [chain]);
                sources.Add((moment, null));
            }
            else
            {
                sources.Add(layer.HasWeights && moment > 0 ? (moment, new SignalChain(layer, chain)) : (size, chain));
            }
        }

        ends.UnionWith(result.Model.OutputTensors.Where(output => output.Node >= 0)
            .Select(output => sources[output.Node].Chain).OfType<SignalChain>());
        return [.. ends.OrderBy(end => end.Layer.Node.Index)];
    }
}
