using System.Collections.Immutable;
using Seedbed.Initializers;

namespace Seedbed.Checkpoints;

/// <summary>One tensor of a model that is to be initialized.</summary>
/// <param name="Name">Its full name, unique in the model: <c>conv1_conv/kernel</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Initializer">The scheme that fills it; for a type that is not floating-point it must be <see cref="Zeros"/>.</param>
public sealed record TensorTemplate(string Name, Shape Shape, DType Type, Initializer Initializer)
{
    /// <summary>Whether training changes it.</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>The stored tensor whose elements it has, rounded where the type is another; null where it is initialized.</summary>
    public StoredTensor? Stored { get; init; }

    /// <summary>The class of the layer that owns it, <c>Conv2D</c>; empty where there is none.</summary>
    public string LayerClass { get; init; } = "";

    /// <summary>
    /// Its places in a file that has groups; several where it is stored for each layer that holds it, none where its model has no layers.
    /// </summary>
    public ImmutableArray<StoredPlace> StoredPlaces { get; init; } = [];
}

/// <summary>A place of a tensor in a file that has groups, where it is found by the layer that holds it.</summary>
/// <param name="Path">The dataset's path: <c>layers/lstm/cell/vars/0</c>.</param>
/// <param name="LayerName">The name of the layer that holds it there: <c>lstm_cell</c>.</param>
public sealed record StoredPlace(string Path, string LayerName);
