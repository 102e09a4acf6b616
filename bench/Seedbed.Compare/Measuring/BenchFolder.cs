namespace Seedbed.Compare.Measuring;

/// <summary>The folder bench/ of the clone that this program was built in.</summary>
internal static class BenchFolder
{
    private const string Landmark = "peers/protocol.py";

    public static string Path { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string bench = System.IO.Path.Combine(folder.FullName, "bench");
            if (File.Exists(System.IO.Path.Combine(bench, Landmark)))
            {
                return bench;
            }
        }

        throw new InvalidOperationException(
            $"no folder above {AppContext.BaseDirectory} holds bench/{Landmark}; run bench/compare of a clone.");
    }
}
