using Xunit;

namespace Seedbed.Tests.Architecture;

/// <summary>
/// The built assemblies ask no number for the text that the user's culture gives it; what the analyzers do not see, such as "a" + 1, is
/// seen here.
/// </summary>
public sealed class CultureTests
{
    private static readonly string[] s_numbers = ["SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Int128",
        "IntPtr", "Half", "Single", "Double", "Decimal", "DateTime"];

    public static TheoryData<string> Projects => ArrowTests.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_text_depends_on_the_user_s_culture(string name)
    {
        using AssemblyFile assembly = SourceProject.All.Single(project => project.Name == name).Open();
        string[] unwanted =
        [
            .. s_numbers.Select(number => $"System.{number}.ToString/0"),
            "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler..ctor/2",
            "System.Globalization.CultureInfo.get_CurrentCulture/0",
        ];

        Assert.Contains(assembly.ForeignMethods, method => method.StartsWith("System.Text.StringBuilder.", StringComparison.Ordinal));
        Assert.Empty(assembly.ForeignMethods.Intersect(unwanted));
    }
}
