using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>Who computes what from what in a model.</summary>
internal sealed class LayerGraph
{
    /// <summary>Layers behind which the activation before them still says what the signal is like.</summary>
    private static readonly string[] s_passing =
    [
        "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "AlphaDropout", "GaussianDropout", "GaussianNoise",
        "Flatten", "Reshape", "Permute", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D", "Cropping1D", "Cropping2D", "Cropping3D",
        "MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "UpSampling1D", "UpSampling2D", "UpSampling3D", "RepeatVector",
        "ActivityRegularization", "Identity", "Masking",
    ];

    private readonly IReadOnlyList<ModelNode> _nodes;
    private readonly Lazy<HashSet<int>[]> _ancestors;

    internal LayerGraph(Model model)
    {
        _nodes = model.Nodes;
        _ancestors = new(() =>
        {
            HashSet<int>[] all = new HashSet<int>[_nodes.Count];
            foreach (ModelNode node in _nodes)
            {
                all[node.Index] = [.. node.Inputs.Where(input => input.Node >= 0).SelectMany(input => all[input.Node].Append(input.Node))];
            }

            return all;
        });
    }

    /// <summary>The activation that a call's input went through last; null where that is none, or there is no one.</summary>
    internal string? ActivationBefore(ModelNode node)
    {
        while (node.Inputs.Select(input => input.Node).Distinct().ToArray() is [int before and >= 0])
        {
            node = _nodes[before];
            if (!s_passing.Contains(node.ClassName))
            {
                return NodeActivation.Of(node);
            }
        }

        return null;
    }

    /// <summary>The residual additions: of each the calls of its branch and of its shortcut, in order.</summary>
    internal IEnumerable<(ModelNode Sum, ModelNode[] Branch, ModelNode[] Shortcut)> Residuals()
    {
        foreach (ModelNode sum in _nodes.Where(node => node.ClassName == "Add"))
        {
            int[] inputs = [.. sum.Inputs.Select(input => input.Node)];
            if (inputs.Length != 2)
            {
                continue;
            }

            ModelNode[] one = Only(inputs[0], inputs[1]);
            ModelNode[] other = Only(inputs[1], inputs[0]);
            int difference = WithKernels(one) - WithKernels(other);
            if (difference != 0)
            {
                yield return difference > 0 ? (sum, one, other) : (sum, other, one);
            }
        }
    }

    private static int WithKernels(ModelNode[] nodes) => nodes.Count(node => node.Weights.Any(weight => weight.Shape.Rank > 1));

    /// <summary>What one tensor is computed with and the other is not.</summary>
    private ModelNode[] Only(int node, int other) => [.. With(node).Except(With(other)).Order().Select(index => _nodes[index])];

    private IEnumerable<int> With(int node) => node < 0 ? [] : _ancestors.Value[node].Append(node);
}
