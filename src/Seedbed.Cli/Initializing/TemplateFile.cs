using Seedbed.Checkpoints.Keras;
using Seedbed.Checkpoints.Templates;
using Seedbed.Cli.Options;

namespace Seedbed.Cli.Initializing;

/// <summary>A template by its path.</summary>
internal static class TemplateFile
{
    /// <exception cref="ArgumentException">The ending is none that is read.</exception>
    /// <exception cref="FormatException">The content is wrong; the sentence names the file.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    internal static ModelTemplate Read(string path, KerasVersionText keras)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"TEMPLATE is '{path}'; built so far: Keras models that end in .json.");
        }

        byte[] json = File.ReadAllBytes(path);
        try
        {
            return KerasModelReader.Read(json, new KerasModelOptions { KerasVersion = keras.ToVersion() });
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new FormatException($"{path}: {Fault.SentenceOf(fault)}", fault);
        }
    }
}
