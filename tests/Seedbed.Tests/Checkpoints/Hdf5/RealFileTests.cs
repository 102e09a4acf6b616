using System.IO.Compression;
using System.Text.Json;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Reading;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>Files that Keras wrote, against the values that Keras had in memory.</summary>
public sealed class RealFileTests
{
    public static TheoryData<string> Models => ["c_mlp_mixed", "d_lstm", "e_attention", "f_zoo"];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_weights_file_has_the_values_of_the_model(string model)
    {
        using var reader = Hdf5Reader.Open(GoldenHdf5.PathOf($"models/{model}.weights.h5"));

        CheckValues(model, reader);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_weights_within_a_keras_file_are_read_in_place(string model)
    {
        string path = GoldenHdf5.PathOf($"models/{model}.keras");
        byte[] content = File.ReadAllBytes(path);
        using ZipArchive archive = ZipFile.OpenRead(path);
        long length = archive.GetEntry("model.weights.h5")!.Length;
        long start = content.AsSpan().IndexOf(Hdf5Signature.File);
        using var handle = File.OpenHandle(path);
        using var reader = Hdf5Reader.Open(Hdf5Source.OfFilePart(handle, start, length));

        CheckValues(model, reader);
    }

    /// <summary>Every group of variables holds those of one layer in its order, and every layer's are there.</summary>
    private static void CheckValues(string model, Hdf5Reader reader)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(GoldenHdf5.PathOf($"models/{model}.weights.json")));
        IEnumerable<string> layers = expected.RootElement.GetProperty("weights").EnumerateArray()
            .Where(weight => weight.GetProperty("in_weights").GetBoolean())
            .GroupBy(weight => Path.GetDirectoryName(weight.GetProperty("path").GetString()))
            .Select(
                layer =>
                    string.Join('\n', layer.OrderByDescending(weight => weight.GetProperty("trainable").GetBoolean()).Select(Describe)));
        IEnumerable<string> groups = reader.Datasets.GroupBy(dataset => Path.GetDirectoryName(dataset.Path))
            .Select(
                group => string.Join('\n', group.OrderBy(dataset => int.Parse(dataset.Name)).Select(dataset => Describe(reader, dataset))));

        Assert.Equal(layers.Order(StringComparer.Ordinal), groups.Order(StringComparer.Ordinal));
    }

    private static string Describe(Hdf5Reader reader, Hdf5DatasetEntry dataset) =>
        $"{dataset.Type} {dataset.Shape} {GoldenHdf5.Sha256(GoldenHdf5.ReadAll(reader, dataset))}";

    private static string Describe(JsonElement weight)
    {
        JsonElement value = weight.GetProperty("value");
        string shape = string.Join(", ", weight.GetProperty("shape").EnumerateArray());
        string hash = value.TryGetProperty("sha256_le", out JsonElement sha256)
            ? sha256.GetString()!
            : GoldenHdf5.Sha256(LittleEndian(value.GetProperty("bits").GetString()!));
        return $"{weight.GetProperty("dtype").GetString()} [{shape}] {hash}";
    }

    private static byte[] LittleEndian(string bits)
    {
        byte[] bytes = Convert.FromHexString(bits);
        for (int start = 0; start < bytes.Length; start += sizeof(float))
        {
            bytes.AsSpan(start, sizeof(float)).Reverse();
        }

        return bytes;
    }
}
