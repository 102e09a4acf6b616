using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Seedbed.Tests.Docs;

/// <summary>Compiles C# as a user's project would: latest language, nullable on, every warning an error.</summary>
internal static class Compiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>
    /// The compiler's feature that passes over the lines "#:project …" of programs in one file, as the SDK sets it for them.
    /// </summary>
    private const string FileBasedPrograms = "FileBasedProgram";

    private static readonly string[] Supported = ["Seedbed", "System.Numerics.Tensors"];

    /// <summary>The framework and Seedbed: what a project that installs the packages sees, without the packages of the tests.</summary>
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(IsVisibleToUsers)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The image of a library of these sources.</summary>
    public static byte[] Library(params string[] sources) => Emit("Library", OutputKind.DynamicallyLinkedLibrary, sources);

    /// <summary>The image of a program whose statements stand at the top level; lines "#:" may stand before them.</summary>
    public static byte[] Program(string source) => Emit("Example", OutputKind.ConsoleApplication, [ImplicitUsings, source]);

    /// <summary>The image of a program beside a new file of the product, whose internals the file sees as its neighbours do.</summary>
    public static byte[] Recipe(string file, string program) =>
        Emit("Seedbed.Tests", OutputKind.ConsoleApplication, [ImplicitUsings, file, program]);

    private static byte[] Emit(string name, OutputKind kind, IEnumerable<string> sources)
    {
        CSharpParseOptions language = new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new(FileBasedPrograms, "")]);
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            sources.Select(source => CSharpSyntaxTree.ParseText(source, language)),
            References,
            new CSharpCompilationOptions(
                kind,
                allowUnsafe: true,
                optimizationLevel: OptimizationLevel.Release,
                generalDiagnosticOption: kind == OutputKind.ConsoleApplication ? ReportDiagnostic.Error : ReportDiagnostic.Default,
                nullableContextOptions: NullableContextOptions.Enable,
                warningLevel: int.MaxValue));
        using MemoryStream image = new();
        Diagnostic[] errors =
            [.. compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        return errors.Length == 0 ? image.ToArray() : throw new InvalidOperationException(string.Join('\n', errors.Select(Describe)));
    }

    private static string Describe(Diagnostic error) =>
        $"line {error.Location.GetLineSpan().StartLinePosition.Line + 1}: {error.Id} {error.GetMessage()}";

    private static bool IsVisibleToUsers(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return Supported.Contains(name)
            || (name.StartsWith("Seedbed.", StringComparison.Ordinal) && name != "Seedbed.Tests")
            || Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location);
    }
}
