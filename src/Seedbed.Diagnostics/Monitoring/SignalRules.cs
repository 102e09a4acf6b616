namespace Seedbed.Diagnostics;

/// <summary>Holds each record to what a signal may be; the first record is what growth is measured against.</summary>
/// <param name="layers">How each call of a layer is looked at.</param>
/// <param name="weights">The weights that are looked at.</param>
internal sealed class SignalRules(IReadOnlyList<WatchedLayer> layers, IReadOnlyList<WatchedWeight> weights)
{
    private const double MostGrowth = 1e3;
    private const double MostDead = 0.9;
    private const double MostSaturated = 0.8;
    private const double MostLost = 0.9;
    private const double MostUpdate = 0.1;
    private const double LeastUpdate = 1e-7;

    /// <summary>Of the root mean square: about float32's rounding, 2⁻²³.</summary>
    private const double LeastDeviation = 1e-7;

    private readonly Dictionary<string, WatchedLayer> _layers = layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, double> _first = new(StringComparer.Ordinal);
    private long _firstStep = -1;

    /// <summary>The faults of a record: outputs in computing order, weights, and gradients, those nearest to the loss first.</summary>
    internal IReadOnlyList<Finding> Find(StepRecord record)
    {
        _firstStep = _firstStep < 0 ? record.Step : _firstStep;
        return
        [
            .. record.Layers.SelectMany(layer => OfLayer(record.Step, layer, _layers[layer.Name])),
            .. record.Weights.SelectMany(weight => OfWeight(record.Step, weight)),
            .. record.Weights.Zip(weights).Reverse().SelectMany(pair => OfGradient(record.Step, pair.First, pair.Second.HasGradient)),
            .. Growth(record.Step, "the loss", record.Loss, ""),
        ];
    }

    private IEnumerable<Finding> OfLayer(long step, LayerRecord layer, WatchedLayer watched)
    {
        string output = $"the output of '{layer.Name.Excerpt()}'";
        double size = Math.Sqrt((layer.Mean * layer.Mean) + (layer.Deviation * layer.Deviation));
        if (!double.IsFinite(layer.Deviation))
        {
            yield return NotFinite(output);
        }
        else if (watched is { HasWeightsBefore: true, CanBeDead: true } && size > 0 && layer.Deviation <= LeastDeviation * size)
        {
            yield return new(MonitorFault.ZeroVariance, output, layer.Deviation, LeastDeviation * size,
                $"{output} has a deviation of {layer.Deviation:G3}, no more than the {LeastDeviation * size:G3} of float32's rounding, and "
                + "tells nothing of the input");
        }
        else if (watched is { HasWeightsBefore: true, CanBeDead: true } && layer.DeadFraction is { } dead && dead > MostDead)
        {
            yield return new(MonitorFault.Dead, output, dead, MostDead,
                $"{dead:P1} of the units of '{layer.Name.Excerpt()}' give one value for the whole batch, above {MostDead:P0}");
        }
        else if (!watched.IsOutput && layer.SaturatedFraction is { } saturated && saturated > MostSaturated)
        {
            yield return new(MonitorFault.Saturated, output, saturated, MostSaturated,
                $"{saturated:P1} of {output} is in the last 2.5 % of its activation's range, above {MostSaturated:P0}");
        }

        foreach (Finding finding in Growth(step, output, layer.Deviation, "the deviation of "))
        {
            yield return finding;
        }
    }

    private IEnumerable<Finding> OfWeight(long step, WeightRecord weight)
    {
        string name = $"the weight '{weight.Name.Excerpt()}'";
        if (!double.IsFinite(weight.Norm))
        {
            yield return NotFinite(name);
        }

        foreach (Finding finding in Growth(step, name, weight.Norm, "the norm of "))
        {
            yield return finding;
        }

        if (weight.LostFraction is { } lost && lost >= MostLost)
        {
            yield return new(MonitorFault.LostUpdate, name, lost, MostLost,
                $"the update leaves {lost:P1} of the elements of '{weight.Name.Excerpt()}' that have a gradient as they are, "
                + $"{MostLost:P0} or more, since it is below half a unit in the last place (ulp) of their type");
        }
        else if (weight is { UpdateRatio: { } ratio, LostFraction: not null } && ratio < LeastUpdate)
        {
            yield return new(MonitorFault.SmallUpdate, name, ratio, LeastUpdate,
                $"the update changes '{weight.Name.Excerpt()}' by {ratio:G3} of its norm, below {LeastUpdate:G3}");
        }
        else if (weight.UpdateRatio > MostUpdate && double.IsFinite(weight.UpdateRatio.Value) && _first.GetValueOrDefault(name) > 0)
        {
            yield return new(MonitorFault.LargeUpdate, name, weight.UpdateRatio.Value, MostUpdate,
                $"the update changes '{weight.Name.Excerpt()}' by {weight.UpdateRatio.Value:G3} of its norm, above {MostUpdate:G3}");
        }
    }

    private IEnumerable<Finding> OfGradient(long step, WeightRecord weight, bool hasGradient)
    {
        string gradient = $"the gradient of '{weight.Name.Excerpt()}'";
        if (!hasGradient)
        {
            string what = weight.GradientDeviation is null
                ? $"the loss does not depend on '{weight.Name.Excerpt()}', whose gradient is"
                : $"all elements of {gradient} are";
            yield return new(MonitorFault.ZeroGradient, gradient, 0, 0, $"{what} 0, where one must be above 0 for the weight to learn");
        }
        else if (!double.IsFinite(weight.GradientDeviation ?? 0))
        {
            yield return NotFinite(gradient);
        }

        foreach (Finding finding in Growth(step, gradient, weight.GradientDeviation ?? 0, "the deviation of "))
        {
            yield return finding;
        }
    }

    private static Finding NotFinite(string signal) =>
        new(MonitorFault.NotFinite, signal, double.NaN, double.NaN, $"{signal} is NaN or infinite somewhere, and must be finite");

    /// <summary>A number against that of the first record, where it was not 0 then.</summary>
    private IEnumerable<Finding> Growth(long step, string signal, double value, string measure)
    {
        if (step == _firstStep)
        {
            _first[signal] = value;
        }

        double first = _first.GetValueOrDefault(signal);
        if (first > 0 && double.IsFinite(value) && value > MostGrowth * first)
        {
            yield return new(MonitorFault.Exploding, signal, value, MostGrowth * first,
                $"{measure}{signal} is {value:G3}, {value / first:G3} times that of step {_firstStep}, above {MostGrowth:G4} times");
        }
    }
}
