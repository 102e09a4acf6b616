using System.Buffers;
using System.Numerics;

namespace Seedbed.Random;

/// <summary>
/// Values made of a stream's float64 uniforms, computed in double and rounded once, which for every element type are the same but for that
/// rounding.
/// </summary>
internal static class TransformedUniforms
{
    /// <summary>Half the distance of two neighbouring uniforms in float64: u + this is never 0 nor 1.</summary>
    internal const double HalfStep = 1.0 / (1L << 53);

    /// <summary>Writes f(u) for the uniforms from <paramref name="start"/> on.</summary>
    internal static void Fill<T>(
        RandomStream stream, RandomKey key, Func<double, double> function, long start, Span<T> destination, ExecutionOptions execution)
        where T : unmanaged, IFloatingPointIeee754<T> => Fill(stream, key, new Elementwise(function), start, destination, execution);

    /// <summary>Writes what an operator makes of the uniforms from <paramref name="start"/> on, which is a multiple of its group.</summary>
    internal static void Fill<T, TOperator>(
        RandomStream stream, RandomKey key, TOperator operation, long start, Span<T> destination, ExecutionOptions execution)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperator : struct, IUniformsOperator
    {
        Chunk<T, TOperator> chunk = new(stream, key, operation);
        if (stream.IsSequential)
        {
            chunk.WriteGroups((ulong)start / (uint)TOperator.GroupSize, destination);
            return;
        }

        GroupFill.Fill(chunk, start, destination, execution);
    }

    private readonly struct Elementwise(Func<double, double> function) : IUniformsOperator
    {
        public static int GroupSize => 1;

        public void Transform(Span<double> uniforms)
        {
            foreach (ref double value in uniforms)
            {
                value = function(value);
            }
        }
    }

    private readonly struct Chunk<T, TOperator>(RandomStream stream, RandomKey key, TOperator operation) : IGroupOperator<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperator : struct, IUniformsOperator
    {
        public static int GroupSize => TOperator.GroupSize;

        public void WriteGroups(ulong firstGroup, Span<T> destination)
        {
            double[] rented = ArrayPool<double>.Shared.Rent(destination.Length);
            Span<double> values = rented.AsSpan(0, destination.Length);
            long first = (long)firstGroup * GroupSize;
            stream.FillUniform(key, 0, 1, first, values, new ExecutionOptions { MaxDegreeOfParallelism = 1 });
            operation.Transform(values);
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = T.CreateTruncating(values[i]);
            }

            ArrayPool<double>.Shared.Return(rented);
        }
    }
}

/// <summary>Replaces uniform numbers on [0, 1), so many together, by what they stand for.</summary>
internal interface IUniformsOperator
{
    /// <summary>How many uniforms are turned into as many values together.</summary>
    static abstract int GroupSize { get; }

    /// <summary>Replaces whole groups.</summary>
    void Transform(Span<double> uniforms);
}
