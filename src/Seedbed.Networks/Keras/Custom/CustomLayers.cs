using Seedbed.Checkpoints;
using System.Collections.Frozen;
using System.Text.Json;
using Seedbed.Autodiff;
using Seedbed.Layers;
using Seedbed.Layers.Building;
using Seedbed.Serialization;

namespace Seedbed.Keras;

/// <summary>
/// Layers of a user's own: a JSON description says what weights each has, so that models with them are read without their code.
/// </summary>
/// <remarks>
/// <c>{"layers": {"MyPackage&gt;MyDense": {"weights": [{"name": "kernel", "shape": ["input[-1]", "units"], "initializer":
/// "kernel_initializer"}]}}, "output_shapes": {"lambda_1": ["input[0]", 8]}}</c>; docs/custom-layers.md tells all keys.
/// </remarks>
public sealed class CustomLayers
{
    private const int MaxFileSize = 1 << 24;

    private readonly FrozenDictionary<string, CustomDescription> _layers;
    private readonly FrozenDictionary<string, Func<BuiltLayer, PartialShape>> _outputs;

    internal CustomLayers(
        IEnumerable<KeyValuePair<string, CustomDescription>> layers,
        IEnumerable<KeyValuePair<string, Func<BuiltLayer, PartialShape>>> outputs)
    {
        _layers = layers.ToFrozenDictionary(StringComparer.Ordinal);
        _outputs = outputs.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>No layer.</summary>
    public static CustomLayers None { get; } = new([], []);

    /// <summary>The classes that are described: registered names (<c>MyPackage&gt;MyDense</c>) or bare class names.</summary>
    public IReadOnlyCollection<string> ClassNames => _layers.Keys;

    /// <summary>Reads a description.</summary>
    /// <param name="json">Its text.</param>
    /// <exception cref="FormatException">It is no such description; the sentence names the layer and the key.</exception>
    public static CustomLayers Parse(string json)
    {
        using JsonDocument document = KerasJson.Parse(json);
        return CustomLayerReader.Read(document.RootElement);
    }

    /// <summary>Reads a description from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">It is no such description; the sentence names the layer and the key.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CustomLayers ReadFile(string path)
    {
        using var file = CheckpointSource.Open(path);
        if (file.Length > MaxFileSize)
        {
            throw new FormatException($"the description of layers has {file.Length} bytes; at most {MaxFileSize} are read.");
        }

        using JsonDocument document = KerasJson.Parse(file.ReadAll());
        return CustomLayerReader.Read(document.RootElement);
    }

    /// <summary>The same layers, of which one is computed: its model can be run and trained.</summary>
    /// <param name="className">The class, as the description names it.</param>
    /// <param name="forward">
    /// The output from the input, of operations on the call's tape; gradients follow from them.
    /// </param>
    /// <exception cref="ArgumentException">The class is not described; the nearest is suggested.</exception>
    public CustomLayers WithForward(string className, Func<CustomCall, Tensor, Tensor> forward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        return With(className, description => description with { Forward = forward });
    }

    /// <summary>The same layers, of which one is a cell that is computed, in RNN and StackedRNNCells.</summary>
    /// <param name="className">The class, as the description names it, which has its <c>state_sizes</c>.</param>
    /// <param name="step">
    /// From the input (batch, features) of one step, and the states (batch, size) before it, to the output, which is as wide as the first
    /// state, and the states behind it. States are zeros before the first step.
    /// </param>
    /// <exception cref="ArgumentException">The class is not described (the nearest is suggested), or without state sizes.</exception>
    public CustomLayers WithStep(string className, Func<CustomCall, Tensor, Tensor[], (Tensor Output, Tensor[] States)> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return With(className, description => description.StateSizes.Count > 0 ? description with { Step = step }
            : throw new ArgumentException(
                $"the description of '{className.Excerpt()}' has no state_sizes; a cell has at least one, such as "
                + "\"state_sizes\": [\"units\"].", nameof(className)));
    }

    private CustomLayers With(string className, Func<CustomDescription, CustomDescription> change)
    {
        ArgumentNullException.ThrowIfNull(className);
        return _layers.ContainsKey(className)
            ? new(_layers.Select(layer => layer.Key == className ? new(layer.Key, change(layer.Value)) : layer), _outputs)
            : throw new ArgumentException(
                $"there is no description of a layer '{className.Excerpt()}'.{NearestName.Suggestion(className, _layers.Keys)} Described "
                + $"are {(_layers.Count == 0 ? "none" : string.Join(", ", _layers.Keys.Order(StringComparer.Ordinal)))}.",
                nameof(className));
    }

    /// <summary>An empty layer of a class, by its registered name or its own; null where it is not described.</summary>
    internal CustomLayer? Make(string? registeredName, string className) =>
        (registeredName is not null && _layers.TryGetValue(registeredName, out CustomDescription? description)
            ? new CustomLayer(registeredName, description) : null)
        ?? (_layers.TryGetValue(className, out description) ? new CustomLayer(className, description) : null);

    /// <summary>What is told of the output of a layer of this name; null where nothing is.</summary>
    internal Func<BuiltLayer, PartialShape>? OutputOf(string? name) => name is null ? null : _outputs.GetValueOrDefault(name);

    /// <summary>Refuses a shape that is told of a layer which the model does not have: it would change nothing, unseen.</summary>
    /// <param name="names">The names of all layers of the model.</param>
    /// <exception cref="FormatException">The sentence names the layer.</exception>
    internal void CheckOutputs(IReadOnlySet<string> names)
    {
        if (_outputs.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !names.Contains(name)) is { } stray)
        {
            throw new FormatException(
                $"the description of layers, output_shapes: the model has no layer '{stray.Excerpt()}'."
                + $"{NearestName.Suggestion(stray, names)} Name the layer as the model's file does, or leave it out.");
        }
    }

    /// <summary>
    /// Gives a layer of Keras the output that its class is described with; false where more than that is described, or it may have weights.
    /// </summary>
    internal bool DescribeOutput(Layer layer)
    {
        if (layer is not (OperationNode or Lambda or EncodingLayer or WeightlessLayer)
            || Make(null, layer.ClassName) is not { HasWeights: false, Output: { } output })
        {
            return false;
        }

        layer.GivenOutput = output;
        return true;
    }
}
