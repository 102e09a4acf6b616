namespace Seedbed.Checkpoints.Formats;

/// <summary>Any HDF5 file: every dataset of numbers is a tensor, whose name is its path.</summary>
internal sealed class Hdf5Format : CheckpointFormat
{
    public override string Name => ".h5";

    public override bool IsWritten => false;

    public override bool Recognizes(CheckpointSource source) => source.IsHdf5;

    public override CheckpointContent Read(CheckpointSource source) => source.ReadHdf5();
}
