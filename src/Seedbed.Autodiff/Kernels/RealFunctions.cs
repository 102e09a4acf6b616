using System.Numerics;
using System.Runtime.CompilerServices;

namespace Seedbed.Autodiff.Kernels;

/// <summary>The functions of <see cref="VectorFunctions"/> over spans of any length; x and y may be one memory.</summary>
internal static class RealFunctions
{
    /// <summary>Elements whose exponentials are summed at a time.</summary>
    private const int BlockLength = 512;

    /// <summary>A function of a vector.</summary>
    private interface IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        static abstract Vector<T> Of(Vector<T> x);
    }

    /// <summary>y = eˣ, held to normal numbers.</summary>
    internal static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, ExpFunction<T>>(x, y);

    /// <summary>y = eˣ, 0 and infinity at the ends.</summary>
    internal static void ExpOverTheRange<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, WideExpFunction<T>>(x, y);

    /// <summary>y = eˣ − 1.</summary>
    internal static void ExpM1<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, ExpM1Function<T>>(x, y);

    /// <summary>y = 1 / (1 + e⁻ˣ).</summary>
    internal static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, SigmoidFunction<T>>(x, y);

    /// <summary>y = tanh x.</summary>
    internal static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, TanhFunction<T>>(x, y);

    /// <summary>y = ln(1 + e⁻|ˣ|).</summary>
    internal static void SoftplusRest<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, SoftplusRestFunction<T>>(x, y);

    /// <summary>y = ln x of normal numbers above 0.</summary>
    internal static void Log<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, LogFunction<T>>(x, y);

    /// <summary>ln x of a normal number above 0.</summary>
    internal static T Log<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorFunctions.Log(Vector.Create(x))[0];

    /// <summary>Σ exp(xᵢ).</summary>
    [SkipLocalsInit]
    internal static T SumOfExp<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> buffer = stackalloc T[BlockLength];
        T sum = T.Zero;
        for (int start = 0; start < x.Length; start += BlockLength)
        {
            int length = Math.Min(BlockLength, x.Length - start);
            Exp(x.Slice(start, length), buffer);
            sum += Sums.Of<T>(buffer[..length]);
        }

        return sum;
    }

    private static void Run<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IVectorFunction<T>
    {
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            TFunction.Of(new Vector<T>(x[i..])).CopyTo(y[i..]);
        }

        if (i < x.Length)
        {
            Span<T> rest = stackalloc T[Vector<T>.Count];
            x[i..].CopyTo(rest);
            TFunction.Of(new Vector<T>(rest)).CopyTo(rest);
            rest[..(x.Length - i)].CopyTo(y[i..]);
        }
    }

    private readonly struct ExpFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Of(Vector<T> x) => VectorFunctions.Exp(x);
    }

    private readonly struct WideExpFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Of(Vector<T> x) => VectorFunctions.ExpOverTheRange(x);
    }

    private readonly struct ExpM1Function<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Of(Vector<T> x) => VectorFunctions.ExpM1(x);
    }

    private readonly struct SigmoidFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Of(Vector<T> x) => VectorFunctions.Sigmoid(x);
    }

    private readonly struct TanhFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Of(Vector<T> x) => VectorFunctions.Tanh(x);
    }

    private readonly struct SoftplusRestFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Of(Vector<T> x) => VectorFunctions.SoftplusRest(x);
    }

    private readonly struct LogFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Of(Vector<T> x) => VectorFunctions.Log(x);
    }
}
