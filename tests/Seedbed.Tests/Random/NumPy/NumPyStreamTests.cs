using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Random.NumPy;
using Seedbed.Tests.Golden;
using Seedbed.Tests.Initializers;
using Xunit;

namespace Seedbed.Tests.Random.NumPy;

/// <summary>NumPy's generator, and 684 tensors of Keras 3 on NumPy: values and SHA-256.</summary>
public sealed class NumPyStreamTests
{
    private static readonly FillOptions s_numPy = new() { Stream = RandomStream.NumPy };

    [Fact]
    public void The_generator_is_NumPy_s()
    {
        using JsonDocument golden = GoldenFile.Open("numpy_pcg64");
        JsonElement[] cases = [.. golden.RootElement.EnumerateArray()];

        Assert.Equal(18, cases.Length);
        Assert.All(cases, item =>
        {
            RandomKey pool = SeedSequence.PoolOf(Words(item.GetProperty("seed")));
            uint[] words = HexBits.UInt32s(item.GetProperty("seedseq_pool_u32"));
            Assert.Equal(new RandomKey(words[0] | ((ulong)words[1] << 32), words[2] | ((ulong)words[3] << 32)), pool);
            ulong[] raw = HexBits.UInt64s(item.GetProperty("raw_u64"));
            Pcg64 bits = new(pool);
            Assert.All(raw, expected => Assert.Equal(expected, bits.Next()));
            Pcg64 skipped = new(pool);
            skipped.Skip(raw.Length - 1);
            Assert.Equal(raw[^1], skipped.Next());
            double[] normals = HexBits.Doubles(item.GetProperty("standard_normal_f64"));
            Pcg64 generator = new(pool);
            Assert.All(normals, expected => Assert.Equal(expected, Ziggurat.Next(ref generator)));
        });
    }

    /// <summary>
    /// The tail takes a logarithm, which NumPy asks of the C library: of 12·10⁶ values, 18 differ from NumPy's on glibc 2.36, by 1 ULP, and
    /// none of them as float32. So 4 of 18 rows of 200,000 doubles differ.
    /// </summary>
    [Fact]
    public void Long_rows_of_normals_are_NumPy_s_but_for_the_last_place_of_a_value_in_a_million()
    {
        using JsonDocument golden = GoldenFile.Open("numpy_pcg64");

        Assert.Equal(14, golden.RootElement.EnumerateArray().Count(item =>
            item.GetProperty("standard_normal_200000").GetProperty("sha256_le").GetString()
                == Hash(ManyNormals(SeedSequence.PoolOf(Words(item.GetProperty("seed")))))));
    }

    [Fact]
    public void Tensors_of_Keras_are_bit_for_bit()
    {
        using JsonDocument golden = GoldenFile.Open("keras_numpy_draws");
        JsonElement[] cases = [.. golden.RootElement.GetProperty("cases").EnumerateArray()
            .Where(item => item.GetProperty("class").GetString() != "Orthogonal")];

        Assert.Equal(684, cases.Length);
        Assert.Empty(cases.Select(Fault).OfType<string>());
    }

    [Fact]
    public void Orthogonal_matrices_are_Keras_s_within_rounding()
    {
        using JsonDocument golden = GoldenFile.Open("keras_numpy_draws");
        JsonElement[] cases = [.. golden.RootElement.GetProperty("cases").EnumerateArray()
            .Where(item => item.GetProperty("class").GetString() == "Orthogonal" && item.TryGetProperty("bits", out _)
                && item.GetProperty("dtype").GetString() == "float32")];

        Assert.NotEmpty(cases);
        Assert.All(cases, item =>
        {
            Initializer initializer = KerasCall.Create("Orthogonal", item.GetProperty("args"), item.GetProperty("seed").GetInt64());
            Shape shape = item.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).ToArray();
            float[] expected = HexBits.Singles(item.GetProperty("bits"));
            Assert.Equal(0, initializer.CreateArray<float>(shape, s_numPy).Zip(expected, (ours, theirs) => Math.Abs(ours - theirs)).Max(), 2e-6);
        });
    }

    [Fact]
    public void A_slice_is_a_part_of_the_tensor()
    {
        foreach (Initializer initializer in (Initializer[])[new RandomUniform(seed: 3), new RandomNormal(seed: 3), new HeNormal(seed: 3)])
        {
            double[] whole = initializer.CreateArray<double>([100, 10], s_numPy);
            double[] part = new double[50];
            initializer.FillSlice(part.AsSpan(), [100, 10], 333, s_numPy);
            Assert.Equal(whole[333..383], part);
        }
    }

    [Fact]
    public void A_negative_seed_is_refused_as_by_NumPy() => Assert.Contains("NumPy takes seeds from 0",
        Assert.Throws<ArgumentException>(() => new HeNormal(seed: -1).CreateArray<float>([3, 3], s_numPy)).Message, StringComparison.Ordinal);

    private static double[] ManyNormals(RandomKey pool)
    {
        double[] values = new double[200000];
        RandomStream.NumPy.FillNormal(pool, 0, 1, 0, values.AsSpan());
        return values;
    }

    private static string? Fault(JsonElement item) => item.GetProperty("dtype").GetString() switch
    {
        "float64" => Fault<double>(item),
        "float16" => Fault<Half>(item),
        "bfloat16" => Fault<BFloat16>(item),
        _ => Fault<float>(item),
    };

    private static string? Fault<T>(JsonElement item)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long? seed = item.TryGetProperty("seed", out JsonElement given) ? given.GetInt64() : null;
        Initializer initializer = KerasCall.Create(item.GetProperty("class").GetString()!, item.GetProperty("args"), seed);
        Shape shape = item.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).ToArray();
        T[] values = initializer.CreateArray<T>(shape, s_numPy);
        bool agrees = item.TryGetProperty("bits", out JsonElement bits)
            ? bits.GetString() == Hex(values)
            : item.GetProperty("sha256_le").GetString() == Hash(values);
        return agrees ? null : $"{item}";
    }

    private static string Hex<T>(T[] values)
        where T : unmanaged
    {
        int size = Marshal.SizeOf<T>();
        byte[] bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        for (int i = 0; i < bytes.Length; i += size)
        {
            Array.Reverse(bytes, i, size);
        }

        return Convert.ToHexStringLower(bytes);
    }

    private static string Hash<T>(T[] values)
        where T : unmanaged => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())));

    /// <summary>A seed as NumPy reads it: each integer's words of 32 bits, the lowest first.</summary>
    private static uint[] Words(JsonElement seed)
    {
        if (seed.ValueKind == JsonValueKind.Array)
        {
            return [.. seed.EnumerateArray().SelectMany(Words)];
        }

        BigInteger left = BigInteger.Parse(seed.ToString(), CultureInfo.InvariantCulture);
        List<uint> words = [];
        do
        {
            words.Add((uint)(left & uint.MaxValue));
            left >>= 32;
        }
        while (left > 0);
        return [.. words];
    }
}
