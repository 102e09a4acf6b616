using Seedbed.Checkpoints.Bytes;

namespace Seedbed.Checkpoints.Reading;

/// <summary>Elements of 4 bits, two in a byte, the first in the lower half; what is read has a byte for each.</summary>
internal sealed class HalfByteContent(FileSection section) : TensorContent
{
    internal override void Read(long offset, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        long first = offset / 2;
        byte[] bytes = section.Read(first, (int)(((offset + destination.Length + 1) / 2) - first));
        for (int i = 0; i < destination.Length; i++)
        {
            long element = offset + i;
            destination[i] = (byte)((bytes[(element / 2) - first] >> (element % 2 == 0 ? 0 : 4)) & 0xF);
        }
    }
}
