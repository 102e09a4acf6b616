using Seedbed.Random;

namespace Seedbed.Initializers.Fills;

/// <summary>One value everywhere.</summary>
internal readonly struct ConstantFill<T>(T value) : IGroupOperator<T>
{
    public static int GroupSize => 1;

    public void WriteGroups(ulong firstGroup, Span<T> destination) => destination.Fill(value);
}
