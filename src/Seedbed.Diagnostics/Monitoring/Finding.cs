namespace Seedbed.Diagnostics;

/// <summary>A fault as one record shows it.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Signal">Where: <c>the output of 'dense'</c>.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Threshold">What it is held to.</param>
/// <param name="Clause">All of it in words.</param>
internal sealed record Finding(MonitorFault Fault, string Signal, double Value, double Threshold, string Clause)
{
    private const string Calmer = "lower the learning rate, clip gradients with clipnorm, or begin with a smaller scale of initialization";

    /// <summary>Whether it is told at first sight; others may be gone at the next record, as before weights that begin with 0.</summary>
    internal bool IsUrgent => Fault is MonitorFault.NotFinite or MonitorFault.Exploding;

    /// <summary>What helps.</summary>
    internal string Help => Fault switch
    {
        MonitorFault.NotFinite or MonitorFault.Exploding => Calmer,
        MonitorFault.Dead => "a smaller learning rate, he_normal with biases of 0, or leaky_relu keeps units alive",
        MonitorFault.ZeroVariance =>
            "give its kernel an initializer that draws, such as glorot_uniform or he_normal, and mend the layers before it",
        MonitorFault.ZeroGradient =>
            "mend what is dead, constant or saturated between it and the loss, and give kernels an initializer that draws",
        MonitorFault.Saturated => "take smaller weights (glorot_uniform, lecun_normal), inputs of deviation 1, or a smaller learning rate",
        MonitorFault.LostUpdate => "raise the learning rate or keep the weights in float32, unless the training has converged",
        MonitorFault.LargeUpdate => "lower the learning rate",
        MonitorFault.SmallUpdate => "raise the learning rate or mend the gradient that vanishes, unless the training has converged",
        _ => throw new InvalidOperationException($"unknown fault {Fault}"),
    };
}
