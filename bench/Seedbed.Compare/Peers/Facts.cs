namespace Seedbed.Compare.Peers;

/// <summary>What a result is like, measured by whoever holds it and judged by one judge. Null is not a finite number.</summary>
internal sealed record Facts
{
    /// <summary>Elements of the result.</summary>
    public long Count { get; init; }

    /// <summary>Elements looked at.</summary>
    public long Sampled { get; init; }

    public double? Mean { get; init; }

    public double? Std { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Of matrices: the largest entry of QᵀQ − I in evenly spread columns, or of C·x − A·(B·x).</summary>
    public double? Defect { get; init; }

    /// <summary>Of a trained network: the mean cross-entropy of its samples.</summary>
    public double? Loss { get; init; }
}
