using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Keras;

namespace Seedbed.Cli.Initializing;

/// <summary>The format of the file that <c>-o</c> names.</summary>
internal static class OutputFormat
{
    /// <exception cref="ArgumentException">The name ends in none of the endings.</exception>
    /// <param name="path">The file.</param>
    /// <param name="formats">The formats in the order in which the message lists them.</param>
    internal static CheckpointFormat Of(string path, IEnumerable<CheckpointFormat> formats) => KerasFormats.All.Find(path)
        ?? throw new ArgumentException($"-o is '{path.Excerpt()}'; its name must end in one of {KnownFormats.NamesOf(formats)}.");
}
