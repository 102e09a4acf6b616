using System.Xml.Linq;

namespace Seedbed.Tests.Architecture;

/// <summary>One project under src/ and the assembly that this test run built from it.</summary>
internal sealed record SourceProject(string Name, string AssemblyName, bool IsTool)
{
    public static IReadOnlyList<SourceProject> All { get; } =
        [.. Directory.GetFiles(Repository.At("src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    public string AssemblyPath => Repository.At("artifacts", "bin", Name, Repository.BuildFolder, AssemblyName + ".dll");

    public AssemblyFile Open() => AssemblyFile.Read(AssemblyPath);

    private static SourceProject Read(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        XDocument project = XDocument.Load(path);
        string? Property(string key) => project.Descendants(key).FirstOrDefault()?.Value;
        return new SourceProject(name, Property("AssemblyName") ?? name, IsTool: Property("OutputType") == "Exe");
    }
}
