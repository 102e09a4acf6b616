namespace Seedbed.Checkpoints.Hdf5.Reading.Contents;

/// <summary>One value for all elements of a dataset that was never written.</summary>
internal sealed class FillContent(ReadOnlyMemory<byte> value) : DatasetContent
{
    internal override void Read(long start, Span<byte> destination)
    {
        ReadOnlySpan<byte> pattern = value.Span;
        if (!pattern.ContainsAnyExcept((byte)0))
        {
            destination.Clear();
            return;
        }

        int phase = (int)(start % pattern.Length);
        for (int index = 0; index < destination.Length; index++)
        {
            destination[index] = pattern[phase];
            phase = phase + 1 == pattern.Length ? 0 : phase + 1;
        }
    }
}
