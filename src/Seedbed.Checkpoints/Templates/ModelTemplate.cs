using System.Collections.Immutable;

namespace Seedbed.Checkpoints;

/// <summary>What a model's checkpoint consists of: named tensors in their order, each with its shape, type and initializer.</summary>
public sealed record ModelTemplate
{
    /// <summary>A template of these tensors.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="tensors">In the order of the file; names are unique and not empty.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or a name is empty.</exception>
    public ModelTemplate(string name, ImmutableArray<TensorTemplate> tensors)
    {
        ArgumentNullException.ThrowIfNull(name);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (TensorTemplate tensor in tensors)
        {
            if (tensor.Name.Length == 0 || !names.Add(tensor.Name))
            {
                throw new ArgumentException(
                    $"the name '{tensor.Name.Excerpt()}' {(tensor.Name.Length == 0 ? "is empty" : "stands for two tensors")}; every tensor "
                    + "needs a name of its own.",
                    nameof(tensors));
            }
        }

        Name = name;
        Tensors = tensors;
    }

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>Whose rules made it, name and version, for the files of the model; empty where there is nothing to tell.</summary>
    public string Rules { get; init; } = "";

    /// <summary>The framework whose model it is, as sentences name it; empty where it is of none.</summary>
    public string Framework { get; init; } = "";

    /// <summary>The framework's global seed, from which initializers without one took theirs; null where none did.</summary>
    public long? GlobalSeed { get; init; }

    /// <summary>
    /// What a file that holds the whole model has beside the tensors: name and content of each text; none where there is no more to a model
    /// than its tensors.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, ReadOnlyMemory<byte>>> Documents { get; init; } = [];

    /// <summary>What the files of the model say about its origin, ASCII names and texts; null for what a plan tells about itself.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Origin { get; init; }

    /// <summary>The tensors in the order of the file.</summary>
    public ImmutableArray<TensorTemplate> Tensors { get; internal init; }

    /// <summary>The outermost layers in their order, those without tensors too; none where the template is no model of layers.</summary>
    public ImmutableArray<TemplateLayer> Layers { get; init; } = [];

    /// <summary>The number of elements of all tensors.</summary>
    /// <exception cref="OverflowException">There are more than 2⁶³ − 1.</exception>
    public long ElementCount => Tensors.Aggregate(0L, (sum, tensor) => checked(sum + tensor.Shape.ElementCount));
}

/// <summary>A layer of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tensors">
/// The numbers, in the model's list, of its tensors and those of the layers inside it: first those that training changes.
/// </param>
public sealed record TemplateLayer(string Name, ImmutableArray<int> Tensors);
