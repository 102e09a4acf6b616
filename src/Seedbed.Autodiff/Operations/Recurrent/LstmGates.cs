using System.Numerics;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>
/// One step of one sequence of an LSTM with the logistic function and tanh, in one pass; the units are a multiple of a vector's elements.
/// The roundings are those of the way by single functions, which other numbers of units take: how wide a vector is must not show.
/// </summary>
internal static class LstmGates
{
    /// <summary>From a in blocks i, f, g, o and the c before: the gates in a's place, c, tanh c and h.</summary>
    internal static void Forward<T>(Span<T> gates, ReadOnlySpan<T> before, Span<T> cell, Span<T> squashed, Span<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = state.Length;
        for (int unit = 0; unit < units; unit += Vector<T>.Count)
        {
            Vector<T> input = VectorFunctions.Sigmoid(new Vector<T>(gates[unit..]));
            Vector<T> forget = VectorFunctions.Sigmoid(new Vector<T>(gates[(units + unit)..]));
            Vector<T> candidate = VectorFunctions.Tanh(new Vector<T>(gates[((2 * units) + unit)..]));
            Vector<T> output = VectorFunctions.Sigmoid(new Vector<T>(gates[((3 * units) + unit)..]));
            Vector<T> next = (forget * new Vector<T>(before[unit..])) + (input * candidate);
            Vector<T> tanh = VectorFunctions.Tanh(next);
            input.CopyTo(gates[unit..]);
            forget.CopyTo(gates[(units + unit)..]);
            candidate.CopyTo(gates[((2 * units) + unit)..]);
            output.CopyTo(gates[((3 * units) + unit)..]);
            next.CopyTo(cell[unit..]);
            tanh.CopyTo(squashed[unit..]);
            (output * tanh).CopyTo(state[unit..]);
        }
    }

    /// <summary>From the slopes of h and of c after the step to those of a, and of c before it in the place of the latter.</summary>
    internal static void Backward<T>(ReadOnlySpan<T> gates, ReadOnlySpan<T> before, ReadOnlySpan<T> squashed, ReadOnlySpan<T> stateSlope,
        Span<T> cellSlope, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = stateSlope.Length;
        Vector<T> one = Vector<T>.One;
        for (int unit = 0; unit < units; unit += Vector<T>.Count)
        {
            Vector<T> input = new(gates[unit..]);
            Vector<T> forget = new(gates[(units + unit)..]);
            Vector<T> candidate = new(gates[((2 * units) + unit)..]);
            Vector<T> output = new(gates[((3 * units) + unit)..]);
            Vector<T> tanh = new(squashed[unit..]);
            Vector<T> outer = new(stateSlope[unit..]);
            Vector<T> cell = new Vector<T>(cellSlope[unit..]) + (outer * output * (one - (tanh * tanh)));
            (cell * candidate * (input * (one - input))).CopyTo(slopes[unit..]);
            (cell * new Vector<T>(before[unit..]) * (forget * (one - forget))).CopyTo(slopes[(units + unit)..]);
            (cell * input * (one - (candidate * candidate))).CopyTo(slopes[((2 * units) + unit)..]);
            (outer * tanh * (output * (one - output))).CopyTo(slopes[((3 * units) + unit)..]);
            (cell * forget).CopyTo(cellSlope[unit..]);
        }
    }
}
