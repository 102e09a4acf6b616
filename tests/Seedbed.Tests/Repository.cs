namespace Seedbed.Tests;

/// <summary>The working tree that this test run was built from.</summary>
internal static class Repository
{
    /// <summary>The folder of Seedbed.slnx, found by walking up from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>"release" or "debug": the folder name under artifacts/bin/PROJECT/ of this run.</summary>
    public static string BuildFolder { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path below the root as the tests print it: from the root, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Seedbed.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            $"No folder above {AppContext.BaseDirectory} has Seedbed.slnx; run the tests from a clone, with artifacts/ inside it.");
    }
}
