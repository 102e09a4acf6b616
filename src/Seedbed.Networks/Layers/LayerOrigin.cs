using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>What a file says of a layer besides its arguments.</summary>
/// <param name="config">The layer's configuration.</param>
/// <param name="name">Its name.</param>
/// <param name="built">The shapes that it was built on; null where the file has none.</param>
internal sealed class LayerOrigin(LayerConfig config, string name, BuildShapes? built)
{
    /// <summary>The configuration as it stands in the file.</summary>
    internal LayerConfig Config => config;

    /// <summary>The layer's own name.</summary>
    internal string Name => name;

    /// <summary>The shapes that it was built on.</summary>
    internal BuildShapes? Built => built;

    /// <summary>Whether training changes the layer.</summary>
    internal bool Trainable { get; } = config.Flag("trainable", true);

    /// <summary>The type of the layer's variables.</summary>
    /// <exception cref="FormatException">It is none that variables have here.</exception>
    internal DType Type => VariableTypes.Of(config);

    /// <summary>What is read and not computed; null where there is nothing.</summary>
    internal FormatException? ComputingFault { get; set; }

    /// <summary>The same without the shapes that it was built on.</summary>
    internal LayerOrigin WithoutShapes() => new(config, name, null) { ComputingFault = ComputingFault };

    /// <summary>The 16-bit type that the layer computes in; null where it computes in its variables' type.</summary>
    /// <exception cref="FormatException">The policy is none that is known.</exception>
    internal ElementType? ComputeType => VariableTypes.ComputeTypeOf(config);

    /// <summary>The shape that the layer says its model starts with, the batch first; null where it says none.</summary>
    internal PartialShape? DeclaredShape(string place)
    {
        foreach (string key in (ReadOnlySpan<string>)["batch_shape", "batch_input_shape"])
        {
            if (config.Find(key) is { } shape)
            {
                return PartialShape.Read(shape, place);
            }
        }

        return ShapeOf("input_shape", place)?.BehindBatch();
    }

    /// <summary>A shape in the configuration, such as that which a Sequential model was built on; null where there is none.</summary>
    internal PartialShape? ShapeOf(string key, string place) =>
        config.Find(key) is { ValueKind: JsonValueKind.Array } shape ? PartialShape.Read(shape, place) : null;
}
