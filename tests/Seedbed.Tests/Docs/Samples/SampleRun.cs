namespace Seedbed.Tests.Docs.Samples;

/// <summary>Compiles and runs a program of samples/ and reads what it prints.</summary>
internal static class SampleRun
{
    public const string Folder = "samples";

    /// <summary>The names of all programs, without their ending.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Repository.At(Folder),
            "*.cs").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>The program's text.</summary>
    public static string Source(string name) => File.ReadAllText(Repository.At(Folder, name + ".cs"));

    /// <summary>What the program prints; it runs when that is first asked for, and once for all tests.</summary>
    public static Lazy<PrintedTables> Of(string name) => new(() => new PrintedTables(ExampleRun.Output(Source(name))));
}
