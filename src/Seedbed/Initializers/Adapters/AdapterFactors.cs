using Seedbed.LinearAlgebra;

namespace Seedbed.Initializers;

/// <summary>
/// Adapters made of the weight W that they adapt: factors A (inputs, r) and B (r, outputs), and the residual W − scaling·A·B that takes
/// W's place, so that the network computes at first what it did.
/// </summary>
/// <remarks>
/// Layers compute x·W + scaling·x·A·B, in Keras's layout (inputs, outputs); PyTorch's A and B are their transposes. Values go to a weight
/// by
/// <see cref="Initializer.FromValues{T}"/>. Source: PEFT's <c>layer.py</c>.
/// </remarks>
public sealed class AdapterFactors
{
    private AdapterFactors(double[] a, double[] b, double[] residual) => (A, B, Residual) = (a, b, residual);

    /// <summary>A, (inputs, r), row-major.</summary>
    public IReadOnlyList<double> A { get; }

    /// <summary>B, (r, outputs), row-major.</summary>
    public IReadOnlyList<double> B { get; }

    /// <summary>What takes the weight's place, (inputs, outputs), row-major.</summary>
    public IReadOnlyList<double> Residual { get; }

    /// <summary>
    /// The r greatest singular values of W = USVᵀ: A = Uᵣ·√(Sᵣ/s), B = √(Sᵣ/s)·Vᵣᵀ, residual W − s·A·B. Meng, Wang and Zhang 2024 (arXiv
    /// 2404.02948).
    /// </summary>
    /// <param name="weight">W, (inputs, outputs), row-major, finite.</param>
    /// <param name="inputs">From 1.</param>
    /// <param name="outputs">From 1.</param>
    /// <param name="rank">r, from 1 to the smaller of the two.</param>
    /// <param name="scaling">s, LoRA's α/r; greater than 0.</param>
    /// <exception cref="ArgumentException">A size or value is outside.</exception>
    public static AdapterFactors Pissa(ReadOnlySpan<double> weight, int inputs, int outputs, int rank, double scaling = 1)
    {
        Check(weight, inputs, outputs, rank);
        ParameterCheck.Positive(scaling, nameof(scaling));
        SingularValues svd = SingularValues.Of(weight, inputs, outputs);
        double[] a = new double[inputs * rank];
        double[] b = new double[rank * outputs];
        for (int j = 0; j < rank; j++)
        {
            double root = Math.Sqrt(svd.Values[j] / scaling);
            for (int i = 0; i < inputs; i++)
            {
                a[(i * rank) + j] = svd.Left[j][i] * root;
            }

            for (int k = 0; k < outputs; k++)
            {
                b[(j * outputs) + k] = root * svd.Right[j][k];
            }
        }

        return new AdapterFactors(a, b, Residue(weight, a, b, inputs, outputs, rank, scaling));
    }

    /// <summary>
    /// The factorization Wᵀ = QR of the layer's weight as PyTorch holds it: B = Qᵣᵀ, A = Rᵣᵀ, residual W − s·A·B. Büyükakyüz 2024 (arXiv
    /// 2406.01775).
    /// </summary>
    /// <remarks>
    /// The scaling is not divided out of the factors, as in PEFT. R's diagonal is not negative here, where LAPACK's may be: A·B is the
    /// same.
    /// </remarks>
    /// <inheritdoc cref="Pissa"/>
    public static AdapterFactors Olora(ReadOnlySpan<double> weight, int inputs, int outputs, int rank, double scaling = 1)
    {
        Check(weight, inputs, outputs, rank);
        ParameterCheck.Positive(scaling, nameof(scaling));
        double[] original = weight.ToArray();

        // The first r columns of Wᵀ span what its first r columns of Q do, so that no more of them are needed.
        double[] basis = DenseMatrix.Transpose(original[..(rank * outputs)], rank, outputs);
        HouseholderQr.Orthonormalize(basis.AsSpan(), outputs, rank);
        double[] a = DenseMatrix.Multiply(original, basis, inputs, outputs, rank);
        double[] b = DenseMatrix.Transpose(basis, outputs, rank);
        return new AdapterFactors(a, b, Residue(weight, a, b, inputs, outputs, rank, scaling));
    }

    /// <summary>
    /// The r smallest singular values' directions in the outputs, which are not trained: B = Vᵣᵀ, A = 0, residual W. MiCA 2026 (arXiv
    /// 2604.01694).
    /// </summary>
    /// <remarks>PyTorch's left singular vectors of (outputs, inputs) are the right ones here.</remarks>
    /// <param name="weight">W, (inputs, outputs), row-major, finite.</param>
    /// <param name="inputs">From 1.</param>
    /// <param name="outputs">From 1, at most the inputs.</param>
    /// <param name="rank">r, from 1 to the outputs.</param>
    /// <exception cref="ArgumentException">A size or value is outside.</exception>
    public static AdapterFactors Mica(ReadOnlySpan<double> weight, int inputs, int outputs, int rank)
    {
        Check(weight, inputs, outputs, rank);
        SingularValues svd = SingularValues.Of(weight, inputs, outputs);
        double[] b = [.. svd.Right.TakeLast(rank).SelectMany(vector => vector)];
        return new AdapterFactors(new double[inputs * rank], b, weight.ToArray());
    }

    /// <summary>The three as values for a weight of their shape.</summary>
    /// <param name="values">A, B or the residual.</param>
    /// <param name="shape">Its shape.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static Initializer ToInitializer(IReadOnlyList<double> values, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Initializer.FromValues<double>(values.ToArray(), shape);
    }

    private static double[] Residue(
        ReadOnlySpan<double> weight, double[] a, double[] b, int inputs, int outputs, int rank, double scaling)
    {
        double[] residual = DenseMatrix.Multiply(a, b, inputs, rank, outputs);
        for (int i = 0; i < residual.Length; i++)
        {
            residual[i] = weight[i] - (scaling * residual[i]);
        }

        return residual;
    }

    private static void Check(ReadOnlySpan<double> weight, int inputs, int outputs, int rank)
    {
        if (inputs < 1 || outputs < 1 || rank < 1 || rank > Math.Min(inputs, outputs) || weight.Length != (long)inputs * outputs)
        {
            throw new ArgumentException(
                $"the weight has {weight.Length} values for {inputs} inputs, {outputs} outputs and rank {rank}; it must have "
                + "inputs × outputs of them, and the rank be from 1 to the smaller of the two.", nameof(weight));
        }

        foreach (double value in weight)
        {
            ParameterCheck.Finite(value, nameof(weight));
        }
    }
}
