namespace Seedbed.Checkpoints.Reading;

/// <summary>Tensors of the same type that lie beside each other along their last axis.</summary>
/// <param name="parts">The tensors in their order.</param>
/// <param name="widths">The bytes of each along the last axis.</param>
internal sealed class JoinedContent(TensorContent[] parts, long[] widths) : TensorContent
{
    private readonly long _rowLength = widths.Sum();

    internal override void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            (long row, long column) = Math.DivRem(offset, _rowLength);
            int part = 0;
            for (; column >= widths[part]; part++)
            {
                column -= widths[part];
            }

            int count = (int)Math.Min(widths[part] - column, destination.Length);
            parts[part].Read((row * widths[part]) + column, destination[..count]);
            destination = destination[count..];
            offset += count;
        }
    }
}
