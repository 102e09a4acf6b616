extern alias core;
using core::Seedbed.Simd;
using Seedbed.Random.TensorFlow.Vectors;
using Xunit;

namespace Seedbed.Tests.Simd;

/// <summary>Every input there is, at every width this processor has, against the scalar recipes.</summary>
public class SingleLanesTests
{
    private const int Chunk = 1 << 12;

    [Fact]
    public void Logs_of_512_bits_are_exact() => CheckLogs<Lanes512>();

    [Fact]
    public void Logs_of_256_bits_are_exact() => CheckLogs<Lanes256>();

    [Fact]
    public void Logs_of_128_bits_are_exact() => CheckLogs<Lanes128>();

    [Fact]
    public void Sines_and_cosines_of_512_bits_are_exact() => CheckSinesAndCosines<Lanes512>();

    [Fact]
    public void Sines_and_cosines_of_256_bits_are_exact() => CheckSinesAndCosines<Lanes256>();

    [Fact]
    public void Sines_and_cosines_of_128_bits_are_exact() => CheckSinesAndCosines<Lanes128>();

    [Fact]
    public void The_floor_of_normals_is_the_log_of_the_least_uniform() =>
        Assert.Equal(NormalLanes.SmallestLog, SingleLog.Log(1e-7f));

    private static void CheckLogs<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> =>
        Check<TLanes>(
            (words, first, _) => Logs<TLanes>(words, first),
            m => (m == 0 ? float.NegativeInfinity : SingleLog.Log(Inputs.Uniform(m)), 0));

    private static void CheckSinesAndCosines<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> =>
        Check<TLanes>(SinesAndCosines<TLanes>, m => SingleSinCos.SinCos((float)(2 * Math.PI * Inputs.Uniform(m))));

    private static unsafe void Logs<TLanes>(ulong[] words, float[] logs)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        fixed (ulong* word = words)
        fixed (float* log = logs)
        {
            for (int i = 0; i < words.Length; i += 2 * TLanes.Count)
            {
                TLanes.Store(log + i, SingleLogLanes.Log(PairLanes<TLanes>.Load(word + i), new SingleLogLanes.Constants<TLanes>()).AsSingles);
            }
        }
    }

    private static unsafe void SinesAndCosines<TLanes>(ulong[] words, float[] sines, float[] cosines)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        fixed (ulong* word = words)
        fixed (float* first = sines)
        fixed (float* second = cosines)
        {
            for (int i = 0; i < words.Length; i += 2 * TLanes.Count)
            {
                SingleSinCosLanes.SinCos(PairLanes<TLanes>.Load(word + i), TLanes.RepeatSingle(1), new SingleSinCosLanes.Constants<TLanes>(),
                    out TLanes sine, out TLanes cosine);
                TLanes.Store(first + i, sine);
                TLanes.Store(second + i, cosine);
            }
        }
    }

    private static void Check<TLanes>(Action<ulong[], float[], float[]> kernel, Func<int, (float First, float Second)> expected)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (!TLanes.IsSupported)
        {
            return;
        }

        int wrong = 0;
        Parallel.For(0, Inputs.UniformCount / Chunk, chunk =>
        {
            ulong[] words = new ulong[Chunk];
            float[] first = new float[Chunk];
            float[] second = new float[Chunk];
            for (int i = 0; i < Chunk; i++)
            {
                // What stands above the 23 bits must not matter.
                uint m = (uint)((chunk * Chunk) + i);
                words[i] = m | (m * 0x9E3779B97F4A7C15 & ~0x7FFFFFUL);
            }

            kernel(words, first, second);
            for (int i = 0; i < Chunk; i++)
            {
                (float a, float b) = expected((chunk * Chunk) + i);
                bool floored = float.IsNegativeInfinity(a) && first[i] < -700;
                if (!(floored || Same(a, first[i])) || !Same(b, second[i]))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        });
        Assert.Equal(0, wrong);
    }

    private static bool Same(float left, float right) => BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right);
}
