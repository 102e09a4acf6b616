using System.Reflection;

namespace Seedbed.Tests.Contracts;

/// <summary>The public surface of an assembly as text: a paragraph a type, sorted.</summary>
internal static class PublicApi
{
    /// <summary>Types whose members are implied by their interfaces.</summary>
    private static readonly string[] ShortForm = ["Seedbed.Numerics.BFloat16"];

    public static string Text(Assembly assembly) => Text(assembly.GetExportedTypes());

    public static string Text(IEnumerable<Type> types) =>
        string.Join('\n', types
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => string.Concat(TypeText.Lines(type, ShortForm.Contains(type.FullName)).Select(line => line + '\n'))));
}
