using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Reading;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>
/// Damaged files, each held against what h5py said of it (Golden/hdf5/mutants.py): never do we read other values. What h5py refuses is
/// refused, or the damage
/// is in what we have no use for, and all is read as if it were not there.
/// </summary>
public sealed class MutantTests
{
    private const int MutantsPerFile = 600;

    /// <summary>A reader that refuses all would pass otherwise.</summary>
    private const int LeastRead = 100;

    private const string Refused = "-";

    [Theory]
    [InlineData("hdf5/chunked.h5")]
    [InlineData("hdf5/hard_link.h5")]
    [InlineData("hdf5/kinds.h5")]
    [InlineData("hdf5/latest.h5")]
    [InlineData("hdf5/ordered.h5")]
    [InlineData("training/batchnorm.weights.h5")]
    public void A_damaged_file_is_never_read_with_other_values_than_h5py_reads(string name)
    {
        byte[] original = GoldenHdf5.BytesOf(name);
        byte[][] mutants = [.. Mutants(original)];
        if (Environment.GetEnvironmentVariable("SEEDBED_MUTANTS") is { } folder)
        {
            Write(folder, name, mutants);
            return;
        }

        string undamaged = Verdict(original);
        string[] expected = Expected(name);
        string[] found = [.. mutants.Select(Verdict)];
        Assert.All(found.Zip(expected),
            pair => Assert.Contains(pair.First, (string[])[Refused, pair.Second == Refused ? undamaged : pair.Second]));
        Assert.Equal(MutantsPerFile, expected.Length);
        Assert.InRange(found.Count(verdict => verdict != Refused), LeastRead, MutantsPerFile);
        Assert.InRange(found.Zip(expected).Count(pair => pair.First != Refused && pair.Second == Refused), 0, MutantsPerFile / 50);
    }

    private static IEnumerable<byte[]> Mutants(byte[] original)
    {
        FileDamage damage = new(original, 0x5EED);
        for (int index = 0; index < MutantsPerFile; index++)
        {
            yield return index % 2 == 1 && damage.StretchCount > 0 ? damage.NextUnderRightChecksums() : damage.Next(mostChanges: 1);
        }
    }

    private static void Write(string folder, string name, byte[][] mutants)
    {
        Directory.CreateDirectory(folder);
        for (int index = 0; index < mutants.Length; index++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{name.Replace('/', '+')}-{index:D4}.h5"), mutants[index]);
        }
    }

    private static string[] Expected(string name)
    {
        using var verdicts = JsonDocument.Parse(File.ReadAllText(GoldenHdf5.PathOf("hdf5/mutants.json")));
        return [.. verdicts.RootElement.GetProperty(name).EnumerateArray().Select(verdict => verdict.GetString()!)];
    }

    /// <summary>A hash of all that is read, as mutants.py makes it.</summary>
    private static string Verdict(byte[] content)
    {
        try
        {
            using Hdf5Reader reader = GoldenHdf5.Open(content);
            string[] lines = [.. Attributes(reader.Root), .. reader.Datasets.SelectMany(dataset => Lines(reader, dataset))];
            Array.Sort(lines, StringComparer.Ordinal);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
        }
        catch (FormatException)
        {
            return Refused;
        }
    }

    private static IEnumerable<string> Attributes(Hdf5GroupEntry group) =>
        group.Attributes.SelectMany(attribute => Lines(group.Path, attribute)).Concat(group.Groups.SelectMany(Attributes));

    private static IEnumerable<string> Lines(Hdf5Reader reader, Hdf5DatasetEntry dataset)
    {
        IEnumerable<string> attributes = dataset.Attributes.SelectMany(attribute => Lines(dataset.Path, attribute));
        return dataset.Type is null
            ? attributes
            : attributes.Append(
                $"{dataset.Path}|{dataset.Type.Name}|{dataset.Shape}|{GoldenHdf5.Sha256(GoldenHdf5.ReadAll(reader, dataset))}");
    }

    private static IEnumerable<string> Lines(string path, Hdf5Attribute attribute) =>
        attribute.Type is not null ? [$"{path}@{attribute.Name}|{attribute.Type.Name}|{attribute.Shape}|{GoldenHdf5.Sha256(attribute.Bytes.ToArray())}"]
        : attribute.Texts.Length > 0 ? [$"{path}@{attribute.Name}|{string.Join('\0', attribute.Texts)}"]
        : [];
}
