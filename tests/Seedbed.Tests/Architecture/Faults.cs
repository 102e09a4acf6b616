using Xunit;

namespace Seedbed.Tests.Architecture;

/// <summary>Faults are shown whole, one a line; a collection assertion would cut each sentence short.</summary>
internal static class Faults
{
    public static void AreNone(IEnumerable<string> faults)
    {
        string[] found = [.. faults.Distinct().Order(StringComparer.Ordinal)];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
