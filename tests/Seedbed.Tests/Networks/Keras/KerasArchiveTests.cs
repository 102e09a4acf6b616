using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>.keras archives, sound and hostile.</summary>
public sealed class KerasArchiveTests : IDisposable
{
    private const string Metadata = """{"keras_version": "3.16.0", "date_saved": "2026-01-01@00:00:00"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void An_archive_has_the_model_of_its_config(CompressionLevel level)
    {
        string path = Write(Archive(level, ("metadata.json", Metadata), ("config.json", Config("e_attention")), ("model.weights.h5", "…")));

        Same(ModelFiles.Read("e_attention"), KerasModelReader.ReadFile(path));
    }

    [Fact]
    public void A_file_is_told_by_its_content() =>
        Same(ModelFiles.Read("d_lstm"), KerasModelReader.ReadFile(Write(Encoding.UTF8.GetBytes(Config("d_lstm")))));

    [Theory]
    [InlineData("3.14.1", null, false)]
    [InlineData("3.15.0", null, true)]
    [InlineData("3.16.0.dev2026010101", null, true)]
    [InlineData("3.3.3", "3.15", true)]
    [InlineData("3.16.0", "3.14", false)]
    public void The_metadatas_release_decides_the_fans_unless_one_is_given(string written, string? given, bool hasAxisFans)
    {
        string path =
            Write(
                Archive(CompressionLevel.NoCompression, ("metadata.json", Metadata.Replace("3.16.0", written, StringComparison.Ordinal)),
                    ("config.json", Config("e_attention"))));

        ModelTemplate model =
            KerasModelReader.ReadFile(path, new KerasModelOptions { KerasVersion = given is null ? null : Version.Parse(given) });

        FanRule fans =
            Assert.IsType<VarianceScaling>(
                model.Tensors.Single(tensor => tensor.Name == "mha/query/kernel").Initializer, exactMatch: false).Fans;
        Assert.Equal(hasAxisFans ? FanRule.Axes([0], [1, 2]) : FanRule.Keras, fans);
    }

    [Theory]
    [InlineData("""{"keras_version": 3}""", "keras_version is 3")]
    [InlineData("""{"keras_version": "0.9"}""", "keras_version is \"0.9\"; it must be a release of Keras 2 or later")]
    [InlineData("""{"keras_version": "newest"}""", "keras_version is \"newest\"")]
    [InlineData("""{"keras_version": """, "line 1")]
    public void Wrong_metadata_get_a_sentence(string metadata, string sentence) =>
        Refused(Archive(CompressionLevel.NoCompression, ("metadata.json", metadata), ("config.json", Config("a_mlp_mnist"))), sentence);

    [Fact]
    public void An_archive_without_a_config_is_refused() =>
        Refused(Archive(CompressionLevel.NoCompression, ("metadata.json", Metadata)), "no config.json");

    [Theory]
    [InlineData("../config.json")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/x")]
    [InlineData("a\\b")]
    public void A_path_that_escapes_is_refused(string name) =>
        Refused(Archive(CompressionLevel.NoCompression, ("config.json", Config("a_mlp_mnist")), (name, "x")),
            "no path below the archive's root");

    [Fact]
    public void A_name_that_stands_twice_is_refused() =>
        Refused(Archive(CompressionLevel.NoCompression, ("config.json", Config("a_mlp_mnist")), ("config.json", "{}")),
            "two files named 'config.json'");

    [Fact]
    public void Every_cut_archive_is_refused()
    {
        byte[] archive = Archive(CompressionLevel.Optimal, ("metadata.json", Metadata), ("config.json", Config("a_mlp_mnist")));
        for (int length = 0; length < archive.Length; length++)
        {
            Refused(archive[..length], "");
        }
    }

    /// <summary>Every byte is changed in turn: the model is the same, or the file is refused with a sentence.</summary>
    [Fact]
    public void No_changed_byte_changes_the_model_silently()
    {
        byte[] archive = Archive(CompressionLevel.Optimal, ("metadata.json", Metadata), ("config.json", Config("a_mlp_mnist")));
        ModelTemplate expected = ModelFiles.Read("a_mlp_mnist");
        int refused = 0;
        for (int at = 0; at < archive.Length; at++)
        {
            archive[at] ^= 0x55;
            try
            {
                Same(expected, KerasModelReader.ReadFile(Write(archive)));
            }
            catch (FormatException)
            {
                refused++;
            }

            archive[at] ^= 0x55;
        }

        Assert.InRange(refused, archive.Length / 2, archive.Length);
    }

    [Fact]
    public void A_bomb_is_refused_before_it_bursts()
    {
        byte[] archive = Archive(CompressionLevel.SmallestSize, ("config.json", new string(' ', 80 << 20)));

        Assert.True(archive.Length < 200_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(archive, "at most 67108864 are read");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void A_bomb_that_lies_about_its_size_is_refused_where_the_lie_shows()
    {
        byte[] archive = Archive(CompressionLevel.SmallestSize, ("config.json", new string(' ', 80 << 20)));
        BinaryPrimitives.WriteInt32LittleEndian(archive.AsSpan(Directory(archive) + 24), 1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(archive, "does not decompress to the 1000 bytes");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Theory]
    [InlineData(8, 1, "is encrypted")]
    [InlineData(10, 12, "compressed by method 12")]
    [InlineData(16, 7, "checksum")]
    public void Other_hostile_headers_are_refused(int offset, byte value, string sentence)
    {
        byte[] archive = Archive(CompressionLevel.Optimal, ("config.json", Config("a_mlp_mnist")));
        archive[Directory(archive) + offset] = value;

        Refused(archive, sentence);
    }

    [Fact]
    public void An_HDF5_file_of_weights_gets_a_sentence_of_its_own() =>
        Refused(File.ReadAllBytes(Repository.At("tests", "Seedbed.Tests", "Cases", "legacy_weights.h5")), "this is an HDF5 file without a model");

    [Fact]
    public void A_file_that_is_not_there_is_the_systems_error() =>
        Assert.Throws<FileNotFoundException>(() => KerasModelReader.ReadFile(_folder.At("absent.keras")));

    private static string Config(string model) => File.ReadAllText(ModelFiles.PathOf(model));

    private static byte[] Archive(CompressionLevel level, params (string Name, string Text)[] files)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in files)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    /// <summary>Where the directory starts, by the record at the end.</summary>
    private static int Directory(byte[] archive) => BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(archive.Length - 6));

    private static void Same(ModelTemplate expected, ModelTemplate actual) => Assert.Equal(
        expected.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape} {tensor.Type}"), actual.Tensors.Select(
            tensor => $"{tensor.Name} {tensor.Shape} {tensor.Type}"));

    private string Write(byte[] content)
    {
        string path = _folder.At("model.bin");
        File.WriteAllBytes(path, content);
        return path;
    }

    private void Refused(byte[] content, string sentence) => Assert.Contains(
        sentence, Assert.Throws<FormatException>(() => KerasModelReader.ReadFile(Write(content))).Message, StringComparison.Ordinal);
}
