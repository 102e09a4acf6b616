namespace Seedbed.Tests.Architecture;

/// <summary>The plan of the house: who may use whom. What is not written here is forbidden.</summary>
internal static class AllowedArrows
{
    /// <summary>Projects by floors: each may use those on the floors below its own.</summary>
    public static readonly string[][] Floors =
        [["Seedbed"], ["Seedbed.Autodiff", "Seedbed.Checkpoints"], ["Seedbed.Networks"], ["Seedbed.Cli"]];

    /// <summary>The floors in one line, as CONTRIBUTING.md has it.</summary>
    public static string Plan =>
        string.Join(" <- ", Floors.Select(floor => floor is [string only] ? only : $"{{{string.Join(", ", floor)}}}"));

    /// <summary>Rooms of the assembly Seedbed (the namespaces directly under it, with those below) and what each may use.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Rooms = new Dictionary<string, string[]>
    {
        ["Messages"] = [],
        ["Numerics"] = ["Messages"],
        ["Shapes"] = ["Messages"],
        ["Simd"] = [],
        ["Random"] = ["Simd", "Numerics"],
        ["Distributions"] = ["Random", "Numerics"],
        ["LinearAlgebra"] = ["Simd", "Numerics"],
        ["Initializers"] = ["Messages", "Shapes", "Distributions", "LinearAlgebra", "Random", "Numerics", "Simd"],
        ["Serialization"] = ["Messages", "Initializers", "Shapes", "Random", "Distributions", "Numerics"],
    };

    /// <summary>The sentence that a forbidden arrow between rooms gets, or null where it is allowed.</summary>
    public static string? Fault(Arrow arrow)
    {
        string from = RoomOf(arrow.FromNamespace);
        string to = RoomOf(arrow.ToNamespace);
        if (from == to)
        {
            return null;
        }

        if (!Rooms.TryGetValue(from, out string[]? allowed))
        {
            string rooms = string.Join(", ", Rooms.Keys);
            return $"{arrow.From} stands in no known room; the rooms are {rooms} (add a new one to {nameof(AllowedArrows)}).";
        }

        string list = allowed.Length == 0 ? "nothing" : string.Join(", ", allowed);
        return allowed.Contains(to) ? null : $"{arrow.From} uses {arrow.To}; {from} may use {list}.";
    }

    /// <summary>"Seedbed.Random.Tensorflow" is in the room "Random"; "Seedbed" itself is in "".</summary>
    public static string RoomOf(string @namespace) =>
        @namespace.StartsWith("Seedbed.", StringComparison.Ordinal) ? @namespace.Split('.')[1] : "";
}
