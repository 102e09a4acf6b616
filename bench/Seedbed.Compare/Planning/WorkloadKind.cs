namespace Seedbed.Compare.Planning;

/// <summary>What is drawn. The parameters are the same for everyone: [0, 1), N(0, 1), N(0, 1) within ±2, gain 1.</summary>
internal enum WorkloadKind
{
    Uniform,
    Normal,
    TruncatedNormal,

    /// <summary>Keras's function: Q of a normal matrix, signs fixed.</summary>
    Orthogonal,

    /// <summary>The same distribution drawn directly from reflectors. Peers have one method only, which is measured against both.</summary>
    OrthogonalReflectors,

    /// <summary>C = A·B of square matrices, the work below the orthogonal ones.</summary>
    Product,
}
