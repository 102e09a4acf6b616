using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers.Operations;

/// <summary>Functions of two tensors or numbers that are broadcast against each other, axes aligned at the end.</summary>
internal static class BinaryOperations
{
    private static readonly string[] s_first = ["x", "x1", "a"];
    private static readonly string[] s_second = ["y", "x2", "b"];

    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. Of("Add AddV2 math.add add __operators__.add __operators__.radd", Addition.Instance),
        .. Of("Subtract Sub math.subtract subtract __operators__.sub", Subtraction.Instance),
        .. Of("Multiply Mul math.multiply multiply __operators__.mul __operators__.rmul", Multiplication.Instance),
        .. Of("Divide TrueDivide RealDiv Div math.divide math.truediv divide truediv realdiv __operators__.truediv", Division.Instance),
        .. Of("Maximum Fmax math.maximum maximum", Extremum.Maximum),
        .. Of("Minimum Fmin math.minimum minimum", Extremum.Minimum),
        .. Swapped("__operators__.rsub", Subtraction.Instance),
        .. Swapped("__operators__.rtruediv", Division.Instance),
        .. Under("SquaredDifference math.squared_difference", call =>
            ElementOperations.Squared(call, Combine(call, Subtraction.Instance, First(call), Second(call)))),
        .. Under("Power Pow math.pow pow __operators__.pow", Power),
        .. GraphOperation.Under("nn.bias_add BiasAdd", GraphOperation.Of(ElementOperations.Shape, BiasAdd)),
        .. GraphOperation.Under("AddN add_n math.add_n", GraphOperation.Of(
            call => call.Shapes(0, "inputs")[0], call =>
                call.Tensors(0, "inputs").Aggregate((sum, each) => call.Tape.Apply(Addition.Instance, sum, each)))),
        .. Under("Logaddexp", LogAddExp),
        .. Under("Hypot", call => call.Tape.Apply(new SquareRoot(), call.Tape.Apply(
            Addition.Instance, Combine(call, Multiplication.Instance, First(call), First(call)),
            Combine(call, Multiplication.Instance, Second(call), Second(call))))),
        .. Under("Arctan2 Atan2 math.atan2 atan2", Angle),
    ];

    /// <summary>Two tensors with the sizes of the larger along each axis, and an operation on them.</summary>
    internal static Tensor Combine(OperationCall call, Operation operation, Tensor a, Tensor b)
    {
        int[] sizes = Sizes(call, a, b);
        return call.Tape.Apply(operation, Rearrangement.Expand(call.Tape, a, sizes), Rearrangement.Expand(call.Tape, b, sizes));
    }

    internal static int[] Sizes(OperationCall call, Tensor a, Tensor b) =>
        Broadcast.Sizes(a.Dimensions.ToArray(), b.Dimensions.ToArray()) ?? throw new ArgumentException(
            $"{call.Place}: its inputs have the shapes {a.ShapeText} and {b.ShapeText}; along each axis, from the last on, "
            + "their sizes must be equal, or 1.");

    private static IEnumerable<KeyValuePair<string, GraphOperation>> Of(string names, Operation operation) =>
        Under(names, call => Combine(call, operation, First(call), Second(call)));

    private static IEnumerable<KeyValuePair<string, GraphOperation>> Swapped(string names, Operation operation) =>
        Under(names, call => Combine(call, operation, Second(call), First(call)));

    internal static IEnumerable<KeyValuePair<string, GraphOperation>> Under(string names, Func<OperationCall, Tensor>? value = null) =>
        GraphOperation.Under(string.Join(' ', names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            GraphOperation.Of(Shape, value));

    private static PartialShape Shape(OperationCall call) =>
        PartialShape.Broadcast(call.Place, [call.Shape(0, s_first), call.Shape(1, s_second)]);

    internal static Tensor First(OperationCall call) => call.Tensor(0, s_first);

    internal static Tensor Second(OperationCall call) => call.Tensor(1, s_second);

    /// <summary>
    /// A number's power of each element: whole ones from −4 to 4 and square roots by products and roots. A tensor as exponent: exp(p·ln x).
    /// </summary>
    private static Tensor Power(OperationCall call)
    {
        const int Most = 4;
        Tensor x = First(call);
        if (call.Find(1, s_second) is not CallValue.Number { Value: double exponent })
        {
            Tensor logarithm = Combine(call, Multiplication.Instance, call.Tape.Apply(new Logarithm(), x), Second(call));
            return call.Tape.Apply(NamedActivations.Find("exponential")!, logarithm);
        }

        if (Math.Abs(exponent) is 0.5)
        {
            Tensor root = call.Tape.Apply(new SquareRoot(), x);
            return exponent > 0 ? root : ElementOperations.Inverse(call, root);
        }

        if (!double.IsInteger(exponent) || exponent == 0 || Math.Abs(exponent) > Most)
        {
            return call.Tape.Apply(ScalarFunction.Power(exponent), x);
        }

        Tensor power = Enumerable.Repeat(x, (int)Math.Abs(exponent)).Aggregate((product, each) =>
            call.Tape.Apply(Multiplication.Instance, product, each));
        return exponent > 0 ? power : ElementOperations.Inverse(call, power);
    }

    /// <summary>ln(eᵃ + eᵇ) = max(a, b) + ln(1 + e⁻|ᵃ⁻ᵇ|).</summary>
    private static Tensor LogAddExp(OperationCall call)
    {
        Tensor distance = call.Tape.Apply(new AbsoluteValue(), Combine(call, Subtraction.Instance, First(call), Second(call)));
        Tensor rest = call.Tape.Apply(NamedActivations.Find("softplus")!, call.Tape.Apply(new ScaleAndShift(-1), distance));
        return call.Tape.Apply(Addition.Instance, Combine(call, Extremum.Maximum, First(call), Second(call)), rest);
    }

    /// <summary>
    /// The angle of the point (x, y): arctan(y/x) where |y| is at most |x|, and π to be added left of the axis; else ±π/2 − arctan(x/y).
    /// </summary>
    private static Tensor Angle(OperationCall call)
    {
        int[] sizes = Sizes(call, First(call), Second(call));
        Tensor y = Rearrangement.Expand(call.Tape, First(call), sizes), x = Rearrangement.Expand(call.Tape, Second(call), sizes);
        double[] heights = OperationCall.Values(y), widths = OperationCall.Values(x);
        bool[] isFlat = [.. heights.Zip(widths, (height, width) => Math.Abs(height) <= Math.Abs(width))];
        double[] turns = [.. heights.Zip(widths, (height, width) => width < 0 ? Math.CopySign(Math.PI, height) : 0)];
        double[] quarters = [.. heights.Select(height => Math.CopySign(Math.PI / 2, height))];
        Tensor flat = Slope(y, x, [.. widths.Zip(isFlat, (width, own) => own && width != 0)]);
        Tensor steep = call.Tape.Apply(new ScaleAndShift(-1), Slope(x, y, [.. isFlat.Select(own => !own)]));
        return call.Tape.Apply(new Selection(isFlat), Shifted(flat, turns), Shifted(steep, quarters));

        Tensor Slope(Tensor over, Tensor under, bool[] isSafe) => call.Tape.Apply(
            ScalarFunction.Arctangent,
            call.Tape.Apply(Division.Instance, over, call.Tape.Apply(new Selection(isSafe, otherwise: 1), under)));

        Tensor Shifted(Tensor angle, double[] by) => call.Tape.Apply(Addition.Instance, angle, call.Constant(by, sizes));
    }

    /// <summary>x + b, b along the channels.</summary>
    private static Tensor BiasAdd(OperationCall call)
    {
        Tensor x = ElementOperations.X(call);
        Tensor bias = call.Tensor(1, "bias");
        bool isFirst = call.Text("", 2, "data_format") is ['N', 'C', ..] or "channels_first";
        if (bias.Rank != 1 || bias.Count != x[isFirst ? 1 : -1])
        {
            throw new ArgumentException(
                $"{call.Place}: its bias has the shape {bias.ShapeText}, its input {x.ShapeText}; the bias has an "
                + "element for each channel.");
        }

        int[] sizes = [bias.Count, .. Enumerable.Repeat(1, isFirst ? x.Rank - 2 : 0)];
        return Combine(call, Addition.Instance, x, Autodiff.Reshape.Of(call.Tape, bias, sizes));
    }
}
