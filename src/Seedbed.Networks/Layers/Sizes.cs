using System.Runtime.CompilerServices;

namespace Seedbed.Networks.Layers;

/// <summary>
/// Sizes along spatial axes: one number for all, or one for each. <c>3</c>, <c>(3, 3)</c> and <c>[3, 3]</c> convert implicitly.
/// </summary>
[CollectionBuilder(typeof(Sizes), nameof(Create))]
public readonly struct Sizes : IEquatable<Sizes>
{
    private readonly int[]? _values;

    private Sizes(int[] values) => _values = values;

    /// <summary>One size for every axis.</summary>
    /// <param name="size">The size.</param>
    public static implicit operator Sizes(int size) => new([size]);

    /// <summary>Sizes along two axes.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator Sizes((int First, int Second) sizes) => new([sizes.First, sizes.Second]);

    /// <summary>Sizes along three axes.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator Sizes((int First, int Second, int Third) sizes) => new([sizes.First, sizes.Second, sizes.Third]);

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
    public static Sizes Create(params ReadOnlySpan<int> sizes) => new(sizes.ToArray());

    /// <summary>The sizes, one or as many as there are axes.</summary>
    public IEnumerator<int> GetEnumerator() => (_values ?? []).AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Sizes other) => (_values ?? []).AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sizes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (_values ?? []).Aggregate(0, HashCode.Combine);

    /// <summary>A size for each of so many axes.</summary>
    /// <exception cref="ArgumentException">There are as many neither as axes nor one.</exception>
    internal int[] Along(int rank, string key) => _values switch
    {
        [int one] => [.. Enumerable.Repeat(one, rank)],
        { } values when values.Length == rank => values,
        _ => throw new ArgumentException($"{key} has {_values?.Length ?? 0} sizes; it must be one size, or one for each of {rank} axes."),
    };
}
