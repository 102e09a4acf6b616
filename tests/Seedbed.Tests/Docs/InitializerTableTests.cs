using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>The README's table of initializers is the one that the descriptions give.</summary>
public sealed class InitializerTableTests
{
    [Fact]
    public void The_table_of_the_README_is_drawn_from_the_list_of_schemes()
    {
        string readme = File.ReadAllText(Repository.At("README.md"));
        string table =
            string.Join(
                '\n', KnownInitializers.All.Select(Row).Prepend("|---|---|---|---|").Prepend("| Class | Names | Formula | Suited to |"));
        Assert.Contains(table, readme, StringComparison.Ordinal);
    }

    private static string Row(Description<Initializer> scheme) =>
        $"| `{scheme.ClassName}` | {string.Join(", ", scheme.Aliases.Where(IsSnakeCase).Select(name => $"`{name}`"))} | "
        + $"{Escape(scheme.Formula)} | {scheme.SuitedTo} |";

    private static bool IsSnakeCase(string name) => name.All(c => char.IsAsciiLetterLower(c) || c == '_');

    private static string Escape(string formula) => formula.Replace("|", "\\|", StringComparison.Ordinal);
}
