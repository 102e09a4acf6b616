namespace Seedbed.Training;

/// <summary>When a prediction counts as right.</summary>
internal enum AccuracyKind
{
    /// <summary>As the shapes say.</summary>
    ByShape,

    /// <summary>Each element is on its target's side of a threshold.</summary>
    Binary,

    /// <summary>The largest element of a row stands where the target's largest stands.</summary>
    Categorical,

    /// <summary>The largest element of a row stands at the label.</summary>
    Sparse,
}
