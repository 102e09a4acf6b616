using System.Buffers.Binary;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Reading;
using Seedbed.Checkpoints.Hdf5.Reading.Contents;
using Seedbed.Checkpoints.Hdf5.Writing;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>Files that must be refused with a sentence, and nothing worse.</summary>
public sealed class HostileFileTests
{
    [Theory]
    [InlineData("external_link", "'y' is an external link")]
    [InlineData("loop", "'a/b/c': a link leads back to a group that it lies in")]
    [InlineData("doubling", "the structure of the file takes more than")]
    [InlineData("external_storage", "its data lies in other files")]
    [InlineData("virtual", "it is a virtual dataset")]
    [InlineData("named_type", "a named datatype is not read")]
    [InlineData("lzf", "the filter 32000")]
    [InlineData("user_block", "the signature of HDF5")]
    public void What_is_not_read_is_refused_with_a_sentence(string name, string sentence) =>
        Assert.Contains(sentence, Refusal($"hdf5/refused_{name}.h5"), StringComparison.Ordinal);

    [Fact]
    public void A_refusal_names_the_file() =>
        Assert.StartsWith(GoldenHdf5.PathOf("hdf5/refused_lzf.h5") + ": 'y': ", Refusal("hdf5/refused_lzf.h5"), StringComparison.Ordinal);

    [Theory]
    [InlineData("training/batchnorm.weights.h5")]
    [InlineData("hdf5/chunked.h5")]
    [InlineData("hdf5/kinds.h5")]
    [InlineData("hdf5/ordered.h5")]
    public void A_file_cut_at_any_byte_is_refused(string name)
    {
        byte[] content = GoldenHdf5.BytesOf(name);
        for (int length = 0; length < content.Length; length++)
        {
            byte[] cut = content[..length];
            Assert.Throws<FormatException>(() => GoldenHdf5.Open(cut));
        }
    }

    [Fact]
    public void Bytes_behind_the_end_do_no_harm()
    {
        using Hdf5Reader reader = GoldenHdf5.Open([.. GoldenHdf5.BytesOf("hdf5/kinds.h5"), 1, 2, 3]);

        Assert.Equal(14, reader.Datasets.Length);
    }

    /// <summary>A file of version 2 structures alone: each stretch of them ends with a checksum, and so every change is found.</summary>
    [Fact]
    public void Every_changed_byte_of_a_checked_structure_is_found()
    {
        byte[] content = GoldenHdf5.BytesOf("hdf5/latest.h5");
        int[] structures = [.. new[] { "OHDR", "OCHK", "BTHD", "BTIN", "BTLF", "FRHP", "FHDB",
            "FHIB" }.Select(signature => content.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(signature)))];
        Assert.DoesNotContain(-1, structures);
        foreach (int place in structures.Append(0).SelectMany(structure => Enumerable.Range(structure, 30)))
        {
            byte[] changed = [.. content];
            changed[place] ^= 0x40;
            Assert.Throws<FormatException>(() => GoldenHdf5.Open(changed));
        }
    }

    /// <summary>
    /// Bits that fill up the last byte of a deflate stream, or that name another place of the same bytes, change nothing.
    /// </summary>
    [Theory]
    [InlineData("fletcher32", 0)]
    [InlineData("all", 0)]
    [InlineData("gzip", 20)]
    public void A_damaged_chunk_is_refused_when_it_is_read(string name, int mostHarmless)
    {
        byte[] content = GoldenHdf5.BytesOf("hdf5/chunked.h5");
        using Hdf5Reader whole = GoldenHdf5.Open(content);
        byte[] values = GoldenHdf5.ReadAll(whole, whole[name]);
        int harmless = 0;
        foreach (StoredChunk chunk in ((ChunkedContent)whole[name].Content).Chunks)
        {
            for (int offset = 0; offset < chunk.ByteCount; offset += 3)
            {
                byte[] changed = [.. content];
                changed[chunk.Address + offset] ^= 0x10;
                harmless += IsRefused(changed, name, values) ? 0 : 1;
            }
        }

        Assert.InRange(harmless, 0, mostHarmless);
    }

    [Theory]
    [InlineData(1L << 52)]
    [InlineData(1L << 62)]
    [InlineData(-1)]
    public void An_absurd_dimension_is_refused(long dimension)
    {
        byte[] content = Small(out int dimensionAt, out _);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(dimensionAt), dimension);

        Assert.StartsWith("'x': ", Assert.Throws<FormatException>(() => GoldenHdf5.Open(content)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-2)]
    public void Data_outside_the_file_is_refused(long offset)
    {
        byte[] content = Small(out _, out int addressAt);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(addressAt), offset);

        Assert.Contains(
            "data would lie at byte", Assert.Throws<FormatException>(() => GoldenHdf5.Open(content)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_written_data_is_limited()
    {
        byte[] content = Small(out int dimensionAt, out int addressAt);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(dimensionAt), 1L << 40);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(addressAt), -1);

        Assert.Contains("never written", Assert.Throws<FormatException>(() => GoldenHdf5.Open(content)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_that_grow_beyond_all_bounds_are_refused()
    {
        Hdf5Group root = new();
        Hdf5Group deepest = root.Group(string.Join('/', Enumerable.Repeat(new string('n', 1000), 128)));
        for (int index = 0; index < 2000; index++)
        {
            deepest.Group($"{index}");
        }

        byte[] content = Bytes(root);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains($"more than {Hdf5Limits.MetadataBytes(content.Length)} bytes",
            Assert.Throws<FormatException>(() => GoldenHdf5.Open(content)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 * Hdf5Limits.MetadataBytes(content.Length));
    }

    [Fact]
    public void Datasets_that_share_their_data_are_refused()
    {
        Hdf5Group root = new();
        root.Add("a", DType.Float32, [100_000]);
        root.Add("b", DType.Float32, [100_000]);
        byte[] content = Bytes(root);
        long first = Hdf5Layout.Build(root).Places[0].Offset;
        long second = Hdf5Layout.Build(root).Places[1].Offset;
        int addressAt = IndexOf(content, second);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(addressAt), first);
        Array.Resize(ref content, content.Length - 400_000);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(40), content.Length);

        Assert.Contains(
            "share their data", Assert.Throws<FormatException>(() => GoldenHdf5.Open(content)).Message, StringComparison.Ordinal);
    }

    /// <summary>Whether a dataset is refused; where it is not, its values must be the right ones.</summary>
    private static bool IsRefused(byte[] content, string name, byte[] values)
    {
        using Hdf5Reader reader = GoldenHdf5.Open(content);
        try
        {
            Assert.Equal(values, GoldenHdf5.ReadAll(reader, reader[name]));
            return false;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static byte[] Small(out int dimensionAt, out int addressAt)
    {
        Hdf5Group root = new();
        root.Add("x", DType.Float32, [0x123456]);
        byte[] content = Bytes(root);
        dimensionAt = IndexOf(content, 0x123456);
        addressAt = IndexOf(content, Hdf5Layout.Build(root).Places[0].Offset);
        return content;
    }

    private static byte[] Bytes(Hdf5Group root)
    {
        using MemoryStream stream = new();
        Hdf5Writer.Write(stream, root, [.. root.DatasetsOfFile.Select(dataset => (ReadOnlyMemory<byte>)new byte[dataset.ByteCount])]);
        return stream.ToArray();
    }

    private static int IndexOf(byte[] content, long value)
    {
        byte[] field = BitConverter.GetBytes(value);
        int index = content.AsSpan().IndexOf(field);
        Assert.Equal(-1, content.AsSpan(index + 1).IndexOf(field));
        return index;
    }

    private static string Refusal(string name) => Assert.Throws<FormatException>(() => Hdf5Reader.Open(GoldenHdf5.PathOf(name))).Message;
}
