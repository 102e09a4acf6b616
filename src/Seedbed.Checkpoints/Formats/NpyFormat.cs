using Seedbed.Checkpoints.Npz;

namespace Seedbed.Checkpoints.Formats;

/// <summary>One array of NumPy, which has no name: a single tensor is written by <see cref="NpyWriter"/>.</summary>
internal sealed class NpyFormat : CheckpointFormat
{
    public override string Name => NpyHeader.Ending;

    public override bool IsWritten => false;

    public override bool Recognizes(CheckpointSource source) => source.Prefix.Span.StartsWith(NpyHeader.Magic);

    public override CheckpointContent Read(CheckpointSource source) => new([NpyReader.Read("", source.File)]);
}
