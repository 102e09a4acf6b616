using System.Numerics;
using Seedbed.Random;

namespace Seedbed.Initializers.Fills;

/// <summary>Each value a function of its flat index, in double and rounded once.</summary>
internal readonly struct FormulaFill<T>(Func<long, double> value) : IGroupOperator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int GroupSize => 1;

    public void WriteGroups(ulong firstGroup, Span<T> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = T.CreateTruncating(value((long)firstGroup + i));
        }
    }
}
