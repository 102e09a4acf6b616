using System.Numerics;
using Seedbed.Random;

namespace Seedbed.Initializers.Fills;

/// <summary>
/// gain where row = column, gain·0 elsewhere, in a matrix of the given number of columns; rows below the last column have no diagonal.
/// </summary>
internal readonly struct DiagonalFill<T>(T gain, long columns, long diagonalLength) : IGroupOperator<T>
    where T : unmanaged, INumberBase<T>
{
    public static int GroupSize => 1;

    public void WriteGroups(ulong firstGroup, Span<T> destination)
    {
        destination.Fill(gain * T.Zero);
        long start = (long)firstGroup;
        long step = columns + 1;
        for (long i = (start + columns) / step; i < diagonalLength && (i * step) - start < destination.Length; i++)
        {
            destination[(int)((i * step) - start)] = gain;
        }
    }
}
