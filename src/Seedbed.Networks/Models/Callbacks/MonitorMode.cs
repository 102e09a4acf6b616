namespace Seedbed.Models;

/// <summary>Whether a value that is watched is to fall or to rise.</summary>
public enum MonitorMode
{
    /// <summary>Accuracies, areas, scores and counts of what is right are to rise, everything else is to fall.</summary>
    Auto,

    /// <summary>It is to fall.</summary>
    Min,

    /// <summary>It is to rise.</summary>
    Max,
}
