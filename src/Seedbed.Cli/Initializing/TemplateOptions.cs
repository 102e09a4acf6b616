using System.CommandLine;
using System.Globalization;
using Seedbed.Checkpoints;
using Seedbed.Cli.Options;
using Seedbed.Keras;

namespace Seedbed.Cli.Initializing;

/// <summary>The template of a command, and what the command line tells about it beyond its file.</summary>
internal sealed class TemplateOptions
{
    private readonly Argument<string> _path = TemplateFile.Argument("TEMPLATE");

    private readonly Option<IReadOnlyList<long?>[]> _inputShapes = InputShapeParser.Option();

    private readonly Option<string?> _layers = new("--layers")
    {
        Description = "A JSON description of the weights of your own layers; docs/custom-layers.md tells its keys.",
        HelpName = "FILE",
        Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<long?> _globalSeed = TextOption.Create<long?>(
        "--global-seed", "S", "As after keras.utils.set_random_seed(S): each initializer without a seed takes the one that Keras gives it "
            + "then. With --like numpy the values are those of Keras's NumPy backend.", ParseGlobalSeed);

    internal void AddTo(Command command)
    {
        command.Add(_path);
        command.Add(_inputShapes);
        command.Add(_layers);
        command.Add(_globalSeed);
    }

    /// <summary>The global seed; null where none is given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="seed">What <c>--seed</c> is given.</param>
    /// <exception cref="ArgumentException">Both are given.</exception>
    internal long? GlobalSeed(ParseResult parsed, long? seed) =>
        parsed.GetValue(_globalSeed) is not { } global ? null
        : seed is null ? global
        : throw new ArgumentException(
            "--seed and --global-seed are both given; --seed gives each tensor a key by its name, --global-seed the seeds that Keras "
            + "gives after set_random_seed: take one of them.");

    /// <summary>The template's path.</summary>
    internal string Path(ParseResult parsed) => parsed.GetValue(_path)!;

    /// <exception cref="ArgumentException">The ending is none that is read.</exception>
    /// <exception cref="FormatException">The content is wrong; the sentence names the file.</exception>
    /// <exception cref="IOException">The system refused to read.</exception>
    internal KerasModelFile Read(
        ParseResult parsed, KerasRelease? keras, StandardInput input, IReadOnlyList<InitializerOverride>? overrides = null,
        long? globalSeed = null)
    {
        KerasModelOptions options = new()
        {
            GlobalSeed = globalSeed,
            KerasVersion = keras?.ToVersion(),
            InputShapes = parsed.GetValue(_inputShapes) ?? [],
            Overrides = overrides ?? [],
            CustomLayers = parsed.GetValue(_layers) is { } layers
                ? TemplateFile.Named(input.FileOf(layers), CustomLayers.ReadFile)
                : CustomLayers.None,
        };
        return TemplateFile.Read(Path(parsed), options, input);
    }

    private static long? ParseGlobalSeed(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seed)
            ? seed
            : throw new FormatException($"--global-seed is '{text.Excerpt()}'; it must be an integer from 0 to {uint.MaxValue}.");
}
