using System.Numerics;
using System.Text.Json;
using Seedbed.Random;

namespace Seedbed.Tests.Random.TensorFlow;

/// <summary>Successive unit samples of one stream from an offset on, as TensorFlow draws them.</summary>
internal sealed record GoldenWindow(SeedPair Seed, string Kind, long Offset, string[] Bits)
{
    public override string ToString() => $"({Seed.Seed}, {Seed.Counter}) {Kind} from {Offset}";

    public static SeedPair SeedOf(JsonElement stream)
    {
        JsonElement words = stream.GetProperty("tf_seed");
        return new SeedPair(words[0].GetInt64(), words[1].GetInt64());
    }

    public static GoldenWindow[] All(JsonElement golden, string dtype) =>
    [
        .. from stream in golden.GetProperty("streams").EnumerateArray()
           where stream.TryGetProperty(dtype, out _)
           from kind in stream.GetProperty(dtype).EnumerateObject()
           from window in kind.Value.EnumerateObject()
           select new GoldenWindow(
               SeedOf(stream),
               kind.Name,
               long.Parse(window.Name),
               [.. window.Value.EnumerateArray().Select(value => value.GetString()!)]),
    ];

    public T[] Draw<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RandomKey key = RandomStream.TensorFlowStateless.KeyOf(Seed);
        T[] values = new T[Bits.Length];
        switch (Kind)
        {
            case "uniform":
                RandomStream.TensorFlowStateless.FillUniform(key, 0, 1, Offset, values.AsSpan());
                break;
            case "normal":
                RandomStream.TensorFlowStateless.FillNormal(key, 0, 1, Offset, values.AsSpan());
                break;
            case "truncated_normal":
                RandomStream.TensorFlowStateless.FillTruncatedNormal(key, 0, 1, Offset, values.AsSpan());
                break;
            default:
                throw new InvalidOperationException($"unknown kind {Kind}");
        }

        return values;
    }
}
