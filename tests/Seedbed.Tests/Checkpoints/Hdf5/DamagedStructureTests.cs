using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Seedbed.Checkpoints.Hdf5.Reading;
using Seedbed.Checkpoints.Hdf5.Reading.Structures;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>
/// Small files with one field changed: most were read as if nothing were wrong, with other values than the library finds, or where it
/// refuses.
/// The sentence tells what was found.
/// </summary>
public sealed class DamagedStructureTests
{
    [Theory]
    [InlineData("hdf5/hard_link.h5", 9, "01", "the superblock has the version 1; it must be 0")]
    [InlineData("hdf5/hard_link.h5", 10, "01", "the superblock has the version 1; it must be 0")]
    [InlineData("hdf5/hard_link.h5", 12, "01", "the superblock has the version 1; it must be 0")]
    [InlineData("hdf5/hard_link.h5", 16, "0000", "trees of the ranks 0, 16 and 32")]
    [InlineData("hdf5/hard_link.h5", 20, "08", "the superblock has the flags 0x8")]
    [InlineData("hdf5/hard_link.h5", 32, "00", "the file has information on free space, at byte 18446744073709551360")]
    [InlineData("hdf5/hard_link.h5", 72, "03", "an entry of the unknown kind 3")]
    public void A_superblock(string name, int place, string field, string sentence) => CheckRefused(name, place, field, sentence);

    [Theory]
    [InlineData("hdf5/hard_link.h5", 16, "00F0", "a symbol table node would lie at byte 1072 with 4915208 bytes")]
    [InlineData("hdf5/hard_link.h5", 142, "21", "a node of a group's B-tree of level 0 has 33 children; there is room for 32")]
    [InlineData("hdf5/hard_link.h5", 141, "FF0000", "of level 255 has 0 children")]
    [InlineData("hdf5/hard_link.h5", 152, "00", "has its right sibling at byte 18446744073709551360, but the next one is at byte 18446744073709551615")]
    [InlineData("hdf5/hard_link.h5", 160, "08", "has the key 'x' behind 'x'", "has the name 'a' behind 'x'")]
    [InlineData("hdf5/hard_link.h5", 176, "10", "has the name 'c' behind 'a' and before the key 'a', so that no search finds it")]
    [InlineData("hdf5/hard_link.h5", 1078, "09", "a symbol table node has 9 entries; there is room for 8")]
    [InlineData("hdf5/hard_link.h5", 1080, "18", "has the name 'c' behind 'c' and before the key 'x', so that no search finds it")]
    [InlineData("hdf5/hard_link.h5", 1096, "03", "'a' is a link of the unknown kind 3")]
    [InlineData("hdf5/hard_link.h5", 696, "58", "has a free block at byte 88 of 88")]
    [InlineData("hdf5/hard_link.h5", 744, "00", "has a free block of 56 bytes at byte 32 of 88, followed by one at 0")]
    [InlineData("hdf5/hard_link.h5", 744, "20", "or a loop of them")]
    [InlineData("hdf5/hard_link.h5", 752, "39", "has a free block of 57 bytes at byte 32 of 88")]
    public void A_group_of_the_older_kind(string name, int place, string field, params string[] sentences)
    {
        string refusal = Refusal(Changed(name, place, field));

        Assert.Contains(sentences, sentence => refusal.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hdf5/hard_link.h5", 802, "00", "an object header has 0 messages in 256 bytes")]
    [InlineData("hdf5/hard_link.h5", 104, "04", "an object header has 1 messages in 4 bytes")]
    [InlineData("hdf5/hard_link.h5", 818, "19", "has a message of 25 bytes; their lengths are multiples of 8")]
    [InlineData("hdf5/hard_link.h5", 820, "06", "has a message Dataspace with the flags 0x06, which contradict")]
    [InlineData("hdf5/hard_link.h5", 820, "20", "has a message Dataspace with the flags 0x20, which contradict")]
    [InlineData("hdf5/hard_link.h5", 900, "40", "has a message Layout with the flags 0x40, which contradict")]
    [InlineData("hdf5/hard_link.h5", 840, "0C", "a dimension is 13, but may grow to 12 only")]
    [InlineData("hdf5/hard_link.h5", 857, "30", "has the flags 0x30, an unknown byte order or normalization")]
    [InlineData("hdf5/hard_link.h5", 856, "1C", "a datatype message is of the unknown class 12")]
    [InlineData("hdf5/hard_link.h5", 888, "04", "a fill value message has the version 4")]
    [InlineData("hdf5/hard_link.h5", 892, "04", "a fill value message ends 4 bytes too early")]
    [InlineData("hdf5/hard_link.h5", 890, "03", "a fill value message has the unknown time 3 of filling")]
    [InlineData("hdf5/kinds.h5", 9138, "05", "has a name of 5 bytes that does not end with the only zero among them")]
    [InlineData("hdf5/kinds.h5", 9153, "03", "has the padding 3 and the character set 0")]
    [InlineData("hdf5/kinds.h5", 1994, "0F", "has the character set 15")]
    [InlineData("hdf5/kinds.h5", 2004, "02", "characters of more than a byte")]
    [InlineData("hdf5/chunked.h5", 11482, "09", "a filter message has a name of 9 bytes")]
    [InlineData("hdf5/chunked.h5", 11496, "00", "has the filter Shuffle with 1 values, the first being 0")]
    [InlineData("hdf5/chunked.h5", 11520, "0A", "has the filter Deflate with 1 values, the first being 10")]
    public void A_message(string name, int place, string field, string sentence) => CheckRefused(name, place, field, sentence);

    /// <summary>
    /// A search finds no chunk at [0, 10] or [32, 10], so the library gives the fill value; a walk over all chunks found it.
    /// </summary>
    [Theory]
    [InlineData("hdf5/kinds.h5", 4230, "10", "a chunk begins at [0, 10, 4503599627370496], where no chunk of shape [8, 5] is")]
    [InlineData("hdf5/chunked.h5", 7298, "1B", "a chunk begins at [32, 10, 1769472], where no chunk of shape [8, 5] is")]
    [InlineData("hdf5/chunked.h5", 6768, "19", "has the key [0, 10, 0] behind [0, 25, 0]")]
    [InlineData("hdf5/chunked.h5", 7320, "00", "has the key [0, 15, 4] behind [32, 10, 0]")]
    [InlineData("hdf5/chunked.h5", 7320, "20000000000000000A0000000000000003", "has a chunk at [32, 10, 0] before the key [32, 10, 3], so that no search finds it")]
    [InlineData("hdf5/chunked.h5", 6694, "41", "of level 0 has 65 children; there is room for 64")]
    [InlineData("hdf5/chunked.h5", 6704, "00", "has its right sibling at byte 18446744073709551360")]
    [InlineData("hdf5/chunked.h5", 29112, "E083", "has its right sibling at byte 33760, but the next one is at byte 26480")]
    [InlineData("hdf5/chunked.h5", 23936, "04", "has the key [2, 85, 0] behind [4, 85, 0]")]
    public void An_index_of_chunks(string name, int place, string field, string sentence) => CheckRefused(name, place, field, sentence);

    [Theory]
    [InlineData("hdf5/ordered.h5", 101, "6C", "an object header has the flags 0x6c")]
    [InlineData("hdf5/ordered.h5", 126, "13", "a link info message has the flags 0x13")]
    [InlineData("hdf5/ordered.h5", 165, "01", "a group info message has the version 1")]
    [InlineData("hdf5/ordered.h5", 5210, "4E", "is found under the hash 0x10584d4e behind 0x00000000, where no search finds it")]
    [InlineData("hdf5/ordered.h5", 5056, "0C", "records of 12, which must be 11")]
    [InlineData("hdf5/ordered.h5", 5072, "15", "announces 21 records, but there are 20")]
    [InlineData("hdf5/ordered.h5", 5110, "15", "announces 21 records, but there are 20")]
    public void A_structure_under_a_right_checksum(string name, int place, string field, string sentence)
    {
        byte[] content = Changed(name, place, field);
        new FileDamage(GoldenHdf5.BytesOf(name), 0).WriteChecksums(content);

        Assert.Contains(sentence, Refusal(content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9181, "the heap at byte 4901, not at 0 of that at 4900")]
    [InlineData(9189, "begins at 1 of the heap at byte 4900, not at 0")]
    public void A_block_of_another_heap_or_place(int place, string sentence)
    {
        byte[] content = GoldenHdf5.BytesOf("hdf5/ordered.h5");
        content[place]++;
        Span<byte> block = content.AsSpan(9176, 512);
        block.Slice(17, 4).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(block[17..], Lookup3.Hash(block));

        Assert.Contains(sentence, Refusal(content), StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_superblock_that_was_not_closed()
    {
        byte[] content = Changed("hdf5/latest.h5", 11, "01");
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(44), Lookup3.Hash(content.AsSpan(0, 44)));

        Assert.Contains("the program that wrote it did not close it", Refusal(content), StringComparison.Ordinal);
    }

    /// <summary>All of the chunk's bytes come out of such a stream, but nothing says that they are right.</summary>
    [Fact]
    public void A_deflate_stream_without_its_end()
    {
        using Hdf5Reader reader = GoldenHdf5.Open(Changed("hdf5/chunked.h5", 7112, "6E"));

        Assert.Equal(
            "the compressed bytes of a chunk end too early; the file is damaged.",
            Assert.Throws<FormatException>(() => GoldenHdf5.ReadAll(reader, reader["gzip"])).Message);
    }

    /// <summary>A value was set for what was never written, and that it is never filled in: h5py finds zeros there.</summary>
    [Fact]
    public void What_is_never_filled_in_is_zero()
    {
        using Hdf5Reader reader = GoldenHdf5.Open(Changed("hdf5/chunked.h5", 42506, "01"));

        float[] values = [.. MemoryMarshal.Cast<byte, float>(GoldenHdf5.ReadAll(reader, reader["partly"]))];

        // Of a chunk that is there, all is filled in.
        Assert.Equal([0, 1, 2.5f], values.Distinct());
        Assert.Equal(84, values.Count(value => value == 0));
    }

    private static void CheckRefused(string name, int place, string field, string sentence) =>
        Assert.Contains(sentence, Refusal(Changed(name, place, field)), StringComparison.Ordinal);

    private static string Refusal(byte[] content) => Assert.Throws<FormatException>(() => GoldenHdf5.Open(content)).Message;

    private static byte[] Changed(string name, int place, string field)
    {
        byte[] content = GoldenHdf5.BytesOf(name);
        Convert.FromHexString(field).CopyTo(content, place);
        return content;
    }
}
