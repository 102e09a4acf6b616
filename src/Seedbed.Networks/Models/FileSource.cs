using Seedbed.Networks.Keras;
using Seedbed.Networks.Keras.Files;

namespace Seedbed.Networks.Models;

/// <summary>A model that a file describes: its own configuration is kept as it is.</summary>
/// <param name="file">What was read.</param>
/// <param name="options">What the reader was told.</param>
internal sealed class FileSource(KerasModelFile file, KerasModelOptions options) : ModelSource
{
    internal override string Name => file.Template.Name;

    internal override ModelConfig Read() => new(file.Config, options with { KerasVersion = file.KerasVersion });

    internal override ReadOnlyMemory<byte> ForKeras(Network network) => file.Config;
}
