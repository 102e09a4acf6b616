namespace Seedbed.Tests.Architecture;

/// <summary>The plan of the house: who may use whom. What is not written here is forbidden.</summary>
internal static class AllowedArrows
{
    private const string Prefix = "Seedbed.";

    /// <summary>Projects by floors: each may use those on the floors below its own.</summary>
    public static readonly string[][] Floors =
        [["Seedbed"], ["Seedbed.Autodiff", "Seedbed.Checkpoints"], ["Seedbed.Networks"], ["Seedbed.Cli"]];

    /// <summary>The floors in one line, as CONTRIBUTING.md has it.</summary>
    public static string Plan =>
        string.Join(" <- ", Floors.Select(floor => floor is [string only] ? only : $"{{{string.Join(", ", floor)}}}"));

    /// <summary>
    /// Every namespace of the projects below, without "Seedbed.", and the others that it may use, in its own assembly or in one below it. A
    /// project is added by the lines of its namespaces.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string[]> Namespaces = new Dictionary<string, string[]>
    {
        // Seedbed
        ["Messages"] = [],
        ["Numerics"] = ["Messages"],
        ["Shapes"] = ["Messages"],
        ["Simd"] = [],
        ["Random"] = ["Numerics", "Random.TensorFlow"],
        ["Random.TensorFlow"] = ["Numerics", "Random", "Random.TensorFlow.Vectors", "Simd"],
        ["Random.TensorFlow.Vectors"] = ["Numerics", "Random", "Random.TensorFlow", "Simd"],
        ["Distributions"] = ["Numerics", "Random"],
        ["LinearAlgebra"] = ["LinearAlgebra.Products", "Numerics"],
        ["LinearAlgebra.Products"] = ["Numerics", "Simd"],
        ["Initializers"] =
        [
            "Distributions", "Initializers.Descriptions", "Initializers.Fills", "Initializers.Stft", "LinearAlgebra", "Messages",
            "Numerics", "Random", "Random.TensorFlow", "Shapes",
        ],
        ["Initializers.Descriptions"] = ["Initializers", "Messages", "Random", "Shapes"],
        ["Initializers.Fills"] = ["Initializers", "LinearAlgebra", "Numerics", "Random", "Shapes"],
        ["Initializers.Stft"] = ["Initializers", "Messages", "Numerics", "Random", "Simd"],
        ["Serialization"] = ["Initializers", "Initializers.Descriptions", "Messages", "Random", "Shapes"],

        // Seedbed.Autodiff, which compiles LinearAlgebra.Products and what that needs of Simd once more
        ["Autodiff"] = ["Numerics"],
        ["Autodiff.Kernels"] = ["Autodiff", "LinearAlgebra.Products", "Numerics"],
        ["Autodiff.Operations"] = ["Autodiff", "Autodiff.Kernels", "Autodiff.Operations.Activations", "LinearAlgebra.Products", "Numerics"],
        ["Autodiff.Operations.Activations"] = ["Autodiff", "Autodiff.Kernels", "Numerics"],
        ["Autodiff.Operations.Arithmetic"] = ["Autodiff"],
        ["Autodiff.Operations.Losses"] = ["Autodiff", "Autodiff.Kernels"],
        ["Autodiff.Operations.Normalizations"] = ["Autodiff", "Autodiff.Kernels", "Numerics"],
        ["Autodiff.Operations.Recurrent"] =
            ["Autodiff", "Autodiff.Kernels", "Autodiff.Operations.Activations", "LinearAlgebra.Products", "Numerics"],
        ["Autodiff.Operations.Shaping"] = ["Autodiff", "Autodiff.Kernels"],
        ["Autodiff.Operations.Windows"] =
            ["Autodiff", "Autodiff.Kernels", "Autodiff.Operations.Activations", "LinearAlgebra.Products", "Numerics"],
    };

    /// <summary>The projects whose namespaces are all in the table.</summary>
    public static readonly string[] Projects = ["Seedbed", "Seedbed.Autodiff"];

    /// <summary>
    /// Who still sees another product project's internals, "owner -> friend". None is added, and those that are no longer needed go.
    /// </summary>
    public static readonly string[] KnownFriends =
    [
        "Seedbed -> Seedbed.Networks", "Seedbed.Autodiff -> Seedbed.Networks", "Seedbed.Checkpoints -> Seedbed.Networks",
        "Seedbed.Networks -> Seedbed.Cli",
    ];

    /// <summary>The rooms of the assembly Seedbed, of which each is a folder: what stands directly under it.</summary>
    public static IEnumerable<string> Rooms =>
        Namespaces.Keys.Where(name => !name.Contains('.', StringComparison.Ordinal) && !Projects.Contains(Prefix + name));

    /// <summary>The sentence that a forbidden arrow gets, or null where it is allowed.</summary>
    public static string? Fault(Arrow arrow)
    {
        string from = ShortName(arrow.FromNamespace);
        string to = ShortName(arrow.ToNamespace);
        if (!Namespaces.TryGetValue(from, out string[]? allowed))
        {
            return $"{arrow.From} stands in no known namespace; there are {string.Join(", ", Namespaces.Keys)} (add a new one to "
                + $"{nameof(AllowedArrows)}).";
        }

        string list = allowed.Length == 0 ? "nothing" : string.Join(", ", allowed);
        return from == to || allowed.Contains(to) ? null : $"{arrow.From} uses {arrow.To}; {from} may use {list}.";
    }

    /// <summary>"Seedbed.Random.TensorFlow" is "Random.TensorFlow"; "Seedbed" itself is "".</summary>
    public static string ShortName(string @namespace) =>
        @namespace.StartsWith(Prefix, StringComparison.Ordinal) ? @namespace[Prefix.Length..] : "";
}
