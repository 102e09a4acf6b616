using Seedbed.Autodiff;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Operations;

/// <summary>Comparisons, logic and choices. What is true is 1, what is false 0: such values are constants to derivatives.</summary>
internal static class LogicOperations
{
    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. Of("Greater math.greater greater __operators__.gt", (a, b) => a > b),
        .. Of("GreaterEqual math.greater_equal greater_equal __operators__.ge", (a, b) => a >= b),
        .. Of("Less math.less less __operators__.lt", (a, b) => a < b),
        .. Of("LessEqual math.less_equal less_equal __operators__.le", (a, b) => a <= b),
        .. Of("Equal math.equal equal __operators__.eq", (a, b) => a == b),
        .. Of("NotEqual math.not_equal not_equal __operators__.ne", (a, b) => a != b),
        .. Of("LogicalAnd math.logical_and logical_and __operators__.and", (a, b) => a != 0 && b != 0),
        .. Of("LogicalOr math.logical_or logical_or __operators__.or", (a, b) => a != 0 || b != 0),
        .. Of("LogicalXor math.logical_xor", (a, b) => (a != 0) != (b != 0)),
        .. BinaryOperations.Under("FloorDivide FloorDiv math.floordiv __operators__.floordiv", call => Constant(call, FloorOfQuotient)),
        .. BinaryOperations.Under("Mod FloorMod math.floormod math.mod __operators__.mod", call => Rest(call, FloorOfQuotient)),
        .. BinaryOperations.Under("Fmod", call => Rest(call, (a, b) => Math.Truncate(a / b))),
        .. BinaryOperations.Under("math.divide_no_nan DivideNoNan", DivideNoNan),
        .. BinaryOperations.Under("math.multiply_no_nan", call => Selected(
            call, Constant(call, (_, b) => b == 0 ? 0 : 1), BinaryOperations.Combine(
                call, Multiplication.Instance, BinaryOperations.First(call), BinaryOperations.Second(call)), call.Constant([0]))),
        .. GraphOperation.Under("Where where SelectV2", GraphOperation.Of(
            call => PartialShape.Broadcast(
                call.Place, [call.Shape(0, "condition"), call.Shape(1, "x1", "x"), call.Shape(2, "x2", "y")]),
            call => Selected(call, call.Tensor(0, "condition"), call.Tensor(1, "x1", "x"), call.Tensor(2, "x2", "y")))),
    ];

    /// <summary>a where a condition is not 0, else b.</summary>
    internal static Tensor Selected(OperationCall call, Tensor condition, Tensor a, Tensor b)
    {
        Tensor widest = call.Tape.Zeros(BinaryOperations.Sizes(call, a, b));
        int[] sizes = BinaryOperations.Sizes(call, condition, widest);
        bool[] choices = [.. OperationCall.Values(Rearrangement.Expand(call.Tape, condition, sizes)).Select(value => value != 0)];
        return call.Tape.Apply(
            new Selection(choices), Rearrangement.Expand(call.Tape, a, sizes), Rearrangement.Expand(call.Tape, b, sizes));
    }

    private static IEnumerable<KeyValuePair<string, GraphOperation>> Of(string names, Func<double, double, bool> holds) =>
        BinaryOperations.Under(names, call => Constant(call, (a, b) => holds(a, b) ? 1 : 0));

    /// <summary>⌊a/b⌋ as Python has it: by the rest, so that a rounded quotient makes no whole number too many.</summary>
    private static double FloorOfQuotient(double a, double b)
    {
        double rest = Math.IEEERemainder(a, b);
        double lowest = rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
        return b == 0 ? Math.Floor(a / b) : Math.Round((a - lowest) / b);
    }

    /// <summary>A function of both tensors, whose slope is 0.</summary>
    private static Tensor Constant(OperationCall call, Func<double, double, double> function)
    {
        (Tensor a, Tensor b) = (BinaryOperations.First(call), BinaryOperations.Second(call));
        int[] sizes = BinaryOperations.Sizes(call, a, b);
        double[] left = OperationCall.Values(Rearrangement.Expand(call.Tape, a, sizes));
        double[] right = OperationCall.Values(Rearrangement.Expand(call.Tape, b, sizes));
        return call.Constant([.. left.Zip(right, function)], sizes);
    }

    /// <summary>a − q·b.</summary>
    private static Tensor Rest(OperationCall call, Func<double, double, double> quotient)
    {
        Tensor product = BinaryOperations.Combine(call, Multiplication.Instance, Constant(call, quotient), BinaryOperations.Second(call));
        return BinaryOperations.Combine(call, Subtraction.Instance, BinaryOperations.First(call), product);
    }

    /// <summary>a / b, 0 where b is 0.</summary>
    private static Tensor DivideNoNan(OperationCall call)
    {
        Tensor b = BinaryOperations.Second(call);
        Tensor isUsed = call.Constant(b, value => value == 0 ? 0 : 1);
        Tensor divisor = Selected(call, isUsed, b, call.Constant([1]));
        Tensor quotient = BinaryOperations.Combine(call, Division.Instance, BinaryOperations.First(call), divisor);
        return Selected(call, isUsed, quotient, call.Constant([0]));
    }
}
