using System.Collections.Immutable;
using Seedbed.Checkpoints.Hdf5;
using Seedbed.Checkpoints.Hdf5.Writing;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Templates;
using Seedbed.Checkpoints.Writing;
using Seedbed.Messages;

namespace Seedbed.Networks.Keras.Files;

/// <summary>
/// Writes a plan as a .weights.h5 file of Keras 3, for <c>model.load_weights</c>: a dataset for each place of a tensor, beside those of its
/// layer, in the order of <c>model.weights</c>.
/// </summary>
/// <remarks>
/// Layers are found by the numbers of their classes, not by their names: <c>layers/dense_1/vars/0</c>; the name is an attribute of
/// <c>vars</c>. The root has an empty group <c>vars</c>, which Keras 3.3 needs. Source: <c>keras.saving.saving_lib</c>.
/// </remarks>
public static class KerasWeightsWriter
{
    private const string VariablesGroup = "vars";
    private const string NameAttribute = "name";

    /// <summary>Writes the file, or leaves everything as it was.</summary>
    /// <param name="path">The file; its folder exists. Keras wants a name that ends in .weights.h5.</param>
    /// <param name="plan">What is written; its template is of Keras.</param>
    /// <param name="options">Overwriting, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The file exists and must not be replaced, or a tensor has no place in such a file.</exception>
    /// <exception cref="IOException">The system refused to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is left behind.</exception>
    public static void Write(string path, InitializationPlan plan, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        CheckpointWriter.Write(path, Layout(plan), plan.Stream, options ?? WriteOptions.Default);
    }

    internal static CheckpointLayout Layout(InitializationPlan plan)
    {
        Hdf5Group root = new();
        foreach ((string key, string value) in plan.Origin)
        {
            root.Set(Hdf5Attribute.OfText(key, value));
        }

        SetName(root.Group(VariablesGroup), plan.TemplateName);
        Dictionary<Hdf5Dataset, PlannedTensor> tensors = AddTensors(root, plan);
        var layout = Hdf5Layout.Build(root);
        if (!layout.IsReadable)
        {
            throw new ArgumentException(
                $"the places of the model's {plan.Tensors.Length} tensors have names too long for a file that would be read again; nest "
                + "fewer layers, or write .safetensors or .npz.");
        }

        ImmutableArray<FileRegion> regions = [.. layout.Places.Select(place => new FileRegion(place.Offset, tensors[place.Dataset]))];
        return new CheckpointLayout(layout.Header, regions, layout.Length);
    }

    private static Dictionary<Hdf5Dataset, PlannedTensor> AddTensors(Hdf5Group root, InitializationPlan plan)
    {
        Dictionary<Hdf5Dataset, PlannedTensor> tensors = new(ReferenceEqualityComparer.Instance);
        foreach (PlannedTensor tensor in plan.Tensors)
        {
            foreach (StoredPlace place in PlacesOf(tensor))
            {
                tensors.Add(root.Add(place.Path, tensor.Type, tensor.Shape), tensor);
                SetName(root.Group(place.Path[..place.Path.LastIndexOf('/')]), place.LayerName);
            }
        }

        return tensors;
    }

    private static ImmutableArray<StoredPlace> PlacesOf(PlannedTensor tensor) => tensor.StoredPlaces.Length > 0
        ? tensor.StoredPlaces
        : throw new ArgumentException(
            $"tensor '{tensor.Name.Excerpt()}' has no place in a weight file of Keras, since its template is no Keras model; write "
            + ".safetensors or .npz.");

    private static void SetName(Hdf5Group group, string name)
    {
        if (name.Length > 0)
        {
            group.Set(Hdf5Attribute.OfText(NameAttribute, name));
        }
    }
}
