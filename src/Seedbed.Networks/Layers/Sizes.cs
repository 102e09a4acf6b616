using System.Collections;
using System.Runtime.CompilerServices;

namespace Seedbed.Layers;

/// <summary>
/// Sizes along spatial axes: one number for all, or one for each. <c>3</c>, <c>(3, 3)</c> and <c>[3, 3]</c> convert implicitly.
/// </summary>
[CollectionBuilder(typeof(Sizes), nameof(Create))]
public readonly struct Sizes : IReadOnlyList<long>, IEquatable<Sizes>
{
    private readonly long[]? _values;

    private Sizes(long[] values) => _values = values;

    /// <summary>One size for every axis.</summary>
    /// <param name="size">The size.</param>
    public static implicit operator Sizes(long size) => new([size]);

    /// <summary>Sizes along two axes.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator Sizes((long First, long Second) sizes) => new([sizes.First, sizes.Second]);

    /// <summary>Sizes along three axes.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator Sizes((long First, long Second, long Third) sizes) => new([sizes.First, sizes.Second, sizes.Third]);

    /// <summary>Whether two are the same sizes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Sizes left, Sizes right) => left.Equals(right);

    /// <summary>Whether two are different sizes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Sizes left, Sizes right) => !left.Equals(right);

    /// <summary>A size for each axis.</summary>
    /// <param name="sizes">As many as there are axes.</param>
    public static Sizes Create(params ReadOnlySpan<long> sizes) => new(sizes.ToArray());

    /// <summary>The number of sizes.</summary>
    public int Count => _values?.Length ?? 0;

    /// <summary>A size.</summary>
    /// <param name="index">From 0.</param>
    public long this[int index] => (_values ?? [])[index];

    /// <summary>The sizes, one or as many as there are axes.</summary>
    public IEnumerator<long> GetEnumerator() => (_values ?? []).AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Sizes other) => (_values ?? []).AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sizes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (_values ?? []).Aggregate(0, HashCode.Combine);

    /// <summary>A size for each of so many axes.</summary>
    internal long[] Along(int rank) => _values is [long one] ? [.. Enumerable.Repeat(one, rank)] : _values ?? [];

    /// <summary>The same, for arrays in memory.</summary>
    internal int[] InMemory(int rank) => Array.ConvertAll(Along(rank), size => checked((int)size));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
