using System.Collections.Immutable;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Formats;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Reading;
using Seedbed.Checkpoints.Templates;
using Seedbed.Checkpoints.Writing;

namespace Seedbed.Keras;

/// <summary>
/// A .weights.h5 file of Keras 3, for <c>model.load_weights</c>: a dataset for each place of a tensor, beside those of its layer, in the
/// order of <c>model.weights</c>. A tensor without a place cannot be held.
/// </summary>
/// <remarks>
/// Layers are found by the numbers of their classes, not by their names: <c>layers/dense_1/vars/0</c>; the name is an attribute of
/// <c>vars</c>. The root has an empty group <c>vars</c>, which Keras 3.3 needs. Source: <c>keras.saving.saving_lib</c>.
/// </remarks>
internal sealed class KerasWeightsFormat : CheckpointFormat
{
    private const string VariablesGroup = "vars";
    private const string NameAttribute = "name";

    public override string Name => ".weights.h5";

    public override CheckpointScope Scope => CheckpointScope.PlacedTensors;

    public override bool Recognizes(CheckpointSource source) => source.IsHdf5;

    public override CheckpointContent Read(CheckpointSource source) => source.ReadHdf5();

    protected override CheckpointLayout Layout(InitializationPlan plan) => LayoutOf(plan);

    internal static CheckpointLayout LayoutOf(InitializationPlan plan)
    {
        Hdf5Plan file = new(plan);
        file.SetText(VariablesGroup, NameAttribute, plan.TemplateName);
        foreach (PlannedTensor tensor in plan.Tensors)
        {
            foreach (StoredPlace place in PlacesOf(tensor))
            {
                file.Add(place.Path, tensor);
                file.SetText(place.Path[..place.Path.LastIndexOf('/')], NameAttribute, place.LayerName);
            }
        }

        return file.Layout();
    }

    private static ImmutableArray<StoredPlace> PlacesOf(PlannedTensor tensor) => tensor.StoredPlaces.Length > 0
        ? tensor.StoredPlaces
        : throw new ArgumentException(
            $"tensor '{tensor.Name.Excerpt()}' has no place in a weight file of Keras, since its template is no Keras model; write "
            + $"{KnownFormats.NamesOf(KnownFormats.Default.Written, " or ")}.");
}
