using Seedbed.Networks.Layers;

namespace Seedbed.Networks.Models;

/// <summary>Where a model's configuration comes from: layers in C#, or a file.</summary>
internal abstract class ModelSource
{
    /// <summary>The layers in C#; none for a model of a file.</summary>
    internal virtual IReadOnlyList<Layer> Layers => [];

    /// <summary>The model's name.</summary>
    internal abstract string Name { get; }

    /// <summary>Why it cannot be read yet: what is missing. Null where nothing is.</summary>
    internal virtual string? Missing => null;

    /// <summary>The configuration that the network is made of.</summary>
    internal abstract ModelConfig Read();

    /// <summary>The configuration that Keras reads.</summary>
    /// <param name="network">The network that was made of it.</param>
    internal abstract ReadOnlyMemory<byte> ForKeras(Network network);
}
