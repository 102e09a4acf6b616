using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Reading;
using Seedbed.Checkpoints.Hdf5.Writing;
using Seedbed.Checkpoints.Templates;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>What is written is read back; Golden/hdf5 and .ci/check-formats hold both against other programs.</summary>
public sealed class RoundTripTests
{
    private static readonly Shape[] s_shapes =
        [[], [0], [1], [7], [0, 4], [3, 5], [3, 3, 4, 8], [1, 1, 1, 1, 1, 1, 1, 1, 1, 2], [1000, 13]];

    public static TheoryData<string> Types => [.. DType.All.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_and_shape_returns(string name)
    {
        var type = DType.Named(name);
        Hdf5Group root = new();
        List<ReadOnlyMemory<byte>> data = [];
        foreach ((int index, Shape shape) in s_shapes.Index())
        {
            Hdf5Dataset dataset = root.Add($"group_{index % 3}/d{index}", type, shape);
            data.Add(Pattern(dataset.ByteCount, index, type));
        }

        using Hdf5Reader reader = Write(root, data);

        Assert.Equal(s_shapes.Length, reader.Datasets.Length);
        foreach ((int index, Shape shape) in s_shapes.Index())
        {
            Hdf5DatasetEntry dataset = reader[$"group_{index % 3}/d{index}"];
            Assert.Equal((type, shape), (dataset.Type, dataset.Shape));
            Assert.Equal(data[index], GoldenHdf5.ReadAll(reader, dataset));
            Assert.Equal(type.Kind == TensorKind.Opaque ? name : null, dataset.Attribute("dtype")?.Text);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    [InlineData(9000)]
    public void A_group_has_any_number_of_links(int count)
    {
        Hdf5Group root = new();
        Hdf5Group layers = root.Group("layers");
        for (int index = 0; index < count; index++)
        {
            layers.Group($"dense_{index}").Set(Hdf5Attribute.OfInteger("index", index));
        }

        using Hdf5Reader reader = Write(root, []);

        Hdf5GroupEntry[] groups = [.. reader.Root.Group("layers")!.Groups];
        Assert.Equal(
            Enumerable.Range(0, count).Select(index => $"dense_{index}").Order(StringComparer.Ordinal), groups.Select(group => group.Name));
        Assert.All(groups, group => Assert.Equal($"dense_{BitConverter.ToInt64(group.Attribute("index")!.Bytes.Span)}", group.Name));
    }

    [Fact]
    public void Groups_are_nested_to_the_limit_and_not_beyond()
    {
        string deepest = string.Join('/', Enumerable.Repeat("g", Hdf5Limits.Depth));
        Hdf5Group root = new();
        root.Add(deepest + "/x", DType.Float32, [1]);

        using Hdf5Reader reader = Write(root, [new byte[4]]);

        Assert.Equal(deepest + "/x", Assert.Single(reader.Datasets).Path);
        Assert.Contains(
            "256 groups deep", Assert.Throws<ArgumentException>(() => root.Group(deepest + "/g")).Message, StringComparison.Ordinal);
    }

    /// <summary>A file that is all structure, 72 MB of it, as that of many small layers is.</summary>
    [Fact]
    public void Structure_may_be_as_long_as_the_file()
    {
        const int Groups = 1200;
        byte[] bytes = new byte[60_000];
        Hdf5Group root = new();
        for (int index = 0; index < Groups; index++)
        {
            root.Group($"g{index}").Set(Hdf5Attribute.OfNumbers("a", DType.Float64, [bytes.Length / sizeof(double)], bytes));
        }

        using Hdf5Reader reader = Write(root, []);

        Assert.Equal(Groups, reader.Root.Groups.Length);
    }

    [Fact]
    public void Attributes_return()
    {
        string[] texts = ["", "a", "ünïcode 名前", new string('x', 5000), .. Enumerable.Range(0, 400).Select(index => $"layer {index}")];
        Hdf5Group root = new();
        root.Set(Hdf5Attribute.OfTexts("texts", [texts.Length], [.. texts]));
        root.Set(Hdf5Attribute.OfInteger("integer", -5));
        root.Set(Hdf5Attribute.OfNumber("number", 1.0));
        root.Set(Hdf5Attribute.OfNumber("number", 2.5));
        root.Add("x", DType.Float32, [2]).Set(Hdf5Attribute.OfText("name", "kernel"));

        using Hdf5Reader reader = Write(root, [new byte[8]]);

        Assert.Equal(texts, reader.Root.Attribute("texts")!.Texts);
        Assert.Equal(-5, BitConverter.ToInt64(reader.Root.Attribute("integer")!.Bytes.Span));
        Assert.Equal(2.5, BitConverter.ToDouble(reader.Root.Attribute("number")!.Bytes.Span));
        Assert.Equal(3, reader.Root.Attributes.Length);
        Assert.Equal("kernel", reader["x"].Attribute("name")!.Text);
    }

    [Fact]
    public void Data_lies_in_the_order_of_addition_aligned_to_its_elements()
    {
        Hdf5Group root = new();
        Hdf5Dataset[] added =
        [
            root.Add("z/0", DType.Float16, [3]), root.Add("a", DType.Float64, [2]), root.Add(
                "none", DType.Float32, [0]),
            root.Add("z/1", DType.Float32, [5]), root.Add("b", DType.Float32, []),
        ];

        var layout = Hdf5Layout.Build(root);

        long start = layout.Header.Length;
        Assert.Equal(added, layout.Places.Select(place => place.Dataset));
        Assert.Equal([start, start + 8, start + 24, start + 24, start + 44], layout.Places.Select(place => place.Offset));
        Assert.Equal(start + 48, layout.Length);
    }

    [Fact]
    public void Offsets_beyond_4_GiB_are_laid_out_and_read()
    {
        Hdf5Group root = new();
        root.Add("big", DType.Float32, [1L << 40]);
        root.Add("behind", DType.Float32, [3]);

        var layout = Hdf5Layout.Build(root);
        using Sparse source = new(layout);
        using var reader = Hdf5Reader.Open(source);

        Assert.Equal(layout.Header.Length + (4L << 40), layout.Places[1].Offset);
        byte[] bytes = new byte[4];
        reader.Read(reader["behind"], 4, bytes);
        Assert.Equal(unchecked((int)(layout.Places[1].Offset + 4)), BitConverter.ToInt32(bytes));
        reader.Read(reader["big"], 3L << 40, bytes);
        Assert.Equal(unchecked((int)(layout.Header.Length + (3L << 40))), BitConverter.ToInt32(bytes));
    }

    [Fact]
    public void The_same_tree_gives_the_same_bytes()
    {
        static byte[] Header()
        {
            Hdf5Group root = new();
            root.Add("layers/dense/vars/0", DType.Float32, [3, 4]);
            root.Group("layers/dense/vars").Set(Hdf5Attribute.OfText("name", "dense"));
            return Hdf5Layout.Build(root).Header.ToArray();
        }

        Assert.Equal(Header(), Header());
    }

    [Fact]
    public void What_has_no_place_is_refused()
    {
        Hdf5Group root = new();
        root.Add("a/x", DType.Float32, [1]);

        Assert.Throws<ArgumentException>(() => root.Add("a/x", DType.Float32, [1]));
        Assert.Throws<ArgumentException>(() => root.Add("a", DType.Float32, [1]));
        Assert.Throws<ArgumentException>(() => root.Group("a/x"));
        Assert.All(new[] { "", "/a", "a/", "a//b", ".", "a/./b", "a\0", "\ud800" },
            path => Assert.Throws<ArgumentException>(() => root.Add(path, DType.Float32, [1])));
        Assert.Throws<ArgumentException>(() => root.Add("rank", DType.Float32, new long[33]));
        Assert.Throws<ArgumentException>(() => root.Set(Hdf5Attribute.OfText("", "x")));
        Assert.Throws<ArgumentException>(() => root.Set(Hdf5Attribute.OfText("ü", "x")));
        Assert.Throws<ArgumentException>(() => Write(root, []));
        Assert.Throws<ArgumentException>(() => Write(root, [new byte[5]]));
        root.Set(Hdf5Attribute.OfNumbers("long", DType.Float64, [10000], new byte[80000]));
        Assert.Contains("room for 65535", Assert.Throws<ArgumentException>(() => Hdf5Layout.Build(root)).Message, StringComparison.Ordinal);
    }

    private static Hdf5Reader Write(Hdf5Group root, List<ReadOnlyMemory<byte>> data)
    {
        using MemoryStream stream = new();
        Hdf5Writer.Write(stream, root, data);
        Assert.Equal(Hdf5Layout.Build(root).Length, stream.Length);
        return GoldenHdf5.Open(stream.ToArray());
    }

    private static byte[] Pattern(long length, int salt, DType type)
    {
        int modulus = type == DType.Boolean ? 2 : 251;
        return [.. Enumerable.Range(0, (int)length).Select(index => (byte)(((index * 7) + salt) % modulus))];
    }

    /// <summary>A laid-out file whose data at each multiple of 4 bytes is its own offset, cut to 32 bits.</summary>
    private sealed class Sparse(Hdf5Layout layout) : Hdf5Source
    {
        internal override long Length => layout.Length;

        internal override void Read(long offset, Span<byte> destination)
        {
            if (offset < layout.Header.Length)
            {
                layout.Header.Span.Slice((int)offset, destination.Length).CopyTo(destination);
            }
            else
            {
                Assert.True(BitConverter.TryWriteBytes(destination, unchecked((int)offset)));
            }
        }
    }
}
