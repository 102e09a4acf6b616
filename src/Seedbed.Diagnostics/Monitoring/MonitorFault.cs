namespace Seedbed.Diagnostics;

/// <summary>What can be wrong with a signal.</summary>
public enum MonitorFault
{
    /// <summary>An output, a weight or a gradient has NaN or infinite elements.</summary>
    NotFinite,

    /// <summary>A deviation, a norm or the loss is more than 1000 times what it was at the first record.</summary>
    Exploding,

    /// <summary>More than 90 % of a layer's units give one value for the whole batch, as ReLU's give 0.</summary>
    Dead,

    /// <summary>A layer gives one number in all units and samples, up to the rounding of float32.</summary>
    ZeroVariance,

    /// <summary>All elements of a weight's gradient are 0, or the loss does not depend on the weight.</summary>
    ZeroGradient,

    /// <summary>More than 80 % of a layer's outputs are in the last 2.5 % of the range of its activation, such as tanh's.</summary>
    Saturated,

    /// <summary>90 % or more of a weight's elements that have a gradient stay as they are: the update is below half an ulp.</summary>
    LostUpdate,

    /// <summary>A step changes a weight by more than a tenth of its norm.</summary>
    LargeUpdate,

    /// <summary>A step changes a weight by less than 1e-7 of its norm, though it has a gradient.</summary>
    SmallUpdate,
}
