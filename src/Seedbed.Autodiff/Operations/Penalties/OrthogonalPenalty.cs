using System.Numerics;

namespace Seedbed.Autodiff;

/// <summary>
/// y = factor·Σ |uᵢ·uⱼ| over all pairs i &lt; j, divided by their number; u are the rows or columns of a matrix, each over its
/// 2-norm. 0 where there is one. Computed in double.
/// </summary>
/// <param name="factor">The factor.</param>
/// <param name="areRows">Whether u are the rows; else they are the columns.</param>
/// <remarks>Source: <c>keras.regularizers.OrthogonalRegularizer</c>.</remarks>
public sealed class OrthogonalPenalty(double factor, bool areRows) : Operation
{
    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        double[][] units = Units<T>(inputs[0], out _);
        double sum = 0;
        for (int i = 0; i < units.Length; i++)
        {
            for (int j = i + 1; j < units.Length; j++)
            {
                sum += Math.Abs(Product(units[i], units[j]));
            }
        }

        Tensor y = tape.New();
        y.Values<T>()[0] = T.CreateTruncating(sum * Share(units.Length));
        return y;
    }

    /// <summary>With d = ∂y/∂u the gradient of a vector x of the norm n is (d − u·(u·d)) / n.</summary>
    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        double[][] units = Units<T>(inputs[0], out double[] norms);
        Span<T> inner = tape.AddedGradient(inputs[0]).Values<T>();
        double outer = double.CreateTruncating(output.Gradient!.Values<T>()[0]) * Share(units.Length);
        for (int i = 0; i < units.Length; i++)
        {
            double[] slope = new double[units[i].Length];
            for (int j = 0; j < units.Length; j++)
            {
                double sign = i == j ? 0 : Math.Sign(Product(units[i], units[j]));
                for (int k = 0; k < slope.Length; k++)
                {
                    slope[k] += sign * units[j][k];
                }
            }

            double along = Product(slope, units[i]);
            for (int k = 0; k < slope.Length && norms[i] > 0; k++)
            {
                inner[Place(inputs[0], i, k)] += T.CreateTruncating(outer * (slope[k] - (along * units[i][k])) / norms[i]);
            }
        }
    }

    private double Share(int count) => count < 2 ? 0 : factor / (count * (count - 1.0) / 2);

    private int Place(Tensor matrix, int vector, int element) =>
        areRows ? (vector * matrix[1]) + element : (element * matrix[1]) + vector;

    private double[][] Units<T>(Tensor matrix, out double[] norms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int count, int length) = areRows ? (matrix[0], matrix[1]) : (matrix[1], matrix[0]);
        double[][] units = new double[count][];
        norms = new double[count];
        for (int i = 0; i < count; i++)
        {
            double[] unit = units[i] = new double[length];
            for (int k = 0; k < length; k++)
            {
                unit[k] = double.CreateTruncating(matrix.Values<T>()[Place(matrix, i, k)]);
            }

            double norm = norms[i] = Math.Sqrt(Product(unit, unit));
            for (int k = 0; k < length && norm > 0; k++)
            {
                unit[k] /= norm;
            }
        }

        return units;
    }

    private static double Product(double[] a, double[] b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }
}
