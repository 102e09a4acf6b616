using System.Collections.Immutable;
using Seedbed.Checkpoints;

namespace Seedbed.Layers.Building;

/// <summary>
/// The places of a model's weights in Keras's weight files: each layer has its own variables under <c>vars</c>, numbered, those that
/// training changes first, and its layers under the attributes that hold them. A layer that several hold is stored where it is met first.
/// </summary>
/// <remarks>Source: <c>keras.saving.saving_lib</c>.</remarks>
internal sealed class StorePlaces
{
    /// <summary>Places repeat all layers around a layer, so a small file could make them very long.</summary>
    private const long MaxCharacters = 1 << 25;

    private readonly Dictionary<TensorTemplate, List<StoredPlace>> _places = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<BuiltLayer> _visited = [];
    private long _characters;

    private StorePlaces()
    {
    }

    /// <summary>The weights, each with its places.</summary>
    internal static ImmutableArray<TensorTemplate> AddTo(ImmutableArray<TensorTemplate> weights, BuiltLayer root)
    {
        StorePlaces places = new();
        places.Visit(root, "");
        return [.. weights.Select(weight => weight with { StoredPlaces = [.. places._places.GetValueOrDefault(weight) ?? []] })];
    }

    private void Visit(BuiltLayer layer, string path)
    {
        if (!_visited.Add(layer))
        {
            return;
        }

        foreach ((int index, TensorTemplate weight) in layer.OwnWeights.Index())
        {
            if (!_places.TryGetValue(weight, out List<StoredPlace>? places))
            {
                _places[weight] = places = [];
            }

            Count(path);
            places.Add(new StoredPlace($"{path}vars/{layer.StoreKeys.GetValueOrDefault(weight.Name, $"{index}")}", layer.Name));
        }

        Dictionary<string, StoreNames> lists = new(StringComparer.Ordinal);
        foreach (StoredChild child in layer.Children)
        {
            Visit(child.Layer, $"{path}{child.Attribute}/{(child.IsInList ? NameInList(child, lists) + "/" : "")}");
        }
    }

    private void Count(string path)
    {
        _characters += path.Length;
        if (_characters > MaxCharacters)
        {
            throw new FormatException(
                $"the places of the model's weights in a file of Keras have more than {MaxCharacters} characters together; nest fewer "
                + "layers.");
        }
    }

    private static string NameInList(StoredChild child, Dictionary<string, StoreNames> lists)
    {
        if (!lists.TryGetValue(child.Attribute, out StoreNames? names))
        {
            lists[child.Attribute] = names = new StoreNames();
        }

        return names.Next(child.Layer.Layer.PythonClass);
    }
}

/// <summary>A layer in another one, as Keras's weight files find it.</summary>
/// <param name="Attribute">The attribute of the outer layer that holds it in Keras, or the list that does.</param>
/// <param name="IsInList">Whether the attribute is a list, in which layers are numbered by their classes.</param>
/// <param name="Layer">The layer.</param>
internal readonly record struct StoredChild(string Attribute, bool IsInList, BuiltLayer Layer);
