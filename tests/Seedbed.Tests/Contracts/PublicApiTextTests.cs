using System.Reflection;

using Seedbed.Tests.Docs;

using Xunit;

namespace Seedbed.Tests.Contracts;

/// <summary>The text must tell apart what a caller can tell apart.</summary>
public sealed class PublicApiTextTests
{
    private const string Source = """
        using System; using System.Collections.Generic; using System.Numerics; using System.Threading;
        namespace Shop
        {
            public enum Mode : byte { Low, High = 4 }
            public interface IScheme<T> where T : unmanaged, INumber<T> { static abstract int Count { get; } void Fill(Span<T> to); }
            public delegate int Pick<T>(T one, out T other) where T : class?;
            public abstract record Scheme(int? Seed = null) { protected abstract double Gain { get; } internal int Hidden; }
            public sealed record Zeros : Scheme { protected override double Gain => 1; public required string Name { get; init; } }
            public readonly ref struct View { public ref int this[int i] => throw new Exception(); }
            public readonly record struct Key(uint Word);
            public static class Doors
            {
                public const string Title = "a";
                public static readonly int[] Sizes = [];
                public static string? Find(this string text, Dictionary<string, string?> map, Mode mode = Mode.High, double scale = 1.5,
                    CancellationToken token = default) => null;
                public static void All<T>(scoped ReadOnlySpan<T> from, in int a, ref int b, params int[] rest) where T : unmanaged { }
            }
            public class Open<T>
            {
                public class Inner<U> { }
                public event Action? Done { add { } remove { } } public virtual void Run() { } protected void Own() { } private void Mine() { }
            }
            class Unseen { public void Run() { } }
        }
        """;

    private const string Expected = """
        public static class Shop.Doors
            public const string Title = "a"
            public static readonly int[] Sizes
            public static string? Find(this string text, System.Collections.Generic.Dictionary<string, string?> map, Shop.Mode mode = Shop.Mode.High, double scale = 1.5, System.Threading.CancellationToken token = default)
            public static void All<T>(scoped System.ReadOnlySpan<T> from, in int a, ref int b, params int[] rest) where T : unmanaged

        public interface Shop.IScheme<T> where T : unmanaged, System.Numerics.INumber<T>
            public abstract void Fill(System.Span<T> to)
            public static abstract int Count { get; }

        public readonly record struct Shop.Key
          : System.IEquatable<Shop.Key>
            public Key(uint Word)
            public uint Word { get; init; }

        public enum Shop.Mode : byte
            Low = 0
            High = 4

        public class Shop.Open<T>
            protected void Own()
            public Open()
            public event System.Action? Done
            public virtual void Run()

        public class Shop.Open<T>.Inner<U>
            public Inner()

        public delegate int Shop.Pick<T>(T one, out T other) where T : class

        public abstract record Shop.Scheme
          : System.IEquatable<Shop.Scheme>
            protected Scheme(int? Seed = null)
            protected abstract double Gain { get; }
            public int? Seed { get; init; }

        public readonly ref struct Shop.View
            public ref int this[int i] { get; }

        public sealed record Shop.Zeros : Shop.Scheme
          : System.IEquatable<Shop.Zeros>
            public Zeros()
            public required string Name { get; init; }

        """;

    [Fact]
    public void A_surface_reads_as_csharp()
    {
        Assembly assembly = Assembly.Load(Compiler.Library(Source));

        Assert.Equal(Expected.ReplaceLineEndings("\n"), PublicApi.Text(assembly));
    }
}
