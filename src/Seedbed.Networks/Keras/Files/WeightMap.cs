using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Seedbed.Checkpoints;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>Which tensor of a file is which weight of a model: found by its place, its name, or its layer.</summary>
internal sealed partial class WeightMap
{
    /// <summary>The state of a random generator, which Keras stores among the weights of layers such as Dropout.</summary>
    private const string GeneratorState = "seed_generator";

    private readonly CheckpointFile _file;
    private readonly string _path;
    private readonly ModelTemplate _model;
    private readonly WeightLoadOptions _options;
    private readonly StoredTensor?[] _found;
    private readonly NoteList _notes = [];
    private readonly bool _isOfKeras1;

    private WeightMap(CheckpointFile file, string path, ModelTemplate model, WeightLoadOptions options)
    {
        _file = file;
        _path = path;
        _model = model;
        _options = options;
        _found = new StoredTensor?[model.Tensors.Length];
        _isOfKeras1 = file.Format == KerasFormats.Legacy && LegacyFile.IsOfKeras1(file);
        HashSet<string> names = new(model.Tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
        HasPlaces = file.Format.Scope >= CheckpointScope.PlacedTensors
            || (file.Tensors.Any(tensor => IsPlaced(tensor.Name)) && !file.Tensors.Any(tensor => names.Contains(tensor.Name)));
    }

    /// <summary>For each weight its tensor; null where the weight keeps its values, which a note tells.</summary>
    internal IReadOnlyList<StoredTensor?> Found => _found;

    /// <summary>A sentence for everything that was left out.</summary>
    internal IReadOnlyList<string> Notes => _notes;

    /// <summary>Files of tensors have places, too, where they were made of such a file without its model.</summary>
    private bool HasPlaces { get; }

    /// <summary>What is no weight of the model, in the file's order.</summary>
    internal IEnumerable<StoredTensor> Others
    {
        get
        {
            HashSet<string> known = new(_model.Tensors.SelectMany(NamesOf), StringComparer.Ordinal);
            HashSet<StoredTensor> found = [.. _found.OfType<StoredTensor>()];
            return _file.Tensors.Where(tensor => !found.Contains(tensor) && !known.Contains(tensor.Name));
        }
    }

    /// <summary>
    /// The place that a tensor has today. TensorFlow 2.12 went through <c>_layer_checkpoint_dependencies</c>, in which a layer with weights
    /// stands twice, so that the numbers behind the names of equal classes are even. Source: <c>keras/engine/functional.py</c> and
    /// <c>keras/saving/saving_lib.py</c> at v2.12.0.
    /// </summary>
    private static string PlaceOf(StoredTensor tensor) => Dependency().Replace(tensor.Name, found =>
        !found.Groups["number"].Success ? $"layers/{found.Groups["class"].Value}/"
        : long.Parse(found.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) is var number && number % 2 == 0
            ? $"layers/{found.Groups["class"].Value}_{number / 2}/"
        : found.Value);

    /// <summary>Whether a name is a place of Keras 3: <c>layers/dense/vars/0</c>.</summary>
    internal static bool IsPlace(string name) => Place().IsMatch(name);

    private static bool IsPlaced(string name) => name.StartsWith("layers/", StringComparison.Ordinal) && IsPlace(name);

    /// <summary>Finds all weights, and lets be what is none.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    internal static WeightMap OfWhole(CheckpointFile file, string path, ModelTemplate model) =>
        Of(file, path, model, new WeightLoadOptions(), refusesOthers: false);

    /// <summary>Finds all weights.</summary>
    /// <exception cref="FormatException">The file does not have them; the sentence names the first that is missing.</exception>
    /// <exception cref="ArgumentException">The file has no names to go by.</exception>
    internal static WeightMap Of(
        CheckpointFile file, string path, ModelTemplate model, WeightLoadOptions options, bool refusesOthers = true)
    {
        WeightMap map = new(file, path, model, options);
        if (file.Format == KerasFormats.Legacy)
        {
            map.FindLayers([.. LegacyFile.LayersOf(file).Where(layer => layer.Weights.Length > 0)]);
        }
        else
        {
            map.FindEach();
            if (refusesOthers)
            {
                map.RefuseOthers();
            }
        }

        return map;
    }

    private void FindEach()
    {
        if (_options.ByName && HasPlaces)
        {
            throw new ArgumentException(
                $"{_path.Excerpt()} is to be loaded by name, but a {_file.Format} file finds weights by the places of their layers; load "
                + "it without names, or take .h5, .safetensors or .npz.");
        }

        Dictionary<string, StoredTensor> tensors = new(StringComparer.Ordinal);
        foreach (StoredTensor tensor in _file.Tensors)
        {
            tensors.TryAdd(HasPlaces ? PlaceOf(tensor) : tensor.Name, tensor);
        }

        foreach ((int index, TensorTemplate weight) in _model.Tensors.Index())
        {
            string[] names = NamesOf(weight);
            if (names.Select(name => tensors.GetValueOrDefault(name)).FirstOrDefault(found => found is not null) is { } tensor)
            {
                Take(index, tensor, tensor.Name);
            }
            else
            {
                LeaveOut(
                    _options.ByName || _options.SkipMismatch,
                    $"has no '{names.FirstOrDefault().Excerpt()}' for the weight '{weight.Name.Excerpt()}'"
                    + $".{NearestName.Suggestion(names.FirstOrDefault() ?? "", tensors.Keys)}",
                    $" It must hold the weights of this model.{Layout()}");
            }
        }
    }

    private string[] NamesOf(TensorTemplate weight) => HasPlaces ? [.. weight.StoredPlaces.Select(place => place.Path)] : [weight.Name];

    private void RefuseOthers()
    {
        HashSet<string> known = new(_model.Tensors.SelectMany(NamesOf), StringComparer.Ordinal);
        foreach (StoredTensor other in _file.Tensors.Where(tensor =>
            !known.Contains(HasPlaces ? PlaceOf(tensor) : tensor.Name)
                && (!HasPlaces || PlaceOf(tensor).StartsWith("layers/", StringComparison.Ordinal))
                && !tensor.Name.Contains(GeneratorState, StringComparison.Ordinal)))
        {
            LeaveOut(
                _options.ByName || _options.SkipMismatch,
                $"has '{other.Name.Excerpt()}' of shape {other.Shape}, which is no weight of this model",
                "; it must hold the weights of this model.");
        }
    }

    /// <summary>By the layers' names where model and file have the same ones, or it is asked for; else by their order.</summary>
    private void FindLayers(ImmutableArray<LegacyLayer> stored)
    {
        TemplateLayer[] layers = [.. _model.Layers.Where(layer => layer.Tensors.Length > 0)];
        NoteOrigin();
        if (_options.ByName || layers.Select(layer => layer.Name).ToHashSet().SetEquals(stored.Select(layer => layer.Name)))
        {
            FindNamed(layers, stored);
            return;
        }

        if (layers.Length != stored.Length)
        {
            throw new FormatException(
                $"{_path.Excerpt()} has the weights of {stored.Length} layers ({Listed(stored.Select(layer => layer.Name))}), and the "
                + $"model has {layers.Length} with weights ({Listed(layers.Select(layer => layer.Name))}); there must be as many, or they "
                + "must be loaded by name.");
        }

        foreach ((TemplateLayer layer, LegacyLayer source) in layers.Zip(stored))
        {
            FindLayer(layer, source);
        }
    }

    private void FindNamed(TemplateLayer[] layers, ImmutableArray<LegacyLayer> stored)
    {
        Dictionary<string, TemplateLayer> byName = layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);
        foreach (LegacyLayer source in stored)
        {
            if (byName.Remove(source.Name, out TemplateLayer? layer))
            {
                FindLayer(layer, source);
                continue;
            }

            _notes.AddRange(source.Weights.Select(weight =>
                $"{_path.Excerpt()}: '{weight.Value.Name.Excerpt()}' is left out, as the model has no layer '{source.Name.Excerpt()}'."));
        }

        _notes.AddRange(byName.Values.SelectMany(layer => layer.Tensors.Select(number =>
            $"{_path.Excerpt()} has no layer '{layer.Name.Excerpt()}'; the weight '{_model.Tensors[number].Name.Excerpt()}' keeps its "
            + "values.")));
    }

    private void FindLayer(TemplateLayer layer, LegacyLayer source)
    {
        TensorTemplate[] own = [.. layer.Tensors.Select(number => _model.Tensors[number])];
        source = source with
        {
            Weights = _isOfKeras1 ? Keras1Weights.Converted(own, source.Weights) : CuDNNWeights.Converted(own, source.Weights),
        };

        if (layer.Tensors.Length != source.Weights.Length)
        {
            LeaveOut(
                _options.SkipMismatch,
                $"has {source.Weights.Length} weights for the layer '{source.Name.Excerpt()}' "
                + $"({Listed(source.Weights.Select(weight => weight.Key))}), and '{layer.Name.Excerpt()}' of the model has "
                + $"{layer.Tensors.Length} "
                + $"({Listed(layer.Tensors.Select(number => _model.Tensors[number].Name))})", "; they must be as many.");
            return;
        }

        foreach ((int number, KeyValuePair<string, StoredTensor> weight) in layer.Tensors.Zip(Ordered(layer, source)))
        {
            Take(number, weight.Value, weight.Key);
        }
    }

    /// <summary>
    /// By the ends of their names where these tell all weights apart, since the order of some depends on what was frozen when the file was
    /// written; else in the file's order.
    /// </summary>
    private IEnumerable<KeyValuePair<string, StoredTensor>> Ordered(TemplateLayer layer, LegacyLayer source)
    {
        const int MostParts = 4;
        for (int parts = 1; parts <= MostParts; parts++)
        {
            ILookup<string, KeyValuePair<string, StoredTensor>> byEnd =
                source.Weights.ToLookup(weight => EndOf(weight.Key.Split(':')[0], parts), StringComparer.Ordinal);
            KeyValuePair<string, StoredTensor>[] found =
            [
                .. layer.Tensors.Select(number => byEnd[EndOf(_model.Tensors[number].Name, parts)])
                    .Where(same => same.Count() == 1).Select(same => same.First()),
            ];
            if (found.DistinctBy(weight => weight.Key).Count() == source.Weights.Length)
            {
                return found;
            }
        }

        return source.Weights;
    }

    private static string EndOf(string name, int parts) => string.Join("/", name.Split('/').TakeLast(parts));

    private void NoteOrigin()
    {
        if (LegacyFile.OriginOf(_file).Backend is { } backend && backend != "tensorflow")
        {
            _notes.Add($"{_path.Excerpt()} was written by Keras on {backend.Excerpt()}; its tensors are taken as they stand"
                + $"{(backend == "theano" ? ", though Theano turns the kernels of convolutions around" : "")}.");
        }
    }

    private void Take(int index, StoredTensor tensor, string name)
    {
        TensorTemplate weight = _model.Tensors[index];
        if (tensor.Shape == weight.Shape)
        {
            _found[index] = tensor;
            return;
        }

        LeaveOut(
            _options.SkipMismatch,
            $": '{name.Excerpt()}' has shape {tensor.Shape}, and the weight '{weight.Name.Excerpt()}' has shape {weight.Shape}",
            "; they must be equal.");
    }

    private void LeaveOut(bool isAllowed, string fault, string demand)
    {
        string sentence = $"{_path.Excerpt()}{(fault[0] == ':' ? "" : " ")}{fault}";
        string leftOut = sentence[^1] == '?' ? $"{sentence} It is left out." : $"{sentence.TrimEnd('.')}; it is left out.";
        _notes.Add(isAllowed ? leftOut : throw new FormatException(sentence + demand));
    }

    /// <summary>How a file of Keras that does not fit is laid out, where it is not as a model's weights are today.</summary>
    private string Layout() =>
        !HasPlaces || _file.Tensors.IsEmpty || _file.Tensors.Any(tensor => tensor.Name.StartsWith("layers/", StringComparison.Ordinal)) ? ""
        : _file.Tensors.Any(tensor => tensor.Name.Contains("layer_checkpoint_dependencies", StringComparison.Ordinal))
            ? " It is laid out as TensorFlow 2.12 did it (_layer_checkpoint_dependencies), but for other layers."
            : " It is laid out neither as Keras 3 does it ('layers/dense/vars/0') nor as Keras 2 does (layer_names, weight_names): its "
                + $"first tensor is '{_file.Tensors[0].Name.Excerpt()}'.";

    [GeneratedRegex("_layer_checkpoint_dependencies/(?<class>[^/]+?)(_(?<number>[0-9]{1,9}))?/", RegexOptions.ExplicitCapture)]
    private static partial Regex Dependency();

    [GeneratedRegex(@"(^|/)vars/[0-9]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    private static string Listed(IEnumerable<string> names)
    {
        const int Most = 6;
        string[] all = [.. names];
        return string.Join(", ", all.Take(Most).Select(name => $"'{name.Excerpt()}'")) + (all.Length > Most ? ", …" : "");
    }
}
