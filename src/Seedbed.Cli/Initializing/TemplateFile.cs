using Seedbed.Checkpoints.Keras;
using Seedbed.Checkpoints.Keras.Files;
using Seedbed.Cli.Options;

namespace Seedbed.Cli.Initializing;

/// <summary>A template by its path.</summary>
internal static class TemplateFile
{
    /// <exception cref="ArgumentException">The ending is none that is read.</exception>
    /// <exception cref="FormatException">The content is wrong; the sentence names the file.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    internal static KerasModelFile Read(string path, KerasVersionText? keras)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"TEMPLATE is '{path}'; built so far: Keras models that end in .json or .keras.");
        }

        try
        {
            return KerasModelFile.Read(path, new KerasModelOptions { KerasVersion = keras?.ToVersion() });
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new FormatException($"{path}: {Fault.SentenceOf(fault)}", fault);
        }
    }
}
