namespace Seedbed.Random;

/// <summary>
/// What a fill does, apart from how it is driven: values come in groups of <see cref="GroupSize"/> that are made together, group g holding
/// the elements g·GroupSize, …, and depend on nothing but g.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IGroupOperator<T>
{
    /// <summary>A power of two, at most <see cref="GroupFill.LargestGroup"/>.</summary>
    static abstract int GroupSize { get; }

    /// <summary>Writes whole groups, beginning with <paramref name="firstGroup"/>.</summary>
    /// <param name="firstGroup">The first group's number.</param>
    /// <param name="destination">Its length is a multiple of <see cref="GroupSize"/>.</param>
    void WriteGroups(ulong firstGroup, Span<T> destination);
}
