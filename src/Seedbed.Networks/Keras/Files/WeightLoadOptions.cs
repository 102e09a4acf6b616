namespace Seedbed.Keras;

/// <summary>How weights of a file become those of a model: <c>by_name</c> and <c>skip_mismatch</c> of <c>model.load_weights</c>.</summary>
public sealed record WeightLoadOptions
{
    /// <summary>
    /// Whether only what has the same name is taken, layers of .h5 files and tensors of others; what has no counterpart is left out.
    /// </summary>
    public bool ByName { get; init; }

    /// <summary>Whether weights that the file has in another shape, or not at all, keep their values, instead of an error.</summary>
    public bool SkipMismatch { get; init; }
}
