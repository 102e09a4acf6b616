namespace Seedbed.Initializers;

/// <summary>How a random orthogonal matrix is made. Both are uniform (Haar); their numbers differ.</summary>
public enum OrthogonalMethod
{
    /// <summary>Q of the normal matrix's factorization, the function that Keras computes; "factorization".</summary>
    Factorization,

    /// <summary>
    /// A product of Householder reflections, each of the part of its own column of the normal matrix that stands on and below the diagonal:
    /// half the work, for those who do not need Keras's numbers (Stewart 1980); "reflectors".
    /// </summary>
    Reflectors,
}
