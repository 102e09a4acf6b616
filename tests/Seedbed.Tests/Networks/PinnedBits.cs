using Xunit;

namespace Seedbed.Tests.Networks;

/// <summary>
/// Hashes of computed bits beside this file, one a line: what every machine must get. They are this library's own, not another program's.
/// </summary>
internal static class PinnedBits
{
    private const string Accept = "SEEDBED_ACCEPT";

    internal static void Check(string name, IEnumerable<KeyValuePair<string, string>> hashes)
    {
        string path = Repository.At("tests", "Seedbed.Tests", "Networks", $"PinnedBits.{name}.txt");
        string[] actual = [.. hashes.Select(pair => $"{pair.Value} {pair.Key}")];
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllLines(path, actual);
        }

        string[] pinned = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] changed = [.. actual.Except(pinned).Concat(pinned.Except(actual))];
        Assert.True(
            changed.Length == 0,
            $"These bits are not those in {Repository.Relative(path)}:\n{string.Join('\n', changed)}\nIf the arithmetic was changed on "
            + $"purpose, run the test with {Accept}=1 and commit the file.");
    }
}
