using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>How the output of a call of a layer is looked at.</summary>
internal sealed class WatchedLayer
{
    /// <summary>So many equal values of a unit make it dead rather than one that these samples do not need.</summary>
    private const int LeastValuesOfUnit = 16;

    private readonly int _unitAxis;
    private readonly ActivationRange _range;

    private WatchedLayer(ModelNode node, bool hasWeightsBefore, bool isOutput)
    {
        Name = node.Name;
        _unitAxis = UnitActivity.AxisOf(node);
        _range = ActivationRange.Of(node);
        (HasWeightsBefore, IsOutput) = (hasWeightsBefore, isOutput);
    }

    /// <summary>The call's name.</summary>
    internal string Name { get; }

    /// <summary>Whether weights have a part in it: what is dead or constant without is the data's.</summary>
    internal bool HasWeightsBefore { get; }

    /// <summary>Whether the model gives it, which is saturated where the model is sure.</summary>
    internal bool IsOutput { get; }

    /// <summary>Whether the last batch had enough values of each unit to call one dead.</summary>
    internal bool CanBeDead { get; private set; }

    /// <summary>All calls of a model, by their index.</summary>
    internal static WatchedLayer[] AllOf(Model model)
    {
        WatchedLayer[] layers = new WatchedLayer[model.Nodes.Count];
        HashSet<int> outputs = [.. model.OutputTensors.Select(tensor => tensor.Node)];
        foreach (ModelNode node in model.Nodes)
        {
            bool hasWeights = node.Weights.Count > 0 || node.Inputs.Any(input => input.Node >= 0 && layers[input.Node].HasWeightsBefore);
            layers[node.Index] = new WatchedLayer(node, hasWeights, outputs.Contains(node.Index));
        }

        return layers;
    }

    internal LayerRecord Measure(Tensor output) => output.Type == ElementType.Float32
        ? Measure<float>(output, output.Values<float>())
        : Measure<double>(output, output.Values<double>());

    private LayerRecord Measure<T>(Tensor output, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = output.Rank < 2 ? 1 : output[_unitAxis];
        CanBeDead = output.Count >= (long)units * LeastValuesOfUnit;
        ElementSums sums = ElementSums.Of(output);
        return new LayerRecord(
            Name, sums.Moments.Mean, sums.Deviation,
            output.Count < 2L * units ? null : (double)UnitActivity.CountDead(values, output, _unitAxis) / units,
            _range.HasEnd ? UnitActivity.CountOutside(values, _range.LowEdge, _range.HighEdge) / (double)output.Count : null);
    }
}
