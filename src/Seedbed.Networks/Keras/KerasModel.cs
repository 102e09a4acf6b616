using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Graph;
using Seedbed.Keras.Archives;
using Seedbed.Keras.Json;
using Seedbed.Keras.Older;
using Seedbed.Layers.Building;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>A model as a configuration of Keras tells it: its graph, and how it is built.</summary>
/// <param name="Graph">The layers and their calls.</param>
/// <param name="Options">What the reader was told, with the release whose rules hold.</param>
internal sealed record KerasModel(ModelGraph Graph, KerasModelOptions Options)
{
    private static readonly string[] s_classes = ["Sequential", "Functional", "Model"];

    private BuiltModel? _built;

    /// <summary>The text that describes it: that of the file, or what an older spelling was converted to.</summary>
    internal ReadOnlyMemory<byte> Config { get; private init; }

    /// <summary>Whether the file is of Keras 1 or 2.</summary>
    internal bool IsOlder { get; private init; }

    /// <summary>What was assumed where the file does not tell it.</summary>
    internal required NoteList Notes { get; init; }

    /// <summary>The release whose rules are followed; null for the newest.</summary>
    internal Version? Version => Options.KerasVersion;

    /// <summary>The model with its weights' names and shapes.</summary>
    internal BuiltModel Built => _built ??= Build(Graph);

    /// <summary>The weights' names, shapes and initializers.</summary>
    internal ModelTemplate Template => Built.Template;

    /// <summary>Reads a model, and builds it.</summary>
    /// <exception cref="FormatException">The text is no model that can be read; the sentence says where and why.</exception>
    internal static KerasModel Read(ReadOnlyMemory<byte> utf8, KerasModelOptions options)
    {
        using JsonDocument document = KerasJson.Parse(utf8);
        NoteList notes = [];
        OlderModel converted = OlderModel.Read(document.RootElement.Clone(), utf8, notes);
        JsonElement root = converted.Root;
        HashSet<string> names = new(StringComparer.Ordinal);
        LayerReader reader = new(
            options.Initializers,
            (element, className, place) =>
            {
                names.UnionWith(KerasLayers.NamesOf(element));
                return KerasLayers.Make(element, className, place, options.CustomLayers);
            })
        {
            AllowsSlashes = converted.IsOlder,
            Notes = notes,
            WrittenBy = converted.Version ?? options.KerasVersion,
        };
        options = options with { KerasVersion = options.KerasVersion ?? VersionOf(root) };
        KerasModel model = new(Root(reader, root), options)
        {
            Config = converted.Config,
            Notes = notes,
            IsOlder = converted.IsOlder,
        };
        options.CustomLayers.CheckOutputs(names);
        _ = model.Built;
        return model;
    }

    /// <summary>Builds a graph by the same rules.</summary>
    internal BuiltModel Build(ModelGraph graph) => BuiltModel.Of(
        graph,
        new BuildState
        {
            Initializers = Options.Initializers, HasAxisFans = Options.Release.HasAxisFans, InputShapes = Options.InputShapes,
            CountsStates = !IsOlder,
            IsReplaced = name => Options.Overrides.Any(each => each.Matches(name)),
            MaskRules = Options.Release.MaskRules,
            Seeded = Options.GlobalSeed is { } seed
                ? new ConstructionSeeds(graph, seed, Options.Initializers).Take
                : (_, _, _) => null,
        },
        RulesOf(Options.Release),
        Options.GlobalSeed);

    /// <summary>How a template names the rules of a release.</summary>
    internal static string RulesOf(KerasRelease release) => $"keras {release.ToVersion().ToString(2)}";

    private static ModelGraph Root(LayerReader reader, JsonElement root)
    {
        string? className = KerasJson.TextOf(root, "class_name");
        return className is null || s_classes.Contains(className)
            ? (ModelGraph)reader.ReadRoot(root)
            : throw new FormatException(
                $"the outermost object is of the class {className.Excerpt()}; it must be a Sequential or Functional model."
                + $"{NearestName.Suggestion(className, s_classes)} A model written as a class of its own has no list of layers: build a "
                + "Functional one from it.");
    }

    /// <summary>The release that a model names; models of Keras 1 follow the rules of the first Keras 2.</summary>
    private static Version? VersionOf(JsonElement root)
    {
        if (
            root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("class_name", out _)
                || !root.TryGetProperty("config", out _))
        {
            throw new FormatException(
                "this is no Keras model: the outermost JSON value must be an object with class_name and config, as model.to_json() writes "
                + "it.");
        }

        return KerasArchive.ParseVersion(KerasJson.TextOf(root, "keras_version")) switch
        {
            { Major: < KerasRelease.FirstMajor } => new Version(KerasRelease.FirstMajor, 0),
            var version => version,
        };
    }
}
