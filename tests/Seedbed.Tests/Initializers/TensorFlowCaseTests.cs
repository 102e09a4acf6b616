using System.Numerics;
using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Tests.Golden;
using Xunit;
using Xunit.Abstractions;

namespace Seedbed.Tests.Initializers;

/// <summary>594 tensors of Keras 3 on TensorFlow and two of Keras 2: values and SHA-256.</summary>
public sealed class TensorFlowCaseTests(ITestOutputHelper output)
{
    [Fact]
    public void Float32_tensors_are_bit_for_bit() => AssertBits<float>(450);

    [Fact]
    public void Float16_tensors_are_bit_for_bit() => AssertBits<Half>(48);

    [Fact]
    public void BFloat16_tensors_are_bit_for_bit() => AssertBits<BFloat16>(48);

    [Fact]
    public void Keras_2_tensors_are_those_of_the_stateless_stream()
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        TensorFlowCase[] cases = [.. Cases(golden).Where(item => item.IsKeras2)];

        Assert.Equal(2, cases.Length);
        Assert.Empty(cases.SelectMany(Faults<double>));
    }

    [Fact]
    public void Float64_uniform_tensors_are_bit_for_bit_and_normal_ones_within_2_ulp()
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        ILookup<bool, TensorFlowCase> cases = Cases(golden)
            .Where(item => !item.IsKeras2 && item.ElementType == ElementType.Float64)
            .ToLookup(item => item.CreateInitializer().DistributionFor(item.Shape) is UniformDistribution);
        Assert.Equal((20, 28), (cases[true].Count(), cases[false].Count()));

        Assert.Empty(cases[true].SelectMany(Faults<double>));
        DoubleError error = new();
        int sameHashes = cases[false].Count(item => Compare(item, error));
        output.WriteLine($"{error}; {sameHashes} of {cases[false].Count()} hashes agree");
        Assert.InRange(error.Largest, 0, DoubleError.Allowed);
    }

    [Fact]
    public void Bounds_and_deviations_are_keras_s_doubles()
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");

        Assert.All(Cases(golden), item => Assert.True(item.HasScalars(item.CreateInitializer().DistributionFor(item.Shape)!), $"{item}"));
    }

    private static IEnumerable<TensorFlowCase> Cases(JsonDocument golden) =>
        golden.RootElement.GetProperty("initializers").EnumerateArray().Select(item => new TensorFlowCase(item));

    private static void AssertBits<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        TensorFlowCase[] cases = [.. Cases(golden).Where(item => !item.IsKeras2 && item.ElementType == ElementTypes.Of<T>())];

        Assert.Equal(count, cases.Length);
        Assert.Empty(cases.SelectMany(Faults<T>));
    }

    private static IEnumerable<string> Faults<T>(TensorFlowCase item)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = item.CreateInitializer().CreateArray<T>(item.Shape, item.Options);
        (int Index, string Bits)[] expected = [.. item.Values()];
        string[] drawn = ElementBits.Hex<T>(expected.Select(value => values[value.Index]).ToArray());
        string hash = LittleEndianHash.Sha256<T>(values);
        return ElementBits.Faults(item.ToString(), [.. expected.Select(value => value.Bits), item.Sha256], [.. drawn, hash]);
    }

    /// <summary>Takes the errors of one tensor in; whether even the hash agrees.</summary>
    private static bool Compare(TensorFlowCase item, DoubleError error)
    {
        Initializer initializer = item.CreateInitializer();
        double mean = initializer.DistributionFor(item.Shape)!.Mean;
        double[] values = initializer.CreateArray<double>(item.Shape, item.Options);
        foreach ((int index, string bits) in item.Values())
        {
            error.Add(values[index], HexBits.Doubles(bits)[0], mean);
        }

        return LittleEndianHash.Sha256<double>(values) == item.Sha256;
    }
}
