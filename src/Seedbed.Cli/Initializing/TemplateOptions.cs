using System.CommandLine;
using Seedbed.Checkpoints;
using Seedbed.Cli.Options;
using Seedbed.Keras;

namespace Seedbed.Cli.Initializing;

/// <summary>The template of a command, and what the command line tells about it beyond its file.</summary>
internal sealed class TemplateOptions
{
    private readonly Argument<string> _path =
        new("TEMPLATE") { Description = "A Keras model: what model.to_json() writes (.json), a .keras or an .h5 file." };

    private readonly Option<IReadOnlyList<long?>[]> _inputShapes = InputShapeParser.Option();

    private readonly Option<string?> _layers = new("--layers")
    {
        Description = "A JSON description of the weights of your own layers; docs/custom-layers.md tells its keys.",
        HelpName = "FILE",
        Arity = ArgumentArity.ExactlyOne,
    };

    internal void AddTo(Command command)
    {
        command.Add(_path);
        command.Add(_inputShapes);
        command.Add(_layers);
    }

    /// <summary>The template's path.</summary>
    internal string Path(ParseResult parsed) => parsed.GetValue(_path)!;

    /// <exception cref="ArgumentException">The ending is none that is read.</exception>
    /// <exception cref="FormatException">The content is wrong; the sentence names the file.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    internal KerasModelFile Read(ParseResult parsed, KerasRelease? keras, IReadOnlyList<InitializerOverride>? overrides = null)
    {
        KerasModelOptions options = new()
        {
            KerasVersion = keras?.ToVersion(),
            InputShapes = parsed.GetValue(_inputShapes) ?? [],
            Overrides = overrides ?? [],
            CustomLayers = parsed.GetValue(_layers) is { } layers ? TemplateFile.Named(layers, CustomLayers.ReadFile) : CustomLayers.None,
        };
        return TemplateFile.Read(Path(parsed), options);
    }
}
