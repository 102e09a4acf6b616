using System.Numerics;
using System.Runtime.InteropServices;

namespace Seedbed.Training;

/// <summary>
/// Drives an update over a weight, its gradient and its slots, vector after vector; large weights in pieces, on several threads.
/// </summary>
internal static class UpdateLoop
{
    /// <summary>
    /// Elements of a piece: 64 KiB of float32 each of weight, gradient and slots, a fraction of a core's second-level cache.
    /// </summary>
    private const int PieceLength = 1 << 14;

    /// <summary>Fewer elements are done before other threads are awake.</summary>
    private const int ParallelLength = 1 << 17;

    /// <summary>Updates a weight.</summary>
    /// <param name="rule">What is done to each element.</param>
    /// <param name="variable">The weight.</param>
    /// <param name="gradient">As long as the weight.</param>
    /// <param name="slots">The weight's slots, each as long as the weight; as many as the rule has.</param>
    /// <param name="execution">Threads.</param>
    internal static unsafe void Run<T, TRule>(
        TRule rule, Span<T> variable, ReadOnlySpan<T> gradient, T[][] slots, ExecutionOptions execution)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        if (variable.Length < ParallelLength || execution.Degree == 1)
        {
            Range(rule, variable, gradient, slots, 0);
            return;
        }

        int length = variable.Length;
        fixed (T* values = variable, gradients = gradient)
        {
            // Spans do not reach into other threads; the pointers live until all of them are done.
            (nint first, nint second) = ((nint)values, (nint)gradients);
            execution.Run((length + PieceLength - 1) / PieceLength, piece =>
            {
                int start = piece * PieceLength;
                int count = Math.Min(PieceLength, length - start);
                Range(rule, new Span<T>((T*)first + start, count), new ReadOnlySpan<T>((T*)second + start, count), slots, start);
            });
        }
    }

    private static void Range<T, TRule>(TRule rule, Span<T> variable, ReadOnlySpan<T> gradient, T[][] slots, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        Span<T> first = SlotOf<T, TRule>(slots, 0, start, variable.Length);
        Span<T> second = SlotOf<T, TRule>(slots, 1, start, variable.Length);
        Span<T> third = SlotOf<T, TRule>(slots, 2, start, variable.Length);
        int whole = variable.Length - (variable.Length % Vector<T>.Count);
        Vectors(rule, variable[..whole], gradient[..whole], Cut(first, 0, whole), Cut(second, 0, whole), Cut(third, 0, whole));
        if (whole < variable.Length)
        {
            Tail(rule, variable[whole..], gradient[whole..], Cut(first, whole), Cut(second, whole), Cut(third, whole));
        }
    }

    private static void Vectors<T, TRule>(
        TRule rule, Span<T> variable, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second, Span<T> third)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        Span<Vector<T>> variables = MemoryMarshal.Cast<T, Vector<T>>(variable);
        ReadOnlySpan<Vector<T>> gradients = MemoryMarshal.Cast<T, Vector<T>>(gradient)[..variables.Length];
        Span<Vector<T>> firsts = MemoryMarshal.Cast<T, Vector<T>>(first);
        Span<Vector<T>> seconds = MemoryMarshal.Cast<T, Vector<T>>(second);
        Span<Vector<T>> thirds = MemoryMarshal.Cast<T, Vector<T>>(third);
        Vector<T> absent = default;
        for (int i = 0; i < variables.Length; i++)
        {
            rule.Step(
                ref variables[i],
                gradients[i],
                ref TRule.SlotCount > 0 ? ref firsts[i] : ref absent,
                ref TRule.SlotCount > 1 ? ref seconds[i] : ref absent,
                ref TRule.SlotCount > 2 ? ref thirds[i] : ref absent);
        }
    }

    /// <summary>What is left beyond the last whole vector, through vectors padded with zeros.</summary>
    private static void Tail<T, TRule>(TRule rule, Span<T> variable, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second, Span<T> third)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        Vector<T> v = Padded<T>(variable);
        Vector<T> a = Padded<T>(first);
        Vector<T> b = Padded<T>(second);
        Vector<T> c = Padded<T>(third);
        rule.Step(ref v, Padded(gradient), ref a, ref b, ref c);
        Store(v, variable);
        Store(a, first);
        Store(b, second);
        Store(c, third);
    }

    private static Vector<T> Padded<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Vector<T> vector = default;
        values.CopyTo(MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.As<Vector<T>, T>(ref vector), Vector<T>.Count));
        return vector;
    }

    private static void Store<T>(Vector<T> vector, Span<T> destination)
        where T : unmanaged
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = vector[i];
        }
    }

    private static Span<T> SlotOf<T, TRule>(T[][] slots, int index, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T> =>
        index < TRule.SlotCount ? slots[index].AsSpan(start, length) : [];

    private static Span<T> Cut<T>(Span<T> slot, int start, int length) => slot.IsEmpty ? slot : slot.Slice(start, length);

    private static Span<T> Cut<T>(Span<T> slot, int start) => slot.IsEmpty ? slot : slot[start..];
}
