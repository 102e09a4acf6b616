namespace Seedbed.Initializers;

/// <summary>Which fan a variance scaling divides by.</summary>
public enum FanMode
{
    /// <summary>fanIn: keeps the variance of activations forward; "fan_in".</summary>
    FanIn,

    /// <summary>fanOut: keeps the variance of gradients backward; "fan_out".</summary>
    FanOut,

    /// <summary>(fanIn + fanOut)/2: the compromise of Glorot and Bengio 2010; "fan_avg".</summary>
    FanAverage,
}
