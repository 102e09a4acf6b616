using System.Reflection;
using System.Text.RegularExpressions;
using Seedbed.Tests.Architecture;
using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>The ways that docs/design.md draws through the house lead over types and methods that there are.</summary>
public sealed partial class DesignPageTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    [Fact]
    public void A_request_passes_methods_that_there_are()
    {
        string page = File.ReadAllText(Repository.At("docs", "design.md"));
        int start = page.IndexOf("## One request", StringComparison.Ordinal);
        string section = page[start..page.IndexOf("## Why", start, StringComparison.Ordinal)];
        ILookup<string, Type> types = SourceProject.All.SelectMany(project => Assembly.Load(project.AssemblyName).GetTypes())
            .ToLookup(type => type.Name.Split('`')[0], StringComparer.Ordinal);
        Match[] names = [.. Names().Matches(section).Cast<Match>()];

        Assert.True(names.Length > 20, $"{names.Length} names were found.");
        Assert.All(names, name =>
        {
            string member = name.Groups["member"].Value;
            Assert.Contains(types[name.Groups["type"].Value],
                type => member.Length == 0 || type.GetMember(member, All).Length > 0 || type.Name == member);
        });
    }

    [GeneratedRegex("`(?<type>[A-Z][A-Za-z0-9]+)(\\.(?<member>[A-Z]\\w+))?`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
