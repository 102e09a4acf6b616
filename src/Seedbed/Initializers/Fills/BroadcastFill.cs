using System.Numerics;
using Seedbed.Random;

namespace Seedbed.Initializers.Fills;

/// <summary>An array repeated over a larger shape as NumPy broadcasts it: aligned at the last axis, a dimension of 1 repeated.</summary>
/// <param name="values">The array's values, row-major.</param>
/// <param name="source">The array's shape, of rank 1 or more.</param>
/// <param name="target">The shape it is broadcast to.</param>
internal readonly struct BroadcastFill<T>(double[] values, Shape source, Shape target) : IGroupOperator<T>
    where T : unmanaged, INumberBase<T>
{
    public static int GroupSize => 1;

    /// <summary>Row by row: a row of the target is a row of the source, or one value of it repeated.</summary>
    public void WriteGroups(ulong firstGroup, Span<T> destination)
    {
        long rowLength = target[-1];
        for (int done = 0; done < destination.Length;)
        {
            (long row, long column) = Math.DivRem((long)firstGroup + done, rowLength);
            int count = (int)Math.Min(rowLength - column, destination.Length - done);
            WriteRow(destination.Slice(done, count), SourceRow(row), column);
            done += count;
        }
    }

    private void WriteRow(Span<T> destination, long sourceRow, long column)
    {
        if (source[-1] == 1)
        {
            destination.Fill(T.CreateTruncating(values[sourceRow]));
            return;
        }

        ReadOnlySpan<double> row = values.AsSpan((int)((sourceRow * source[-1]) + column), destination.Length);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = T.CreateTruncating(row[i]);
        }
    }

    /// <summary>The source's row that stands at a row of the target.</summary>
    private long SourceRow(long row)
    {
        long sourceRow = 0;
        long stride = 1;
        for (int axis = -2; axis >= -source.Rank; axis--)
        {
            (row, long coordinate) = Math.DivRem(row, target[axis]);
            sourceRow += source[axis] == 1 ? 0 : coordinate * stride;
            stride *= source[axis];
        }

        return sourceRow;
    }
}
