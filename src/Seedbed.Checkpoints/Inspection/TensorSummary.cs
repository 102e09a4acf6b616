namespace Seedbed.Checkpoints;

/// <summary>What the elements of a tensor are like.</summary>
/// <param name="Tensor">Name, shape and type.</param>
/// <param name="Values">Mean, deviation, extremes, and counts of zeros, NaN and infinities.</param>
/// <param name="IsConstant">Whether all elements have the same bytes; so in tensors of one element or none.</param>
public sealed record TensorSummary(StoredTensor Tensor, Statistics Values, bool IsConstant)
{
    /// <summary>
    /// The name of an earlier tensor of the file with the same type, shape and bytes, found by SHA-256; null where there is none. Tensors
    /// that are equal by nature are not reported: constant ones, such as biases of zeros, and those of 0 and 1 alone, such as an LSTM's.
    /// </summary>
    public string? DuplicateOf { get; init; }
}
