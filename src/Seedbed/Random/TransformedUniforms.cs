using System.Buffers;
using System.Numerics;

namespace Seedbed.Random;

/// <summary>
/// Values f(u) of a stream's float64 uniforms u, computed in double and rounded once: element i is made of uniform i alone, and is the
/// same for every element type but for that rounding.
/// </summary>
internal static class TransformedUniforms
{
    /// <summary>Half the distance of two neighbouring uniforms in float64: u + this is never 0 nor 1.</summary>
    internal const double HalfStep = 1.0 / (1L << 53);

    /// <summary>Writes f(u) for the uniforms from <paramref name="start"/> on.</summary>
    internal static void Fill<T>(
        RandomStream stream, RandomKey key, Func<double, double> function, long start, Span<T> destination, ExecutionOptions execution)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (stream.IsSequential)
        {
            double[] uniforms = new double[destination.Length];
            stream.FillUniform(key, 0, 1, start, uniforms.AsSpan(), execution);
            Round(uniforms, function, destination);
            return;
        }

        GroupFill.Fill(new Chunk<T>(stream, key, function), start, destination, execution);
    }

    private static void Round<T>(ReadOnlySpan<double> uniforms, Func<double, double> function, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = T.CreateTruncating(function(uniforms[i]));
        }
    }

    private readonly struct Chunk<T>(RandomStream stream, RandomKey key, Func<double, double> function) : IGroupOperator<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int GroupSize => 1;

        public void WriteGroups(ulong firstGroup, Span<T> destination)
        {
            double[] rented = ArrayPool<double>.Shared.Rent(destination.Length);
            Span<double> uniforms = rented.AsSpan(0, destination.Length);
            stream.FillUniform(key, 0, 1, (long)firstGroup, uniforms, new ExecutionOptions { MaxDegreeOfParallelism = 1 });
            Round(uniforms, function, destination);
            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
