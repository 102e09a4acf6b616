using System.CommandLine;
using Seedbed.Keras;

namespace Seedbed.Cli.Initializing;

/// <summary>A template by its path.</summary>
internal static class TemplateFile
{
    private static readonly string[] s_endings = [".json", ".keras", ".h5", ".hdf5"];

    /// <summary>The argument that names it.</summary>
    /// <param name="name">As help calls it.</param>
    internal static Argument<string> Argument(string name) => new(name)
    {
        Description = "A Keras model: what model.to_json() writes (.json), a .keras or an .h5 file; - for standard input.",
    };

    /// <param name="path">The path, or - for standard input.</param>
    /// <param name="options">What is known beyond the file.</param>
    /// <param name="input">Standard input.</param>
    /// <exception cref="ArgumentException">The ending is none that is read.</exception>
    /// <exception cref="FormatException">The content is wrong; the sentence names the file.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    internal static KerasModelFile Read(string path, KerasModelOptions options, StandardInput input) => Read(path, options, input, out _);

    /// <inheritdoc cref="Read(string, KerasModelOptions, StandardInput)"/>
    /// <param name="path">The path, or - for standard input.</param>
    /// <param name="options">What is known beyond the file.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="file">The file that was read: the path, or where standard input is kept.</param>
    internal static KerasModelFile Read(string path, KerasModelOptions options, StandardInput input, out string file)
    {
        if (path != StandardInput.Sign && !s_endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException(
                $"TEMPLATE is '{path.Excerpt()}'; it must be a Keras model, whose name ends in {string.Join(", ", s_endings)}, or - for "
                + "one on standard input.");
        }

        file = input.FileOf(path);
        return Named(file, named => KerasModelFile.Read(named, options));
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
