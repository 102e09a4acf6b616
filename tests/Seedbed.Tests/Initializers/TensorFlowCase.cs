using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Tests.Golden;

namespace Seedbed.Tests.Initializers;

/// <summary>One tensor that Keras on TensorFlow initialized.</summary>
internal sealed class TensorFlowCase(JsonElement golden)
{
    /// <summary>Whether Keras 2 drew it.</summary>
    public bool IsKeras2 { get; } = golden.TryGetProperty("note", out _);

    public ElementType ElementType { get; } = ElementTypes.Parse(golden.GetProperty("dtype").GetString()!);

    public Shape Shape { get; } = golden.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).ToArray();

    public string Sha256 => golden.GetProperty("sha256_le_bytes").GetString()!;

    /// <summary>The scheme with the seed whose draw number "counter" the case is.</summary>
    public Initializer CreateInitializer()
    {
        long seed = golden.GetProperty("seed").GetInt64();
        long counter = golden.GetProperty("counter").GetInt64();
        Initializer initializer = KerasCall.Create(golden.GetProperty("init").GetString()!, golden.GetProperty("args"), seed);
        if (counter == 0)
        {
            return initializer;
        }

        SeedGenerator generator = new(seed);
        for (long draw = 0; draw < counter; draw++)
        {
            generator.Next();
        }

        return (RandomInitializer)initializer with { Seed = generator };
    }

    public FillOptions Options => new() { Stream = IsKeras2 ? RandomStream.TensorFlowStateless : RandomStream.TensorFlow };

    /// <summary>The values that the file holds, by index: all, or the first and the last 64.</summary>
    public IEnumerable<(int Index, string Bits)> Values()
    {
        if (golden.TryGetProperty("all", out JsonElement all))
        {
            return From(all, 0);
        }

        return [.. From(golden.GetProperty("first64"), 0), .. From(golden.GetProperty("last64"), (int)Shape.ElementCount - 64)];
    }

    /// <summary>The numbers that Keras computed from the shape, against ours, bit for bit.</summary>
    public bool HasScalars(Distribution distribution) => distribution switch
    {
        UniformDistribution uniform => (uniform.Lower, uniform.Upper) == (Scalar("minval"), Scalar("maxval")),
        NormalDistribution normal => (normal.Mean, normal.Stddev) == (Scalar("mean"), Scalar("stddev")),
        TruncatedNormalDistribution normal => (normal.Mean, normal.Stddev) == (Scalar("mean"), Scalar("stddev")),
        _ => false,
    };

    public override string ToString() =>
        $"{golden.GetProperty("init")} {golden.GetProperty("args")} {ElementType} {Shape} seed {golden.GetProperty("seed")}, "
        + $"{golden.GetProperty("counter")}";

    private static IEnumerable<(int Index, string Bits)> From(JsonElement values, int start) =>
        values.EnumerateArray().Select((value, i) => (start + i, value.GetString()!));

    private double Scalar(string name) => HexFloat.Parse(golden.GetProperty("scalars").GetProperty(name).GetString()!);
}
