using Seedbed.Checkpoints.Safetensors;

namespace Seedbed.Checkpoints.Formats;

/// <summary>Safetensors; SPECIFICATION.md beside its reader and writer describes the format.</summary>
internal sealed class SafetensorsFormat : CheckpointFormat
{
    public override string Name => ".safetensors";

    public override bool Recognizes(CheckpointSource source) => source.HasJson;

    public override CheckpointContent Read(CheckpointSource source) => SafetensorsReader.Open(source.File);

    protected override CheckpointLayout Layout(InitializationPlan plan) => SafetensorsWriter.Layout(plan);
}
