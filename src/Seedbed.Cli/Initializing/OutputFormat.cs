using Seedbed.Checkpoints.Npz;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Safetensors;
using Seedbed.Checkpoints.Writing;
using Seedbed.Messages;
using Seedbed.Networks.Keras.Files;

namespace Seedbed.Cli.Initializing;

/// <summary>A format that a model is written in, told by the end of the file's name.</summary>
/// <param name="Ending">The end of the name.</param>
/// <param name="Write">Writes a plan of a model.</param>
internal sealed record OutputFormat(string Ending, Action<string, InitializationPlan, KerasModelFile, WriteOptions> Write)
{
    internal static IReadOnlyList<OutputFormat> All { get; } =
    [
        new(".safetensors", (path, plan, _, options) => SafetensorsWriter.Write(path, plan, options)),
        new(".npz", (path, plan, _, options) => NpzWriter.Write(path, plan, options)),
        new(".weights.h5", (path, plan, _, options) => KerasWeightsWriter.Write(path, plan, options)),
        new(".keras", (path, plan, model, options) => KerasArchiveWriter.Write(path, plan, ContentOf(model), options)),
    ];

    /// <summary>The endings, for messages.</summary>
    internal static string Endings => string.Join(", ", All.Select(format => format.Ending));

    /// <exception cref="ArgumentException">The name ends in none of the endings.</exception>
    internal static OutputFormat Of(string path) =>
        All.FirstOrDefault(format => path.EndsWith(format.Ending, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"-o is '{path.Excerpt()}'; its name must end in one of {Endings}.");

    private static KerasArchiveContent ContentOf(KerasModelFile model) =>
        new(model.Config) { KerasVersion = KerasArchiveContent.VersionText(model.Release) };
}
