using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Templates;
using Seedbed.Initializers;
using Seedbed.Tests.Checkpoints.Hdf5;
using Seedbed.Tests.Checkpoints.Reading;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Inspection;

public sealed class CheckpointInspectorTests
{
    [Fact]
    public void Duplicates_are_named_and_constants_are_not()
    {
        using TemporaryFolder folder = new();
        CheckpointFiles.Write(folder.At("m.npz"), Plans.Of(
            new TensorTemplate("a", [3, 2], DType.Float32, new HeNormal(seed: 1)),
            new TensorTemplate("zeros", [6], DType.Float32, new Zeros()),
            new TensorTemplate("flat", [6], DType.Float32, new RandomNormal(seed: 1)),
            new TensorTemplate("b", [3, 2], DType.Float32, new HeNormal(seed: 1)),
            new TensorTemplate("c", [3, 2], DType.Float32, new HeNormal(seed: 1)),
            new TensorTemplate("more_zeros", [6], DType.Float32, new Zeros()),
            new TensorTemplate("scalar", [], DType.Float32, new RandomNormal(seed: 1)),
            new TensorTemplate("scalar2", [], DType.Float32, new RandomNormal(seed: 1))));
        using var file = CheckpointFiles.Open(folder.At("m.npz"));

        var found = CheckpointInspector.Inspect(file);

        Assert.Equal([null, null, null, "a", "a", null, null, null], found.Select(each => each.DuplicateOf));
        Assert.Equal([false, true, false, false, false, true, true, true], found.Select(each => each.IsConstant));
        Assert.Equal(6, found[1].Values.Zeros);
    }

    [Fact]
    public void One_content_of_several_names_is_read_once()
    {
        using var file = CheckpointFiles.Open(GoldenHdf5.PathOf("hdf5/hard_link.h5"));
        Largest largest = new();

        var found = CheckpointInspector.Inspect(file, new InspectOptions { Progress = largest });

        Assert.Equal(["x", "a/b/y", "c/b/y"], found.Select(each => each.Tensor.Name));
        Assert.Equal([null, "x", "x"], found.Select(each => each.DuplicateOf));
        Assert.Equal(file.Tensors[0].ByteCount, largest.Value);
    }

    [Theory]
    [InlineData("int64", -2)]
    [InlineData("int32", -2)]
    [InlineData("int16", -2)]
    [InlineData("int8", -2)]
    [InlineData("uint64", 18446744073709551614.0)]
    [InlineData("uint32", 4294967294.0)]
    [InlineData("uint16", 65534)]
    [InlineData("uint8", 254)]
    [InlineData("bool", 1)]
    public void Integers_are_decoded(string name, double value)
    {
        DType type = DType.All.Single(type => type.Name == name);
        double[] values = new double[1];

        ElementDecoder.Decode(type, BitConverter.GetBytes(-2L).AsSpan(0, type.SizeInBytes), values);

        Assert.Equal(value, values[0]);
    }

    [Fact]
    public void A_cancelled_inspection_stops()
    {
        using TemporaryFolder folder = new();
        CheckpointFiles.Write(folder.At("m.npz"), Plans.Of(new TensorTemplate("a", [100_000], DType.Float32, new HeNormal())));
        using var file = CheckpointFiles.Open(folder.At("m.npz"));

        Assert.ThrowsAny<OperationCanceledException>(
            () => CheckpointInspector.Inspect(file, new InspectOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    // Every bit pattern of 16 and 8 bits, against a decoding of its own.
    [Theory]
    [InlineData("float16", 5, 10)]
    [InlineData("bfloat16", 8, 7)]
    [InlineData("float8_e5m2", 5, 2)]
    public void Small_floats_are_decoded(string name, int exponentBits, int fractionBits)
    {
        DType type = DType.All.Single(type => type.Name == name);
        int count = 1 << (8 * type.SizeInBytes);
        byte[] bytes = [.. Enumerable.Range(0, count).SelectMany(bits => BitConverter.GetBytes((ushort)bits).Take(type.SizeInBytes))];
        double[] values = new double[count];

        ElementDecoder.Decode(type, bytes, values);

        for (int bits = 0; bits < count; bits++)
        {
            int exponent = (bits >> fractionBits) & ((1 << exponentBits) - 1);
            int fraction = bits & ((1 << fractionBits) - 1);
            int bias = (1 << (exponentBits - 1)) - 1;
            bool isSpecial = exponent == (1 << exponentBits) - 1;
            double magnitude = isSpecial ? (fraction == 0 ? double.PositiveInfinity : double.NaN)
                : exponent == 0 ? Math.ScaleB(fraction, 1 - bias - fractionBits)
                : Math.ScaleB((1 << fractionBits) + fraction, exponent - bias - fractionBits);
            Assert.Equal(bits >> (exponentBits + fractionBits) == 0 ? magnitude : -magnitude, values[bits]);
        }
    }

    [Fact]
    public void Float8_without_infinities_is_decoded()
    {
        double[] values = new double[6];

        ElementDecoder.Decode(DType.All.Single(type => type.Name == "float8_e4m3fn"), [0x00, 0x01, 0x38, 0x7E, 0xFE, 0x7F], values);

        Assert.Equal([0, 0.001953125, 1, 448, -448, double.NaN], values);
    }

    private sealed class Largest : IProgress<long>
    {
        public long Value { get; private set; }

        public void Report(long value) => Value = Math.Max(Value, value);
    }
}
