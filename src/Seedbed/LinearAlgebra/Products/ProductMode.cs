namespace Seedbed.LinearAlgebra.Products;

/// <summary>What becomes of the old content of a product's destination.</summary>
internal enum ProductMode
{
    /// <summary>C ← A·B.</summary>
    Overwrite,

    /// <summary>C ← C + A·B.</summary>
    Add,
}
