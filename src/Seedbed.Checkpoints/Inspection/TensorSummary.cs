using Seedbed.Checkpoints.Inspection;
using Seedbed.Checkpoints.Reading;

namespace Seedbed.Checkpoints;

/// <summary>What the elements of a tensor are like.</summary>
/// <param name="Tensor">Name, shape and type.</param>
/// <param name="Values">Mean, deviation, extremes, and counts of zeros, NaN and infinities.</param>
/// <param name="IsConstant">Whether all elements have the same bytes; so in tensors of one element or none.</param>
public sealed record TensorSummary(StoredTensor Tensor, Statistics Values, bool IsConstant)
{
    /// <summary>
    /// The name of an earlier tensor of the file with the same type, shape and bytes, found by SHA-256; null where there is none. Constant
    /// tensors, such as biases of zeros, are equal by nature and not reported.
    /// </summary>
    public string? DuplicateOf { get; init; }
}
