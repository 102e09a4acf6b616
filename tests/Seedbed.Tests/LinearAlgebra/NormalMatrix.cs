namespace Seedbed.Tests.LinearAlgebra;

/// <summary>
/// Independent normal numbers for matrices: SplitMix64 (Steele, Lea, Flood 2014) and Box–Muller, apart from the library's own streams.
/// </summary>
internal sealed class NormalMatrix(ulong seed)
{
    private ulong _state = seed;

    public double[] Draw(int rows, int columns)
    {
        double[] matrix = new double[rows * columns];
        for (int i = 0; i < matrix.Length; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
            matrix[i] = radius * Math.Cos(2 * Math.PI * Uniform());
        }

        return matrix;
    }

    /// <summary>Uniform in [−1, 1): additions and products only, so the bits are the same on every system.</summary>
    public double[] DrawUniform(int rows, int columns)
    {
        double[] matrix = new double[rows * columns];
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i] = (2 * Uniform()) - 1;
        }

        return matrix;
    }

    private double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
