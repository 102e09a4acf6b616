using System.Collections.Immutable;
using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Keras.Archives;

namespace Seedbed.Keras;

/// <summary>
/// An .h5 file of Keras 1 and 2, for <c>keras.models.load_model</c> and <c>model.load_weights</c>: a group for each layer of the model,
/// with its weights in their order; with the model's configuration where the plan has one.
/// </summary>
/// <remarks>Source: <c>tf_keras.saving.legacy.hdf5_format</c>, <c>keras.legacy.saving.legacy_h5_format</c>.</remarks>
internal sealed class KerasLegacyFormat : CheckpointFormat
{
    internal const string ModelGroup = "model_weights";
    internal const string LayerNames = "layer_names";
    internal const string WeightNames = "weight_names";
    internal const string ModelConfig = "model_config";
    internal const string KerasVersion = "keras_version";
    internal const string Backend = "backend";

    /// <summary>Every file has it since TensorFlow 2.6: weights of the model that are no layer's.</summary>
    private const string TopLevelGroup = "top_level_model_weights";

    public override string Name => ".h5";

    public override IReadOnlyList<string> Endings => [".h5", ".hdf5"];

    public override CheckpointScope Scope => CheckpointScope.WholeModel;

    public override bool NeedsDocuments => false;

    public override bool Recognizes(CheckpointSource source) => source.IsHdf5 && RootOf(source.ReadHdf5().TextsOf) is not null;

    public override CheckpointContent Read(CheckpointSource source) => source.ReadHdf5();

    /// <summary>The group that lists the layers, empty for the file's root; null where none does.</summary>
    internal static string? RootOf(Func<string, string, ImmutableArray<string>?> textsOf) =>
        textsOf(ModelGroup, LayerNames) is not null ? ModelGroup : textsOf("", LayerNames) is not null ? "" : null;

    /// <summary>The path of something in a group.</summary>
    internal static string PathOf(string group, string name) => group.Length == 0 ? name : $"{group}/{name}";

    protected override CheckpointLayout Layout(InitializationPlan plan)
    {
        if (plan.Layers.IsEmpty && plan.Tensors.Length > 0)
        {
            throw new ArgumentException(
                $"the plan has no layers of a Keras model, which a {Name} file needs; write "
                + $"{KnownFormats.NamesOf(KnownFormats.Default.Written, " or ")}.");
        }

        Hdf5Plan file = new(plan);
        string root = "";
        if (Document(plan, KerasArchive.ConfigName) is { } config)
        {
            root = ModelGroup;
            file.SetBytes("", ModelConfig, Encoding.UTF8.GetString(config));
            Sign(file, "", plan);
        }

        Sign(file, root, plan);
        file.SetTexts(root, LayerNames, [.. plan.Layers.Select(layer => layer.Name)]);
        foreach (TemplateLayer layer in plan.Layers)
        {
            AddLayer(file, PathOf(root, layer.Name), [.. layer.Tensors.Select(number => plan.Tensors[number])]);
        }

        file.SetTexts(PathOf(root, TopLevelGroup), WeightNames, []);
        AddOthers(file, plan);
        return file.Layout();
    }

    private static void AddLayer(Hdf5Plan file, string group, IReadOnlyList<PlannedTensor> tensors)
    {
        file.SetTexts(group, WeightNames, [.. tensors.Select(NameOf)]);
        foreach (PlannedTensor tensor in tensors)
        {
            file.Add(PathOf(group, NameOf(tensor)), tensor);
        }
    }

    /// <summary>What is no layer's stands at its place, such as the state of an optimizer that came from another file.</summary>
    private static void AddOthers(Hdf5Plan file, InitializationPlan plan)
    {
        HashSet<int> known = [.. plan.Layers.SelectMany(layer => layer.Tensors)];
        foreach ((_, PlannedTensor tensor) in plan.Tensors.Index().Where(pair => !known.Contains(pair.Index)))
        {
            file.Add(
                tensor.StoredPlaces.FirstOrDefault()?.Path ?? throw new ArgumentException(
                    $"tensor '{tensor.Name.Excerpt()}' is no layer's, and has no place in an .h5 file of Keras."),
                tensor);
        }
    }

    /// <summary>A variable's name in TensorFlow: its operation's, and the number of that operation's output.</summary>
    private static string NameOf(PlannedTensor tensor) => $"{tensor.Name}:0";

    private static void Sign(Hdf5Plan file, string group, InitializationPlan plan)
    {
        Version? version = Document(plan, KerasArchive.MetadataName) is { } metadata ? KerasArchive.VersionOf(metadata) : null;
        file.SetBytes(group, KerasVersion, KerasArchiveContent.VersionText(KerasRelease.Of(version)));
        file.SetBytes(group, Backend, "tensorflow");
    }

    private static byte[]? Document(InitializationPlan plan, string name) =>
        plan.Documents.Where(document => document.Key == name).Select(document => document.Value.ToArray()).FirstOrDefault();
}
