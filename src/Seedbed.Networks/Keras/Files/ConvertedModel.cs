using System.Collections.Immutable;
using Seedbed.Checkpoints;
using Seedbed.Initializers;

namespace Seedbed.Keras;

/// <summary>The tensors of a checkpoint under the names and at the places that another format has for them.</summary>
internal sealed class ConvertedModel
{
    /// <summary>Longer texts about a file are not taken over, such as configurations of optimizers.</summary>
    private const int LongestFact = 1024;

    private static readonly string[] s_structure =
    [
        "format", "name", KerasLegacyFormat.KerasVersion, KerasLegacyFormat.Backend, KerasLegacyFormat.LayerNames,
        KerasLegacyFormat.WeightNames, KerasLegacyFormat.ModelConfig, "training_config",
    ];

    private readonly CheckpointFile _file;
    private readonly string _path;
    private readonly CheckpointFormat? _target;
    private readonly ConvertOptions _options;
    private readonly NoteList _notes = [];
    private string _whyNoModel = "";

    internal ConvertedModel(CheckpointFile file, string path, CheckpointFormat? target, ConvertOptions options)
    {
        _file = file;
        _path = path;
        _target = target;
        _options = options;
    }

    /// <summary>A sentence for everything that was assumed or left out.</summary>
    internal IReadOnlyList<string> Notes => _notes;

    private bool HasNames => _target is null or { Scope: CheckpointScope.NamedTensors };

    private string TargetName => _target?.Name ?? "folder of .npy";

    /// <summary>The template whose tensors have the elements of the checkpoint's.</summary>
    /// <exception cref="ArgumentException">A tensor has no place in the target, or two would have one name.</exception>
    /// <exception cref="FormatException">The checkpoint does not hold the weights of the model.</exception>
    internal ModelTemplate Template()
    {
        _notes.AddRange(_file.Unread.Select(unread => $"{_path.Excerpt()}: '{unread.Excerpt()}' holds no numbers, and is left out."));
        ModelTemplate template = (_options.Model ?? OwnModel()) is { } model ? OfModel(model) : OfFile();
        return template with { Origin = [.. Origin()] };
    }

    private KerasModelFile? OwnModel()
    {
        bool isModel = _file.Format == KerasFormats.Archive
            || (_file.Format == KerasFormats.Legacy && _file.TextsOf("", KerasLegacyFormat.ModelConfig) is not null);
        if (!isModel)
        {
            return null;
        }

        try
        {
            return KerasModelFile.Read(_path);
        }
        catch (FormatException fault)
        {
            _whyNoModel = $" The one in the file cannot be read: {fault.Message}";
            _notes.Add($"{_path.Excerpt()}: its model cannot be read, so that names are taken as they stand: {fault.Message}");
            return null;
        }
    }

    private ModelTemplate OfModel(KerasModelFile file)
    {
        _notes.AddRange(file.Notes);
        ModelTemplate model = file.Template;
        WeightMap map = WeightMap.OfWhole(_file, _path, model);
        _notes.AddRange(map.Notes);
        _notes.AddRange(LegacyFile.NotesOn(_target, file.Config));
        if (_options.PyTorch && file.Model.Graph.Layers.Any(layer => layer.ClassName == "Flatten"))
        {
            _notes.Add(
                "the model has a Flatten: Keras flattens images channels last, PyTorch channels first, so that the inputs of the Dense "
                + "behind it stand in another order than PyTorch gives them.");
        }

        TensorTemplate[] weights = [.. model.Tensors.Zip(map.Found, (weight, stored) => Stored(weight, stored!))];
        return new ModelTemplate(model.Name, [.. _options.PyTorch ? InPyTorch(weights) : weights, .. map.Others.Select(Other)])
        {
            Documents = model.Documents, Layers = model.Layers,
        };
    }

    private IEnumerable<TensorTemplate> InPyTorch(IReadOnlyList<TensorTemplate> weights)
    {
        if (!HasNames)
        {
            throw new ArgumentException(
                $"PyTorch's names and layouts are asked of a {TargetName} file, which is Keras's; write .safetensors, .npz or a folder.");
        }

        foreach (TensorTemplate weight in weights)
        {
            if (PyTorchLayout.Of(weight) is { } converted)
            {
                yield return converted;
                continue;
            }

            _notes.Add(
                $"'{weight.Name.Excerpt()}' of {weight.LayerClass} keeps Keras's layout: PyTorch has no layer with these weights.");
            yield return weight with { Name = PyTorchLayout.NameOf(weight.Name) };
        }
    }

    /// <summary>What is no weight of the model, such as the state of an optimizer, keeps its place or name.</summary>
    private TensorTemplate Other(StoredTensor tensor)
    {
        bool hasPlace = _file.Format.Scope >= CheckpointScope.PlacedTensors || WeightMap.IsPlace(tensor.Name);
        return HasNames || hasPlace
            ? Stored(
                new TensorTemplate(tensor.Name, tensor.Shape, tensor.Type, new Zeros()) { StoredPlaces = [new(tensor.Name, "")] }, tensor)
            : throw new ArgumentException(
                $"{_path.Excerpt()} has '{tensor.Name.Excerpt()}' of shape {tensor.Shape}, which is no weight of the model and has no "
                + $"place in a {TargetName} file.");
    }

    private ModelTemplate OfFile()
    {
        if (_options.PyTorch)
        {
            throw NeedsModel("PyTorch's layout follows from the classes of layers");
        }

        if (_file.Format == KerasFormats.Legacy && (HasNames || _target == KerasFormats.Legacy))
        {
            return OfLayers(LegacyFile.LayersOf(_file));
        }

        if (!HasNames && (_target != KerasFormats.Weights || _file.Tensors.Any(tensor => !WeightMap.IsPlace(tensor.Name))))
        {
            throw NeedsModel($"a {TargetName} file has weights at the places of their layers");
        }

        return new ModelTemplate("", [.. _file.Tensors.Select(Other)]);
    }

    /// <summary>Weights are named as their layer and they are, as long as no two have one name.</summary>
    private ModelTemplate OfLayers(ImmutableArray<LegacyLayer> layers)
    {
        var tensors = ImmutableArray.CreateBuilder<TensorTemplate>();
        var groups = ImmutableArray.CreateBuilder<TemplateLayer>();
        foreach (LegacyLayer layer in layers)
        {
            groups.Add(new TemplateLayer(layer.Name, [.. Enumerable.Range(tensors.Count, layer.Weights.Length)]));
            foreach ((string weight, StoredTensor stored) in layer.Weights)
            {
                string own = weight.EndsWith(":0", StringComparison.Ordinal) ? weight[..^2] : weight;
                string name = own.StartsWith(layer.Name + "/", StringComparison.Ordinal) ? own : $"{layer.Name}/{own}";
                tensors.Add(Stored(new TensorTemplate(name, stored.Shape, stored.Type, new Zeros()), stored));
            }
        }

        HashSet<StoredTensor?> known = [.. tensors.Select(tensor => tensor.Stored)];
        return new ModelTemplate("", [.. tensors, .. _file.Tensors.Where(tensor => !known.Contains(tensor)).Select(Other)])
        {
            Layers = groups.ToImmutable(),
        };
    }

    private ArgumentException NeedsModel(string why) => new(
        $"{why}, which {_path.Excerpt()} does not tell; name the model with --model, such as --model model.json.{_whyNoModel}");

    /// <summary>The tensor with the elements of a stored one, in its type.</summary>
    private TensorTemplate Stored(TensorTemplate tensor, StoredTensor stored)
    {
        bool isWritten = DType.All.Contains(stored.Type)
            && (stored.Type.SizeInBytes > 1 || stored.Type.NpyDescriptor[1] != 'V' || _target is not (null or { Name: ".npz" }));
        return isWritten || _options.ElementType is not null
            ? tensor with { Stored = stored, Type = stored.Type, Initializer = new Zeros() }
            : throw new ArgumentException(
                $"'{stored.Name.Excerpt()}' is of {stored.Type}, which a {TargetName} file does not hold; choose a type with --dtype, such "
                + "as --dtype float32.");
    }

    private IEnumerable<KeyValuePair<string, string>> Origin() =>
        from fact in _file.Metadata.OrderBy(fact => fact.Key, StringComparer.Ordinal)
        where !s_structure.Contains(fact.Key) && fact.Value.Length <= LongestFact
            && fact.Key.Length is > 0 and <= LongestFact && !fact.Key.AsSpan().ContainsAnyExceptInRange(' ', '~')
        select fact;
}
