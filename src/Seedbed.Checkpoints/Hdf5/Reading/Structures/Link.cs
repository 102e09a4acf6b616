namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>A name in a group and the object header it leads to, or, of a soft link, the path.</summary>
internal readonly record struct Link(string Name, long Address, string? Target = null)
{
    /// <summary>Checks that the name is one.</summary>
    /// <exception cref="FormatException">It is empty, '.', or has a '/'.</exception>
    internal static Link Create(string name, long address, string? target = null) =>
        target is "" ? throw new FormatException($"'{name.Excerpt()}' is a soft link to no path; the file is damaged.")
        : name is "" or "." || name.Contains('/', StringComparison.Ordinal)
            ? throw new FormatException(
                $"a link has the name '{name.Excerpt()}'; a name has at least one character, is not '.', and has no '/'. The file is "
                + "damaged.")
            : new Link(name, address, target);
}
