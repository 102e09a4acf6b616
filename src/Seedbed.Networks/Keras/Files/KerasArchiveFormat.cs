using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Writing;
using Seedbed.Keras.Archives;

namespace Seedbed.Keras;

/// <summary>
/// A .keras file, for <c>keras.models.load_model</c>: an archive of the model's documents (its configuration and the version of Keras) and
/// its weights. A plan without documents cannot be held.
/// </summary>
/// <remarks>Source: <c>keras.saving.saving_lib</c>.</remarks>
internal sealed class KerasArchiveFormat : CheckpointFormat
{
    public override string Name => ".keras";

    public override CheckpointScope Scope => CheckpointScope.WholeModel;

    public override string ArchiveContent => $"the weights of a Keras model ({KerasArchive.WeightsName})";

    public override bool Recognizes(CheckpointSource source) => source.HasFile(KerasArchive.WeightsName);

    public override CheckpointContent Read(CheckpointSource source) => source.ReadHdf5(KerasArchive.WeightsName);

    protected override CheckpointLayout Layout(InitializationPlan plan) => plan.Documents.Length > 0
        ? Archive(plan,
        [
            .. plan.Documents.Select(document => KeyValuePair.Create(document.Key, CheckpointLayout.Of(document.Value))),
            KeyValuePair.Create(KerasArchive.WeightsName, KerasWeightsFormat.LayoutOf(plan)),
        ])
        : throw new ArgumentException(
            $"the plan has no configuration of a Keras model, which a {Name} file needs; write "
            + $"{KnownFormats.NamesOf(KnownFormats.Default.Written, " or ")}.");
}
