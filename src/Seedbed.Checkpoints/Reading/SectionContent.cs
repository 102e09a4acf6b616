using Seedbed.Checkpoints.Bytes;

namespace Seedbed.Checkpoints.Reading;

/// <summary>Elements that lie in a file as they are, in one of the two orders of bytes.</summary>
/// <param name="section">All elements.</param>
/// <param name="reversedSize">The bytes of an element that stand in the other order; 1 where none do.</param>
internal sealed class SectionContent(FileSection section, int reversedSize = 1) : TensorContent
{
    internal override void Read(long offset, Span<byte> destination)
    {
        section.Read(offset, destination);
        ByteOrder.Reverse(destination, reversedSize);
    }
}
