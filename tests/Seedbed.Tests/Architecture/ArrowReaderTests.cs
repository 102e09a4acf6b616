using Seedbed.Tests.Docs;
using Xunit;

namespace Seedbed.Tests.Architecture;

/// <summary>The reader must see an arrow wherever it hides, else the tests of the house prove nothing.</summary>
public sealed class ArrowReaderTests
{
    private const string Target = """
        namespace Seedbed.Initializers
        {
            public class Zeros { public static int Make() => 0; public static int Count; public static T Of<T>() => default!; }
            public class Box<T> { public static T? Value; }
            public interface IScheme { }
            public sealed class SchemeAttribute : System.Attribute { }
            public sealed class SchemeException : System.Exception { }
            public enum Mode { In, Out }
        }
        """;

    [Theory]
    [InlineData("int Go() => Zeros.Make();")]
    [InlineData("int Go(int x) { switch (x) { case 0: return 3; case 1: return 5; case 2: return Zeros.Count; } return 1; }")]
    [InlineData("void Go() { Zeros.Count = 1; }")]
    [InlineData("object Go() => new Zeros();")]
    [InlineData("object Go() => Zeros.Of<int>();")]
    [InlineData("object Go() => System.Array.Empty<Zeros>();")]
    [InlineData("object Go() => new System.Collections.Generic.List<Zeros>();")]
    [InlineData("object Go() => new Zeros[3];")]
    [InlineData("object? Go() => Box<int>.Value;")]
    [InlineData("System.Type Go() => typeof(Zeros);")]
    [InlineData("bool Go(object o) => o is Zeros;")]
    [InlineData("System.Func<int> Go() => Zeros.Make;")]
    [InlineData("System.Func<int> Go() => () => 1 + Zeros.Make();")]
    [InlineData("System.Collections.Generic.IEnumerable<int> Go() { yield return Zeros.Make(); }")]
    [InlineData("async System.Threading.Tasks.Task<int> Go() { await System.Threading.Tasks.Task.Yield(); return Zeros.Make(); }")]
    [InlineData("void Go() { try { System.GC.Collect(); } catch (SchemeException) { } }")]
    [InlineData("int Go(object o) { Mode m = o is null ? Mode.In : Mode.Out; return m.ToString().Length; }")]
    [InlineData("unsafe int Go(delegate*<Zeros, int> f) => 1;")]
    [InlineData("int Go(Zeros? z) => 1;")]
    [InlineData("Zeros? Go() => null;")]
    [InlineData("Zeros? field;")]
    [InlineData("Zeros? Property { get; set; }")]
    [InlineData("[Scheme] void Go() { }")]
    [InlineData("[Scheme] int Property => 1;")]
    [InlineData("void Go([Scheme] int x) { }")]
    [InlineData("void Go<T>() where T : Zeros { }")]
    [InlineData("class Inner : Zeros { }")]
    [InlineData("class Inner : IScheme { }")]
    [InlineData("class Inner<T> where T : IScheme { }")]
    [InlineData("event System.Action<Zeros>? Changed { add { } remove { } }")]
    public void A_forbidden_arrow_is_reported(string member)
    {
        string[] faults = Faults($$"""
            using Seedbed.Initializers;
            namespace Seedbed.Simd { public class Fans { {{member}} } }
            """);

        Assert.NotEmpty(faults);
        Assert.All(faults, fault =>
            Assert.Matches(@"^Seedbed\.Simd\.Fans.* uses Seedbed\.Initializers\.\w.*; Simd may use nothing\.$", fault));
    }

    [Theory]
    [InlineData("namespace Seedbed.Serialization { public class Reader { int Go() => Seedbed.Initializers.Zeros.Make(); } }")]
    [InlineData("namespace Seedbed.Initializers.Fills { public class Hann { int Go() => Seedbed.Initializers.Zeros.Make(); } }")]
    [InlineData("namespace Seedbed.Simd { public class Fans { int[] Go() => [1, 2, 3]; } }")]
    public void An_allowed_arrow_is_not_reported(string source) => Assert.Empty(Faults(source));

    [Fact]
    public void The_root_may_use_nothing() => Assert.Contains(
        "; Seedbed may use nothing.",
        Assert.Single(Faults("namespace Seedbed { public class Box { int Go() => Seedbed.Initializers.Zeros.Make(); } }")),
        StringComparison.Ordinal);

    [Fact]
    public void What_stands_below_a_namespace_may_not_all_that_this_may() => Assert.Contains(
        "; LinearAlgebra.Products may use Simd.",
        Assert.Single(Faults("namespace Seedbed.LinearAlgebra.Products { public class Box { int Go() => Seedbed.Initializers.Zeros.Make(); } }")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("namespace Seedbed.Attic { public class Box { int Go() => Seedbed.Initializers.Zeros.Make(); } }")]
    public void An_arrow_from_no_known_namespace_is_reported(string source) =>
        Assert.Contains("stands in no known namespace", Assert.Single(Faults(source)), StringComparison.Ordinal);

    [Fact]
    public void Types_of_other_assemblies_are_seen_in_bodies()
    {
        using AssemblyFile assembly = Compile("class C { void Go() { System.Console.WriteLine(new System.Random(1).Next()); } }");

        Assert.Contains("System.Console", assembly.ForeignTypes);
        Assert.Contains("System.Random", assembly.ForeignTypes);
    }

    private static string[] Faults(string source)
    {
        using AssemblyFile assembly = Compile(source, Target);
        return [.. assembly.Arrows().Select(AllowedArrows.Fault).OfType<string>()];
    }

    private static AssemblyFile Compile(params string[] sources) => AssemblyFile.Of(Compiler.Library(sources));
}
