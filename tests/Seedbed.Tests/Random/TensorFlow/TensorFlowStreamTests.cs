using System.Numerics;
using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Random.TensorFlow;
using Seedbed.Tests.Golden;
using Xunit;
using Xunit.Abstractions;

namespace Seedbed.Tests.Random.TensorFlow;

/// <summary>Ten streams of TensorFlow, word for word and value for value.</summary>
public sealed class TensorFlowStreamTests(ITestOutputHelper output)
{
    [Fact]
    public void Keys_counters_and_words_are_tensorflow_s()
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        JsonElement[] streams = [.. golden.RootElement.GetProperty("streams").EnumerateArray()];

        Assert.Equal(10, streams.Length);
        Assert.All(streams, stream =>
        {
            RandomKey key = RandomStream.TensorFlowStateless.KeyOf(GoldenWindow.SeedOf(stream));
            PhiloxStream philox = new(key);
            uint[] keyWords = [(uint)key.Low, (uint)(key.Low >> 32)];
            uint[] counterWords = [0, 0, (uint)key.High, (uint)(key.High >> 32)];

            Assert.Equal(HexBits.UInt32s(stream.GetProperty("key")), keyWords);
            Assert.Equal(HexBits.UInt32s(stream.GetProperty("counter")), counterWords);
            Assert.Equal(HexBits.UInt32s(stream.GetProperty("philox_words_first16")),
                Enumerable.Range(0, 4).SelectMany(j => Words(philox.Block((ulong)j))));
        });
    }

    [Fact]
    public void Float32_samples_are_bit_for_bit() => AssertBits<float>("float32", 90);

    [Fact]
    public void Float16_samples_are_bit_for_bit() => AssertBits<Half>("float16", 60);

    [Fact]
    public void BFloat16_samples_are_bit_for_bit() => AssertBits<BFloat16>("bfloat16", 60);

    /// <summary>z = −1.99998987 rounds to −2, and −2 times the bfloat16 0.05 is −0.10009766, before and after rounding.</summary>
    [Fact]
    public void A_bfloat16_normal_just_below_a_power_of_two_is_rounded_to_it()
    {
        BFloat16[] values = new TruncatedNormal(seed: 99).CreateArray<BFloat16>([300, 257]);
        Assert.Equal(0xBDCD, values[3900].ToBits());
    }

    [Fact]
    public void Float64_uniforms_are_bit_for_bit_and_normals_within_2_ulp()
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        ILookup<bool, GoldenWindow> windows = GoldenWindow.All(golden.RootElement, "float64").ToLookup(window => window.Kind == "uniform");
        Assert.Equal((30, 60), (windows[true].Count(), windows[false].Count()));

        Assert.Empty(windows[true].SelectMany(Faults<double>));
        DoubleError error = new();
        foreach (GoldenWindow window in windows[false])
        {
            double[] drawn = window.Draw<double>();
            double[] expected = HexBits.Doubles(string.Concat(window.Bits));
            Assert.All(drawn.Zip(expected), pair => error.Add(pair.First, pair.Second, mean: 0));
        }

        output.WriteLine($"{error}");
        Assert.InRange(error.Largest, 0, DoubleError.Allowed);
    }

    private static void AssertBits<T>(string dtype, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        GoldenWindow[] windows = GoldenWindow.All(golden.RootElement, dtype);

        Assert.Equal(count, windows.Length);
        Assert.Empty(windows.SelectMany(Faults<T>));
    }

    private static IEnumerable<string> Faults<T>(GoldenWindow window)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ElementBits.Faults(window.ToString(), window.Bits, ElementBits.Hex<T>(window.Draw<T>()));

    private static uint[] Words(PhiloxBlock block) => [block.W0, block.W1, block.W2, block.W3];
}
