namespace Seedbed.Diagnostics;

/// <summary>A step of a training as <see cref="SignalMonitor"/> recorded it.</summary>
/// <param name="Step">The step, from 1, counted over all epochs.</param>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="Loss">The loss of the step's batch.</param>
/// <param name="LearningRate">The rate of the step.</param>
/// <param name="Layers">What every call of a layer gave, in computing order.</param>
/// <param name="Weights">The trainable weights, in the model's order; none where the loss was no number and nothing was derived.</param>
public sealed record StepRecord(
    long Step, int Epoch, double Loss, double LearningRate, IReadOnlyList<LayerRecord> Layers, IReadOnlyList<WeightRecord> Weights);

/// <summary>What a layer gave in one step of a training: the statistics of its first output over the batch.</summary>
/// <param name="Name">The layer's full name, with the number of the call behind it from the second on: <c>shared#2</c>.</param>
/// <param name="Mean">The mean of all elements.</param>
/// <param name="Deviation">Their standard deviation, dividing by their number; not finite where an element is not.</param>
/// <param name="DeadFraction">
/// The share of the units (channels) that give one value for all samples and positions; null where each has but one.
/// </param>
/// <param name="SaturatedFraction">
/// The share of the elements in the last 2.5 % of a bounded activation's range, such as tanh's and sigmoid's; null where it has no end.
/// </param>
public sealed record LayerRecord(string Name, double Mean, double Deviation, double? DeadFraction, double? SaturatedFraction);

/// <summary>A trainable weight w in one step of a training, with its gradient g and the change Δw of the step.</summary>
/// <param name="Name">The full name: <c>dense/kernel</c>.</param>
/// <param name="Norm">‖w‖₂ before the step.</param>
/// <param name="Deviation">The standard deviation of w's elements before the step, dividing by their number.</param>
/// <param name="GradientDeviation">That of g's elements, before any clipping; null where the loss does not depend on w.</param>
/// <param name="UpdateDeviation">That of Δw's; null where the step does not change weights, since gradients are added up.</param>
/// <param name="UpdateRatio">‖Δw‖₂ / ‖w‖₂, usually 1e-4 to 1e-2; null without an update, and where w is 0.</param>
/// <param name="LostFraction">
/// The share of the elements with a gradient that the step left as they were, since their update is below half a unit in the last place
/// (ulp) of the weight's type; null without an update or a gradient.
/// </param>
public sealed record WeightRecord(
    string Name, double Norm, double Deviation, double? GradientDeviation, double? UpdateDeviation, double? UpdateRatio,
    double? LostFraction);
