using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Npz;

public sealed class NpyWriterTests
{
    public static TheoryData<string, string, string> Headers => new()
    {
        { "float32", "784,128", "{'descr': '<f4', 'fortran_order': False, 'shape': (784, 128), }" },
        { "float64", "5", "{'descr': '<f8', 'fortran_order': False, 'shape': (5,), }" },
        { "float16", "", "{'descr': '<f2', 'fortran_order': False, 'shape': (), }" },
        { "bfloat16", "2,0,3", "{'descr': '<V2', 'fortran_order': False, 'shape': (2, 0, 3), }" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_file_has_NumPys_header_and_the_cores_values(string typeName, string dimensions, string header)
    {
        using TemporaryFolder folder = new();
        DType type = DType.All.Single(candidate => candidate.Name == typeName);
        long[] shape = [.. dimensions.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(size => long.Parse(size, CultureInfo.InvariantCulture))];
        PlannedTensor tensor = new("w", shape, type, new RandomNormal(seed: 3));

        NpyWriter.Write(folder.At("w.npy"), tensor);

        byte[] file = File.ReadAllBytes(folder.At("w.npy"));
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], file[..8]);
        int length = BitConverter.ToUInt16(file, 8);
        Assert.Equal(0, (10 + length) % 64);
        Assert.Equal((byte)'\n', file[9 + length]);
        Assert.Equal(header, Encoding.ASCII.GetString(file, 10, length).TrimEnd());
        Assert.Equal(Expected(tensor), file[(10 + length)..]);
    }

    [Fact]
    public void A_slice_is_an_array_of_one_dimension()
    {
        using TemporaryFolder folder = new();
        PlannedTensor tensor = new("w", [1L << 40, 1000], DType.Float32, new HeNormal(seed: 3));
        float[] expected = new float[777];
        tensor.Initializer.FillSlice(expected.AsSpan(), tensor.Shape, 123_456_789_012_345);

        NpyWriter.WriteSlice(folder.At("w.npy"), tensor, 123_456_789_012_345, 777);

        byte[] file = File.ReadAllBytes(folder.At("w.npy"));
        Assert.Contains("'shape': (777,), }", Encoding.ASCII.GetString(file, 10, 118), StringComparison.Ordinal);
        Assert.Equal(MemoryMarshal.AsBytes(expected.AsSpan()), file.AsSpan(128));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 7)]
    [InlineData(6, 1)]
    [InlineData(1, -1)]
    [InlineData(1, long.MaxValue)]
    public void A_slice_outside_the_tensor_is_refused(long start, long count)
    {
        using TemporaryFolder folder = new();
        PlannedTensor tensor = new("w", [2, 3], DType.Float32, new Ones());

        Assert.Contains($"the slice {start}:{count} is outside shape [2, 3]",
            Assert.Throws<ArgumentException>(
                () => NpyWriter.WriteSlice(folder.At("w"), tensor, start, count)).Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_header_too_long_for_version_1_is_of_version_2()
    {
        Shape shape = Shape.Create([.. Enumerable.Repeat(1L, 30_000)]);

        byte[] header = NpyWriter.Header(new PlannedTensor("w", shape, DType.Float32, new Ones()), shape);

        Assert.Equal([2, 0], header[6..8]);
        Assert.Equal(header.Length - 12, BitConverter.ToInt32(header, 8));
        Assert.Equal(0, header.Length % 64);
    }

    private static byte[] Expected(PlannedTensor tensor) => tensor.Type.Name switch
    {
        "float32" => MemoryMarshal.AsBytes(tensor.Initializer.CreateArray<float>(tensor.Shape).AsSpan()).ToArray(),
        "float64" => MemoryMarshal.AsBytes(tensor.Initializer.CreateArray<double>(tensor.Shape).AsSpan()).ToArray(),
        "float16" => MemoryMarshal.AsBytes(tensor.Initializer.CreateArray<Half>(tensor.Shape).AsSpan()).ToArray(),
        _ => MemoryMarshal.AsBytes(tensor.Initializer.CreateArray<BFloat16>(tensor.Shape).AsSpan()).ToArray(),
    };
}
