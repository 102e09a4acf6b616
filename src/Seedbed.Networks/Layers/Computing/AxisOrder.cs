using Seedbed.Autodiff;

namespace Seedbed.Layers.Computing;

/// <summary>Axes brought to the end for operations that work there, and back.</summary>
/// <param name="axes">Axes from 0 on, in the order in which they are to stand.</param>
internal sealed class AxisOrder(int[] axes)
{
    /// <summary>Some axes, counted from 0, to the end of a rank; null where they stand there.</summary>
    internal static AxisOrder? ToEnd(int rank, params ReadOnlySpan<int> last)
    {
        int[] moved = last.ToArray();
        int[] order = [.. Enumerable.Range(0, rank).Except(moved), .. moved];
        return order.AsSpan().SequenceEqual([.. Enumerable.Range(0, rank)]) ? null : new AxisOrder(order);
    }

    internal Tensor Apply(Tape tape, Tensor x) => Rearrangement.Permute(tape, x, axes);

    internal Tensor Undo(Tape tape, Tensor x) =>
        Rearrangement.Permute(tape, x, [.. Enumerable.Range(0, axes.Length).Select(axis => Array.IndexOf(axes, axis))]);

    /// <summary>A function between the two orders; as it is where there is no order.</summary>
    internal static Tensor Around(AxisOrder? order, Tape tape, Tensor x, Func<Tensor, Tensor> function) =>
        order is null ? function(x) : order.Undo(tape, function(order.Apply(tape, x)));
}
