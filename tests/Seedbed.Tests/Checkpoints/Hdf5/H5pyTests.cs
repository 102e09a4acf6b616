using System.Text.Json;
using Seedbed.Checkpoints.Hdf5.Reading;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>What h5py reads in a file, we read: the list of Golden/hdf5/describe.py.</summary>
public sealed class H5pyTests
{
    public static TheoryData<string> Files
    {
        get
        {
            using JsonDocument list = List();
            return [.. list.RootElement.EnumerateObject().Select(file => file.Name)];
        }
    }

    [Fact]
    public void All_golden_files_are_listed() => Assert.Equal(14, Files.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_dataset_is_read_as_h5py_reads_it(string file)
    {
        using JsonDocument list = List();
        JsonElement expected = list.RootElement.GetProperty(file).GetProperty("datasets");
        using var reader = Hdf5Reader.Open(GoldenHdf5.PathOf(file));

        Hdf5DatasetEntry[] readable = [.. reader.Datasets.Where(dataset => dataset.Type is not null)];
        Assert.Equal(expected.EnumerateObject().Select(dataset => dataset.Name).Order(StringComparer.Ordinal),
            readable.Select(dataset => dataset.Path).Order(StringComparer.Ordinal));
        foreach (Hdf5DatasetEntry dataset in readable)
        {
            JsonElement[] facts = [.. expected.GetProperty(dataset.Path).EnumerateArray()];
            Assert.Equal(facts[0].GetString(), dataset.Type!.Name);
            Assert.Equal($"[{string.Join(", ", facts[1].EnumerateArray())}]", dataset.Shape.ToString());
            Assert.Equal(facts[2].GetString(), GoldenHdf5.Sha256(GoldenHdf5.ReadAll(reader, dataset)));
            Assert.All(facts[3].EnumerateObject(),
                attribute => Assert.Equal(attribute.Value.GetString(), dataset.Attribute(attribute.Name)?.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_group_has_the_name_that_h5py_reads(string file)
    {
        using JsonDocument list = List();
        using var reader = Hdf5Reader.Open(GoldenHdf5.PathOf(file));

        IEnumerable<string> expected =
            list.RootElement.GetProperty(file).GetProperty("group_names").EnumerateObject().Select(group => $"{group.Name}: {group.Value}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), Named(reader.Root).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Attributes_of_all_kinds_are_read()
    {
        using var reader = Hdf5Reader.Open(GoldenHdf5.PathOf("hdf5/kinds.h5"));
        Hdf5GroupEntry root = reader.Root;

        Assert.Equal(["fixed", "fixed_texts", "integer", "no_text", "nothing", "number", "numbers", "record", "text", "texts"],
            root.Attributes.Select(attribute => attribute.Name).Order());
        Assert.Equal("grün", root.Attribute("text")!.Text);
        Assert.Equal("", root.Attribute("no_text")!.Text);
        Assert.Equal("fixed", root.Attribute("fixed")!.Text);
        Assert.Equal<IEnumerable<string>>(["a", "bcd"], root.Attribute("fixed_texts")!.Texts);
        Assert.Equal<IEnumerable<string>>(["one", "two", "three"], root.Attribute("texts")!.Texts);
        Assert.Equal(42, BitConverter.ToInt64(root.Attribute("integer")!.Bytes.Span));
        Assert.Equal(0.5, BitConverter.ToDouble(root.Attribute("number")!.Bytes.Span));
        Assert.Equal("[2, 3]", root.Attribute("numbers")!.Shape.ToString());
        Assert.Equal(5f, BitConverter.ToSingle(root.Attribute("numbers")!.Bytes.Span[20..]));
        Assert.Equal(0, root.Attribute("nothing")!.Shape.ElementCount);
        Assert.Null(root.Attribute("record")!.Type);
        Assert.Null(root.Attribute("record")!.Text);
    }

    [Fact]
    public void Attributes_too_many_for_a_header_are_read()
    {
        using var reader = Hdf5Reader.Open(GoldenHdf5.PathOf("hdf5/latest.h5"));
        Hdf5GroupEntry group = reader.Root.Group("attributes")!;

        Assert.Equal(41, group.Attributes.Length);
        Assert.Equal("some text", group.Attribute("text")!.Text);
        Assert.All(Enumerable.Range(0, 40), index => Assert.Equal(index, BitConverter.ToInt64(group.Attribute($"a{index}")!.Bytes.Span)));
    }

    [Fact]
    public void A_slice_of_any_layout_is_that_part_of_the_whole()
    {
        foreach (string file in new[] { "hdf5/chunked.h5", "hdf5/kinds.h5" })
        {
            using var reader = Hdf5Reader.Open(GoldenHdf5.PathOf(file));
            foreach (Hdf5DatasetEntry dataset in reader.Datasets.Where(dataset => dataset.Type is not null))
            {
                byte[] whole = new byte[dataset.ByteCount];
                reader.Read(dataset, 0, whole);
                int size = dataset.Type!.SizeInBytes;
                int count = whole.Length / size;
                for (int start = 0; start < count; start += 7)
                {
                    byte[] slice = new byte[Math.Min(31, count - start) * size];
                    reader.Read(dataset, start * size, slice);
                    Assert.Equal(whole.AsSpan(start * size, slice.Length).ToArray(), slice);
                }
            }
        }
    }

    [Fact]
    public void What_is_no_number_is_listed_but_not_read()
    {
        using var reader = Hdf5Reader.Open(GoldenHdf5.PathOf("hdf5/kinds.h5"));

        foreach (string name in new[] { "texts", "records", "complex", "opaque" })
        {
            Assert.Null(reader[name].Type);
            Assert.Equal("[" + reader[name].Shape[0] + "]", reader[name].Shape.ToString());
            Assert.Contains("no numbers", Assert.Throws<FormatException>(() => reader.Read(reader[name], 0, new byte[1])).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_object_of_several_links_has_all_their_paths_and_one_content()
    {
        using var reader = Hdf5Reader.Open(GoldenHdf5.PathOf("hdf5/hard_link.h5"));

        Assert.Equal(["x", "a/b/y", "c/b/y"], reader.Datasets.Select(dataset => dataset.Path));
        Assert.Equal("c/b", reader.Root.Group("c")!.Group("b")!.Path);
        Assert.All(reader.Datasets, dataset => Assert.Same(reader["x"].Content, dataset.Content));
        Assert.All(reader.Datasets, dataset => Assert.Equal(GoldenHdf5.ReadAll(reader, reader["x"]), GoldenHdf5.ReadAll(reader, dataset)));
    }

    [Fact]
    public void A_range_outside_a_dataset_or_within_an_element_is_refused()
    {
        using var reader = Hdf5Reader.Open(GoldenHdf5.PathOf("hdf5/kinds.h5"));
        Hdf5DatasetEntry dataset = reader["big_endian_integers"];

        Assert.Throws<ArgumentException>(() => reader.Read(dataset, -2, new byte[2]));
        Assert.Throws<ArgumentException>(() => reader.Read(dataset, 6, new byte[2]));
        Assert.Throws<ArgumentException>(() => reader.Read(dataset, 1, new byte[2]));
        Assert.Throws<ArgumentException>(() => reader.Read(dataset, 0, new byte[3]));
        Assert.Throws<ArgumentException>(() => reader["nowhere"]);
        using var other = Hdf5Reader.Open(GoldenHdf5.PathOf("hdf5/kinds.h5"));
        Assert.Throws<ArgumentException>(() => other.Read(dataset, 0, new byte[2]));
    }

    private static IEnumerable<string> Named(Hdf5GroupEntry group)
    {
        string? name = group.Path.Length == 0 ? null : group.Attribute("name")?.Text;
        return (name is null ? [] : new[] { $"{group.Path}: {name}" }).Concat(group.Groups.SelectMany(Named));
    }

    private static JsonDocument List() => JsonDocument.Parse(File.ReadAllText(GoldenHdf5.PathOf("hdf5/h5py.json")));
}
