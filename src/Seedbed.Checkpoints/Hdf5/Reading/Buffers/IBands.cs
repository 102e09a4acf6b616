namespace Seedbed.Checkpoints.Hdf5.Reading.Buffers;

/// <summary>What a <see cref="BandBuffer"/> holds a band of: a dataset, cut along its first axis where its chunks are.</summary>
internal interface IBands
{
    /// <summary>The bytes of a band.</summary>
    int BandLength(long index);

    /// <summary>Decodes the chunks of a band, and returns the array that begins with its bytes.</summary>
    byte[] Decode(long index, BandBuffer buffer);
}
