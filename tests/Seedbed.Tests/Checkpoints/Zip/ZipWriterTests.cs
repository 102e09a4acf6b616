using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Bytes;
using Seedbed.Checkpoints.Writing;
using Seedbed.Checkpoints.Zip;
using Seedbed.Random;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Zip;

public sealed class ZipWriterTests
{
    [Theory]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("a\\b")]
    [InlineData("c:a")]
    [InlineData("")]
    public void A_name_that_leaves_the_archive_is_refused(string name) =>
        Assert.Contains("cannot be the name",
            Assert.Throws<ArgumentException>(
                () => ZipWriter.Layout([KeyValuePair.Create(name, CheckpointLayout.Of("x"u8.ToArray()))], "")).Message,
            StringComparison.Ordinal);

    // Sparse where the file system can; the long file is all zeros, whose checksum needs no reading.
    [UnixFact]
    public void Files_and_places_beyond_4_GiB_have_fields_of_8_bytes()
    {
        const long Long = (1L << 32) + 5;
        using TemporaryFolder folder = new();
        CheckpointLayout zeros = new([], [], Long);
        var behind = CheckpointLayout.Of("content"u8.ToArray());
        CheckpointLayout archive = ZipWriter.Layout([KeyValuePair.Create("long", zeros), KeyValuePair.Create("behind", behind)], "{}");
        using (SafeFileHandle handle = File.OpenHandle(folder.At("a.zip"), FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.SetLength(handle, archive.Length);
            CheckpointWriter.WriteContent(handle, archive, RandomStream.TensorFlow, WriteOptions.Default);
        }

        using (ZipArchive read = ZipFile.OpenRead(folder.At("a.zip")))
        {
            Assert.Equal(["long", "behind"], read.Entries.Select(entry => entry.Name));
            Assert.Equal(Long, read.Entries[0].Length);
            Assert.Equal(Crc32.OfZeros(Long), read.Entries[0].Crc32);
            using StreamReader text = new(read.Entries[1].Open());
            Assert.Equal("content", text.ReadToEnd());
        }

        using SafeFileHandle file = File.OpenHandle(folder.At("a.zip"));
        using ZipArchiveReader ours = new(new FileSection(file));
        Assert.Equal(Long, ours.Find("long")!.Size);
        Assert.Equal("content"u8.ToArray(), ours.ReadAll(ours.Find("behind")!, 100));
        Assert.Equal("{}"u8.ToArray(), ours.Comment.ToArray());
    }
}
