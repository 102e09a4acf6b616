namespace Seedbed.Autodiff;

/// <summary>What becomes of the old values of what is written, such as a gradient that has several terms.</summary>
public enum WriteMode
{
    /// <summary>They are overwritten.</summary>
    Overwrite,

    /// <summary>What is written is added to them.</summary>
    Add,
}
