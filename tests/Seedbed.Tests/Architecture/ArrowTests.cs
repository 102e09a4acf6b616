using System.Runtime.InteropServices;
using Xunit;

namespace Seedbed.Tests.Architecture;

/// <summary>The built assemblies against the plan of the house.</summary>
public sealed class ArrowTests
{
    private static readonly string FrameworkFolder = RuntimeEnvironment.GetRuntimeDirectory();

    public static TheoryData<string> Projects => [.. SourceProject.All.Select(project => project.Name)];

    public static TheoryData<string> Libraries => [.. SourceProject.All.Where(project => !project.IsTool).Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_projects_on_floors_below_it(string name)
    {
        int floor = Array.FindIndex(AllowedArrows.Floors, projects => projects.Contains(name));
        Assert.True(floor >= 0, $"{name} is not in the plan {AllowedArrows.Plan}.");

        using AssemblyFile assembly = Project(name).Open();
        IEnumerable<string> ours = SourceProject.All.Where(p => assembly.References.Contains(p.AssemblyName)).Select(p => p.Name);

        Faults.AreNone(ours.Except(AllowedArrows.Floors[..floor].SelectMany(projects => projects))
            .Select(other => $"{name} uses {other}; the plan is {AllowedArrows.Plan}."));
    }

    [Fact]
    public void CONTRIBUTING_names_the_projects_and_the_rooms_there_are()
    {
        string page = File.ReadAllText(Repository.At("CONTRIBUTING.md"));

        Assert.Equal(AllowedArrows.Floors.SelectMany(projects => projects).Order(StringComparer.Ordinal),
            SourceProject.All.Select(project => project.Name).Order(StringComparer.Ordinal));
        Assert.Contains($"`{AllowedArrows.Plan}`", page, StringComparison.Ordinal);
        IEnumerable<string> rooms = Directory.GetDirectories(Repository.At("src", "Seedbed")).Select(folder => Path.GetFileName(folder)!);
        Assert.All(rooms.Except(["bin", "obj"]), room => Assert.Contains($"| `{room}/` |", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_uses_only_those_it_may(string name)
    {
        using AssemblyFile assembly = Project(name).Open();

        Faults.AreNone(assembly.Arrows().Select(AllowedArrows.Fault).OfType<string>());
    }

    [Fact]
    public void The_table_has_the_namespaces_there_are_and_no_others()
    {
        AssemblyFile[] assemblies = [.. SourceProject.All.Select(project => project.Open())];
        string[] there = [.. assemblies.SelectMany(assembly => assembly.Namespaces).Select(AllowedArrows.ShortName).Distinct()];
        Array.ForEach(assemblies, assembly => assembly.Dispose());

        Assert.Equal(there.Order(StringComparer.Ordinal), AllowedArrows.Namespaces.Keys.Order(StringComparer.Ordinal));
        Assert.All(AllowedArrows.Namespaces.Values, allowed => Assert.Empty(allowed.Except(there)));
    }

    /// <summary>Tests and benchmarks may be friends; the product's own projects use each other's public doors.</summary>
    [Fact]
    public void No_product_project_is_another_s_friend_but_the_known_ones()
    {
        List<string> friends = [];
        foreach (SourceProject project in SourceProject.All)
        {
            using AssemblyFile assembly = project.Open();
            friends.AddRange(SourceProject.All.Where(other => assembly.Friends.Contains(other.AssemblyName))
                .Select(other => $"{project.Name} -> {other.Name}"));
        }

        Assert.Equal(AllowedArrows.KnownFriends.Order(StringComparer.Ordinal), friends.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Namespaces_form_no_circle()
    {
        AssemblyFile[] assemblies = [.. SourceProject.All.Select(project => project.Open())];
        NamespaceGraph graph = new(assemblies.SelectMany(assembly => assembly.Arrows()));
        foreach (AssemblyFile assembly in assemblies)
        {
            assembly.Dispose();
        }

        Assert.Empty(graph.Circles);
    }

    [Theory]
    [InlineData("A>B B>C", "")]
    [InlineData("A>B B>A", "A,B")]
    [InlineData("A>B B>C C>A C>D D>C", "A,B,C,D")]
    [InlineData("A>A.X A.X>A B>A", "")]
    [InlineData("A.X>A.Y A.Y>A.X B>C C>B", "A.X,A.Y;B,C")]
    public void A_circle_is_found(string arrows, string circles)
    {
        IEnumerable<Arrow> all = arrows.Split(' ').Select(arrow => arrow.Split('>')).Select(ends => new Arrow(ends[0], "", ends[1], ""));

        Assert.Equal(circles, string.Join(';', new NamespaceGraph(all).Circles.Select(circle => string.Join(',', circle))));
    }

    [Fact]
    public void Every_public_type_of_the_library_stands_in_a_room()
    {
        using AssemblyFile assembly = Project("Seedbed").Open();

        Faults.AreNone(assembly.PublicTypes
            .Where(type => !AllowedArrows.Namespaces.ContainsKey(AllowedArrows.ShortName(type[..type.LastIndexOf('.')])))
            .Select(type => $"{type} stands in no known namespace; there are {string.Join(", ", AllowedArrows.Namespaces.Keys)}."));
    }

    [Fact]
    public void The_library_depends_on_the_framework_and_its_tensors_alone()
    {
        using AssemblyFile assembly = Project("Seedbed").Open();

        Assert.Contains("System.Runtime", assembly.References);
        Faults.AreNone(assembly.References.Where(name => name != "System.Numerics.Tensors" && !IsFramework(name))
            .Select(name => $"Seedbed uses {name}, which is not part of .NET."));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_console_belongs_to_the_tool(string name)
    {
        using AssemblyFile assembly = Project(name).Open();

        Assert.DoesNotContain("System.Console", assembly.ForeignTypes);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Hidden_randomness_and_reflection_based_json_are_used_nowhere(string name)
    {
        using AssemblyFile assembly = Project(name).Open();

        Assert.DoesNotContain("System.Random", assembly.ForeignTypes);
        Assert.DoesNotContain("System.Text.Json.JsonSerializer", assembly.ForeignTypes);
    }

    [Fact]
    public void The_tool_is_no_library()
    {
        foreach (SourceProject tool in SourceProject.All.Where(project => project.IsTool))
        {
            using AssemblyFile assembly = tool.Open();
            Assert.Empty(assembly.PublicTypes);
        }
    }

    private static SourceProject Project(string name) => SourceProject.All.Single(project => project.Name == name);

    private static bool IsFramework(string name) => File.Exists(Path.Combine(FrameworkFolder, name + ".dll"));
}
