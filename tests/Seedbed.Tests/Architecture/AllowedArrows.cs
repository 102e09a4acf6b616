namespace Seedbed.Tests.Architecture;

/// <summary>The plan of the house: who may use whom. What is not written here is forbidden.</summary>
internal static class AllowedArrows
{
    private const string Prefix = "Seedbed.";

    /// <summary>Projects by floors: each may use those on the floors below its own.</summary>
    public static readonly string[][] Floors =
        [["Seedbed"], ["Seedbed.Autodiff", "Seedbed.Checkpoints"], ["Seedbed.Networks", "Seedbed.TorchSharp"], ["Seedbed.Diagnostics"],
            ["Seedbed.Cli"]];

    /// <summary>The floors in one line, as CONTRIBUTING.md has it.</summary>
    public static string Plan =>
        string.Join(" <- ", Floors.Select(floor => floor is [string only] ? only : $"{{{string.Join(", ", floor)}}}"));

    /// <summary>
    /// Every namespace of every project, without "Seedbed.", and the others that it may use, in its own assembly or in one below it. All may
    /// use "Seedbed" itself (shapes, element types, messages) and the namespaces that they stand in.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string[]> Namespaces = new Dictionary<string, string[]>
    {
        // Seedbed
        ["Seedbed"] = [],
        ["Initializers"] = ["Initializers.Fills", "Initializers.Stft", "LinearAlgebra", "Random", "Simd"],
        ["Initializers.Fills"] = ["LinearAlgebra", "Random"],
        ["Initializers.Stft"] = ["Random", "Simd"],
        ["LinearAlgebra"] = ["LinearAlgebra.Products"],
        ["LinearAlgebra.Products"] = ["Simd"],
        ["Random"] = ["Random.NumPy", "Random.TensorFlow", "Random.TensorFlow.Vectors", "Simd"],
        ["Random.NumPy"] = ["Simd"],
        ["Random.TensorFlow"] = ["Simd"],
        ["Random.TensorFlow.Vectors"] = ["Simd"],
        ["Serialization"] = ["Initializers", "Random"],
        ["Simd"] = [],

        // Seedbed.Autodiff, which compiles LinearAlgebra.Products and what that needs of Simd once more
        ["Autodiff"] = ["Autodiff.Kernels", "Initializers", "LinearAlgebra.Products", "Serialization"],
        ["Autodiff.Kernels"] = ["LinearAlgebra.Products"],

        // Seedbed.Checkpoints
        ["Checkpoints"] =
        [
            "Checkpoints.Bytes", "Checkpoints.Formats", "Checkpoints.Hdf5", "Checkpoints.Hdf5.Reading",
            "Checkpoints.Hdf5.Reading.Contents", "Checkpoints.Hdf5.Writing", "Checkpoints.Inspection", "Checkpoints.Npz",
            "Checkpoints.Planning", "Checkpoints.Reading", "Checkpoints.Safetensors", "Checkpoints.Templates", "Checkpoints.Writing",
            "Checkpoints.Zip", "Initializers", "Random", "Serialization",
        ],
        ["Checkpoints.Bytes"] = [],
        ["Checkpoints.Formats"] = ["Checkpoints.Bytes", "Checkpoints.Npz", "Checkpoints.Safetensors", "Checkpoints.Zip"],
        ["Checkpoints.Hdf5"] = ["Checkpoints.Bytes"],
        ["Checkpoints.Hdf5.Reading"] =
        [
            "Checkpoints.Bytes", "Checkpoints.Hdf5.Reading.Buffers", "Checkpoints.Hdf5.Reading.Contents",
            "Checkpoints.Hdf5.Reading.Messages", "Checkpoints.Hdf5.Reading.Structures", "Checkpoints.Hdf5.Reading.Trees",
        ],
        ["Checkpoints.Hdf5.Reading.Buffers"] = [],
        ["Checkpoints.Hdf5.Reading.Contents"] =
        [
            "Checkpoints.Hdf5.Reading.Buffers", "Checkpoints.Hdf5.Reading.Messages", "Checkpoints.Hdf5.Reading.Structures",
        ],
        ["Checkpoints.Hdf5.Reading.Messages"] =
        [
            "Checkpoints.Bytes", "Checkpoints.Hdf5.Reading.Buffers", "Checkpoints.Hdf5.Reading.Structures", "Checkpoints.Templates",
        ],
        ["Checkpoints.Hdf5.Reading.Structures"] = ["Checkpoints.Hdf5.Reading.Buffers"],
        ["Checkpoints.Hdf5.Reading.Trees"] = ["Checkpoints.Hdf5.Reading.Messages", "Checkpoints.Hdf5.Reading.Structures"],
        ["Checkpoints.Hdf5.Writing"] = ["Checkpoints.Templates"],
        ["Checkpoints.Inspection"] = ["Checkpoints.Templates", "Checkpoints.Writing"],
        ["Checkpoints.Npz"] = ["Checkpoints.Bytes", "Checkpoints.Reading"],
        ["Checkpoints.Planning"] = ["Initializers", "Random"],
        ["Checkpoints.Reading"] = ["Checkpoints.Bytes"],
        ["Checkpoints.Safetensors"] = ["Checkpoints.Writing"],
        ["Checkpoints.Templates"] = [],
        ["Checkpoints.Writing"] = ["Checkpoints.Bytes", "Checkpoints.Writing.Drafts", "Initializers", "Random"],
        ["Checkpoints.Writing.Drafts"] = [],
        ["Checkpoints.Zip"] = ["Checkpoints.Bytes", "Checkpoints.Writing", "Checkpoints.Writing.Drafts"],

        // Seedbed.Networks
        ["Graph"] =
        [
            "Autodiff", "Checkpoints", "Checkpoints.Templates", "Layers", "Layers.Arguments", "Layers.Building", "Layers.Computing",
        ],
        ["Keras"] =
        [
            "Autodiff", "Checkpoints", "Checkpoints.Bytes", "Graph", "Initializers", "Keras.Archives", "Keras.Json", "Keras.Older",
            "Layers", "Layers.Arguments", "Layers.Building", "Layers.Computing", "Random", "Serialization",
        ],
        ["Keras.Archives"] = ["Checkpoints", "Layers.Arguments", "Serialization"],
        ["Keras.Json"] =
        [
            "Checkpoints.Templates", "Graph", "Initializers", "Layers", "Layers.Arguments", "Layers.Building", "Layers.Computing",
            "Random", "Serialization",
        ],
        ["Keras.Older"] = ["Keras.Archives", "Layers", "Serialization"],
        ["Layers"] =
        [
            "Autodiff", "Checkpoints", "Initializers", "Layers.Arguments", "Layers.Building", "Layers.Computing", "Layers.Operations",
            "Random", "Serialization", "Simd",
        ],
        ["Layers.Arguments"] = ["Checkpoints", "Initializers", "Serialization"],
        ["Layers.Building"] =
            ["Checkpoints", "Checkpoints.Templates", "Initializers", "Layers.Arguments", "Random", "Serialization"],
        ["Layers.Computing"] =
        [
            "Autodiff", "Checkpoints", "Initializers", "Layers.Arguments", "Layers.Building", "Random", "Serialization", "Simd",
        ],
        ["Layers.Operations"] = ["Autodiff", "Layers.Arguments", "Layers.Building", "Layers.Computing"],
        ["Models"] =
        [
            "Autodiff", "Checkpoints", "Graph", "Initializers", "Keras", "Layers", "Layers.Arguments",
            "Layers.Building", "Layers.Computing", "Random", "Serialization", "Training",
        ],
        ["Training"] =
        [
            "Autodiff", "Checkpoints", "Checkpoints.Bytes", "Graph", "Initializers", "Keras", "Layers", "Layers.Building",
            "Layers.Computing", "Random", "Serialization", "Simd",
        ],

        // Seedbed.Diagnostics
        ["Diagnostics"] =
        [
            "Autodiff", "Checkpoints", "Diagnostics.Prediction.Rules", "Diagnostics.Prediction.Signals", "Diagnostics.Reports",
            "Initializers", "Keras", "Layers", "Models", "Random", "Serialization", "Simd", "Training",
        ],
        ["Diagnostics.Prediction.Rules"] = ["Autodiff", "Diagnostics.Prediction.Signals", "Initializers", "Layers", "Random", "Simd"],
        ["Diagnostics.Prediction.Signals"] = ["Simd"],
        ["Diagnostics.Reports"] = ["Simd"],

        // Seedbed.TorchSharp
        ["TorchSharp"] = ["Checkpoints", "Initializers", "Random", "Serialization"],

        // Seedbed.Cli
        ["Cli"] = ["Cli.Commands", "Cli.Options", "Cli.Output", "Serialization"],
        ["Cli.Calibrating"] =
        [
            "Checkpoints", "Cli.Initializing", "Cli.Options", "Cli.Training", "Diagnostics", "Initializers", "Keras", "Layers", "Models",
            "Serialization", "Training",
        ],
        ["Cli.Commands"] =
        [
            "Checkpoints", "Cli.Calibrating", "Cli.Completion", "Cli.Initializing", "Cli.Options", "Cli.Output", "Cli.Probing",
            "Cli.Sampling", "Cli.Training", "Diagnostics", "Initializers", "Keras", "Models", "Random", "Serialization", "Training",
        ],
        ["Cli.Completion"] = ["Cli.Options"],
        ["Cli.Initializing"] = ["Checkpoints", "Cli.Options", "Diagnostics", "Initializers", "Keras", "Random", "Serialization"],
        ["Cli.Options"] = ["Checkpoints", "Diagnostics", "Initializers", "Keras", "Random", "Serialization"],
        ["Cli.Output"] =
        [
            "Checkpoints", "Cli.Initializing", "Cli.Options", "Cli.Probing", "Cli.Sampling", "Cli.Training", "Diagnostics",
            "Initializers", "Keras", "Models", "Random", "Serialization", "Training",
        ],
        ["Cli.Probing"] =
        [
            "Checkpoints", "Cli.Initializing", "Cli.Options", "Cli.Training", "Diagnostics", "Initializers", "Keras", "Layers", "Models",
            "Training",
        ],
        ["Cli.Sampling"] = ["Checkpoints", "Cli.Options", "Initializers", "Random"],
        ["Cli.Training"] =
        [
            "Checkpoints", "Cli.Initializing", "Diagnostics", "Initializers", "Keras", "Layers", "Models", "Serialization", "Training",
        ],
    };

    /// <summary>
    /// Who still sees another product project's internals, "owner -> friend". None is added, and those that are no longer needed go.
    /// </summary>
    public static readonly string[] KnownFriends = [];

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
        bool isAbove = to == "Seedbed" || $"{from}.".StartsWith($"{to}.", StringComparison.Ordinal);
        return isAbove || allowed.Contains(to) ? null : $"{arrow.From} uses {arrow.To}; {from} may use {list}.";
    }

    /// <summary>"Seedbed.Random.TensorFlow" is "Random.TensorFlow"; what does not begin with "Seedbed." is as it is.</summary>
    public static string ShortName(string @namespace) =>
        @namespace.StartsWith(Prefix, StringComparison.Ordinal) ? @namespace[Prefix.Length..] : @namespace;
}
