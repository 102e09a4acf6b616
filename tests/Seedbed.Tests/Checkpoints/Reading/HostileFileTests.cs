using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Safetensors;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Reading;

/// <summary>Damaged and hostile files: each is read or refused with a sentence, in bounded time and memory.</summary>
public sealed class HostileFileTests
{
    private const string Floats = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";

    public static TheoryData<string> Endings => [.. CheckpointFiles.Endings];

    [Theory]
    [MemberData(nameof(Endings))]
    public void Every_prefix_is_refused(string ending)
    {
        byte[] whole = Small(ending);

        // Every byte of the structure, and some of the data.
        for (int length = 0; length < whole.Length; length += length < 2000 || length > whole.Length - 2000 ? 7 : 997)
        {
            Assert.Throws<FormatException>(() => CheckpointFiles.Inspect(whole[..length]));
        }
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void Changed_bytes_are_read_or_refused(string ending)
    {
        byte[] whole = Small(ending);
        Gen<(int At, byte Value)[]> changes = Gen.ArrayOf(
            from at in Gen.Choose(0, whole.Length - 1)
            from value in Gen.Choose(0, 255)
            select (at, (byte)value));
        Prop.ForAll(Arb.From(changes), made =>
        {
            byte[] changed = [.. whole];
            foreach ((int at, byte value) in made)
            {
                changed[at] = value;
            }

            try
            {
                CheckpointFiles.Inspect(changed);
            }
            catch (FormatException fault)
            {
                Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "Python objects")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "type is '<c8'")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "records with fields")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "takes 12 bytes, but 8 follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9007199254740992, 9007199254740992), }", "more elements")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", "integer of at least 0")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", "the key 'x'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'shape': (2,), }", "stands twice")]
    [InlineData("{'descr': '<f4', 'shape': (2,), }", "must be a dictionary of")]
    [InlineData("__import__('os')", "'{' is missing")]
    public void An_array_that_is_not_read_is_refused(string header, string sentence)
    {
        byte[] array = CheckpointFiles.Npy(header, new byte[8]);

        Assert.Contains(sentence, Refusal(array), StringComparison.Ordinal);
        Assert.Contains(sentence, Refusal(CheckpointFiles.Zip(CompressionLevel.NoCompression, ("a.npy", array))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2), }")]
    [InlineData("{'shape': (2), 'fortran_order': False, \"descr\": '<f4'}  \n")]
    public void An_array_of_another_layout_is_read(string header)
    {
        byte[] data = header.Contains('>', StringComparison.Ordinal)
            ? [0x3F, 0x80, 0, 0, 0x40, 0x40, 0, 0]
            : [0, 0, 0x80, 0x3F, 0, 0, 0x40, 0x40];

        Assert.EndsWith("float32: 2", Assert.Single(CheckpointFiles.Inspect(CheckpointFiles.Npy(header, data))), StringComparison.Ordinal);
    }

    [Fact]
    public void Deflated_archives_are_read()
    {
        byte[] keras =
            CheckpointFiles.Zip(CompressionLevel.Optimal, ("config.json", "{}"u8.ToArray()), ("model.weights.h5", Small(".weights.h5")));

        Assert.Equal(CheckpointFiles.Inspect(Small(".weights.h5")), CheckpointFiles.Inspect(keras));
        Assert.Equal(CheckpointFiles.Inspect(Small(".npz")), CheckpointFiles.Inspect(Repacked(Small(".npz"))));
    }

    [Theory]
    [InlineData("../a.npy")]
    [InlineData("/../a.npy")]
    [InlineData("a/../../b.npy")]
    [InlineData("c:\\a.npy")]
    public void A_path_that_escapes_is_refused(string name) => Assert.Contains(
        "no path below the archive's root", Refusal(
            CheckpointFiles.Zip(
                CompressionLevel.NoCompression, (name, CheckpointFiles.Npy(Floats, new byte[8])))), StringComparison.Ordinal);

    [Fact]
    public void A_bomb_is_refused_before_it_goes_off()
    {
        byte[] archive = CheckpointFiles.Zip(CompressionLevel.SmallestSize, ("a.npy", CheckpointFiles.Npy(Floats, new byte[8])));
        int directory = archive.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(archive.AsSpan(directory + 24), uint.MaxValue - 1);

        Assert.Contains("inflates to 4294967294 bytes, beyond", Refusal(archive), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_archive_inflates_to_256_MiB_at_most()
    {
        byte[] archive = CheckpointFiles.Zip(CompressionLevel.SmallestSize, ("a.npy", CheckpointFiles.Npy(Floats, new byte[8])));
        int directory = archive.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(archive.AsSpan(directory + 24), (256 << 20) + 1);

        Assert.Contains("inflates to 268435457 bytes, beyond the 268435456", Refusal(archive), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_tensor_has_64_dimensions_at_most(int rank, bool isRead)
    {
        string ones = string.Join(", ", Enumerable.Repeat("1", rank));
        byte[] json = Encoding.UTF8.GetBytes($$$"""{"a": {"dtype": "F32", "shape": [{{{ones}}}], "data_offsets": [0, 4]}}""");
        byte[] safetensors = [.. BitConverter.GetBytes((long)json.Length), .. json, 0, 0, 0, 0];
        byte[] npy = CheckpointFiles.Npy($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({ones}), }}", new byte[4]);
        foreach (byte[] content in (byte[][])[safetensors, npy])
        {
            Exception? fault = Record.Exception(() => CheckpointFiles.Inspect(content));
            Assert.Equal(isRead, fault is null);
            Assert.Contains(isRead ? "" : "65 dimensions; at most 64", fault?.Message ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_tensors_than_are_read_are_refused()
    {
        Assert.Contains("250001 tensors; at most 250000", Refusal(CheckpointFiles.EmptyTensors(SafetensorsWriter.MaxTensors + 1)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void More_files_in_an_archive_than_are_read_are_refused()
    {
        byte[] archive =
            CheckpointFiles.Zip(
                CompressionLevel.NoCompression, [.. Enumerable.Range(0, 250_001).Select(index => ($"{index}", Array.Empty<byte>()))]);

        Assert.Contains("the archive lists 250001 files; at most 250000 are read", Refusal(archive), StringComparison.Ordinal);
    }

    [Fact]
    public void The_unpacking_of_an_archive_can_be_stopped()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(
            folder.At("f"), CheckpointFiles.Zip(CompressionLevel.SmallestSize, ("a.npy", CheckpointFiles.Npy(Floats, new byte[8]))));

        Assert.Throws<OperationCanceledException>(() => CheckpointFile.Open(folder.At("f"), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_link_to_a_pipe_is_refused_like_the_pipe()
    {
        if (!OperatingSystem.IsWindows())
        {
            using TemporaryFolder folder = new();
            using Process make = Process.Start("mkfifo", folder.At("pipe"));
            make.WaitForExit();
            File.CreateSymbolicLink(folder.At("link"), folder.At("pipe"));

            Assert.Contains("a pipe or a device", Assert.Throws<FormatException>(() => CheckpointFiles.Open(folder.At("link"))).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_content_than_announced_is_refused()
    {
        byte[] archive = CheckpointFiles.Zip(CompressionLevel.SmallestSize, ("a.npy", CheckpointFiles.Npy(Floats, new byte[8])));
        int directory = archive.AsSpan().LastIndexOf("PK\x01\x02"u8);
        archive[directory + 24]--;

        Assert.Contains("does not decompress to the", Refusal(archive), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_share_bytes_are_refused()
    {
        byte[] array = CheckpointFiles.Npy(Floats, new byte[8]);
        byte[] archive = CheckpointFiles.Zip(CompressionLevel.NoCompression, ("a.npy", array), ("b.npy", array));
        int second = archive.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(archive.AsSpan(second + 42), 3);

        Assert.Contains("no two files may share bytes", Refusal(archive), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checksum_that_does_not_fit_is_refused()
    {
        byte[] archive = Small(".npz");
        archive[archive.AsSpan().IndexOf("\n"u8) + 5] ^= 1;

        Assert.Contains("the checksum of", Refusal(archive), StringComparison.Ordinal);
    }

    private static string Refusal(byte[] content) => Assert.Throws<FormatException>(() => CheckpointFiles.Inspect(content)).Message;

    private static byte[] Small(string ending)
    {
        using TemporaryFolder folder = new();
        CheckpointFiles.Write(folder.At("m" + ending), CheckpointFiles.Plan("c_mlp_mixed"));
        return File.ReadAllBytes(folder.At("m" + ending));
    }

    private static byte[] Repacked(byte[] archive)
    {
        using ZipArchive read = new(new MemoryStream(archive));
        return CheckpointFiles.Zip(CompressionLevel.Fastest, [.. read.Entries.Select(entry => (entry.FullName, Content(entry)))]);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
