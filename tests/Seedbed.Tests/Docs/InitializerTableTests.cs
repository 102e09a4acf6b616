using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>The tables of initializers are those that the descriptions give.</summary>
public sealed class InitializerTableTests
{
    [Fact]
    public void The_table_of_the_README_is_drawn_from_Kerass_schemes() => AssertTable(
        "README.md", KnownInitializers.All.Where(scheme => scheme.Group == "Keras"));

    [Fact]
    public void The_tables_of_the_page_of_schemes_are_drawn_from_the_list_group_by_group() => Assert.All(
        KnownInitializers.All.GroupBy(scheme => scheme.Group).Skip(1), group => AssertTable("docs/schemes.md", group));

    private static void AssertTable(string page, IEnumerable<Description<Initializer>> schemes)
    {
        string text = File.ReadAllText(Repository.At(page.Split('/')));
        string table = string.Join('\n', schemes.Select(Row).Prepend("|---|---|---|---|").Prepend("| Class | Names | Formula | Suited to |"));
        Assert.Contains(table, text, StringComparison.Ordinal);
    }

    private static string Row(Description<Initializer> scheme) =>
        $"| `{scheme.ClassName}` | {string.Join(", ", scheme.Aliases.Where(IsSnakeCase).Select(name => $"`{name}`"))} | "
        + $"{Escape(scheme.Formula)} | {scheme.SuitedTo} |";

    private static bool IsSnakeCase(string name) => name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string Escape(string formula) => formula.Replace("|", "\\|", StringComparison.Ordinal);
}
