using Seedbed.Networks.Keras;

namespace Seedbed.Networks.Models;

/// <summary>A model's configuration, and what reading it takes.</summary>
/// <param name="Json">What <c>model.to_json()</c> writes, in UTF-8.</param>
/// <param name="Options">Known initializers, Keras's release, layers of the user's own.</param>
internal sealed record ModelConfig(ReadOnlyMemory<byte> Json, KerasModelOptions Options);
