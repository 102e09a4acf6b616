using Seedbed.Keras;

namespace Seedbed.Cli.Initializing;

/// <summary>A template by its path.</summary>
internal static class TemplateFile
{
    private static readonly string[] s_endings = [".json", ".keras", ".h5", ".hdf5"];

    /// <exception cref="ArgumentException">The ending is none that is read.</exception>
    /// <exception cref="FormatException">The content is wrong; the sentence names the file.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    internal static KerasModelFile Read(string path, KerasModelOptions options)
    {
        if (!s_endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException(
                $"TEMPLATE is '{path.Excerpt()}'; built so far: Keras models that end in {string.Join(", ", s_endings)}.");
        }

        return Named(path, file => KerasModelFile.Read(file, options));
    }

    /// <summary>Puts the file's name before what is wrong with its content.</summary>
    internal static T Named<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new FormatException($"{path.Excerpt()}: {Fault.SentenceOf(fault)}", fault);
        }
    }
}
