using Seedbed.Autodiff;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers.Operations;

/// <summary>y = f(x) element by element, and functions along one axis that keep the shape.</summary>
internal static class ElementOperations
{
    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. Of("Relu nn.relu relu", _ => new ReluOperation()),
        .. Of("Relu6 nn.relu6", _ => Named("relu6")),
        .. Of("LeakyRelu nn.leaky_relu", call =>
            new BoundedRelu(call.Number(0.2, 1, "negative_slope", "alpha"), double.PositiveInfinity, 0)),
        .. Of("Elu nn.elu", call => new EluOperation(call.Number(1, 1, "alpha"))),
        .. Of("Selu nn.selu", _ => Named("selu")),
        .. Of("Celu", call => call.Number(1, 1, "alpha") == 1 ? Named("celu") : throw call.Wrong(["alpha"], "1 to be computed here")),
        .. Of("Silu nn.silu nn.swish keras.activations.swish", _ => Named("silu")),
        .. Of("Softplus nn.softplus math.softplus", _ => Named("softplus")),
        .. Of("Softsign nn.softsign math.softsign", _ => Named("softsign")),
        .. Of("Sigmoid math.sigmoid nn.sigmoid sigmoid", _ => Named("sigmoid")),
        .. Of("LogSigmoid math.log_sigmoid", _ => Named("log_sigmoid")),
        .. Of("HardSigmoid", _ => Named("hard_sigmoid")),
        .. Of("keras.activations.hard_sigmoid", _ => Named(NamedActivations.OlderHardSigmoidName)),
        .. Of("HardSilu", _ => Named("hard_silu")),
        .. Of("HardTanh", _ => Named("hard_tanh")),
        .. Of("TanhShrink", _ => Named("tanh_shrink")),
        .. Of("Tanh math.tanh nn.tanh tanh", _ => Named("tanh")),
        .. Of("Exp math.exp exp", _ => Named("exponential")),
        .. Of("Log math.log log", _ => new Logarithm()),
        .. Of("Sqrt math.sqrt sqrt", _ => new SquareRoot()),
        .. Of("Abs Absolute math.abs abs", _ => new AbsoluteValue()),
        .. Of("Negative Neg math.negative negative __operators__.neg", _ => new ScaleAndShift(-1)),
        .. Under("Square math.square square", call => Squared(call, X(call))),
        .. Under("Rsqrt math.rsqrt", call => Inverse(call, call.Tape.Apply(new SquareRoot(), X(call)))),
        .. Under("Reciprocal math.reciprocal", call => Inverse(call, X(call))),
        .. Under("Identity identity ConvertToTensor convert_to_tensor Copy", X),
        .. Of("StopGradient stop_gradient", _ => new StopGradient()),
        .. Under("Cast cast SaturateCast saturate_cast", Cast),
        .. Under("Clip clip_by_value ClipByValue", call => Clip(call)),
        .. Under("Gelu", call => Gelu(call, isApproximate: call.Flag(true, 1, "approximate"))),
        .. Under("nn.gelu", call => Gelu(call, isApproximate: call.Flag(false, 1, "approximate"))),
        .. Under("Softmax nn.softmax softmax", call => Along(call, new Autodiff.Softmax())),
        .. Under("LogSoftmax nn.log_softmax", call => Along(call, Named("log_softmax"))),
        .. Under("Normalize", call => Normalize(call, call.Axes(X(call).Rank, 1, "axis")
            ?? [X(call).Rank - 1], call.Number(1e-7, 3, "epsilon") * call.Number(1e-7, 3, "epsilon"))),
        .. Under("math.l2_normalize nn.l2_normalize linalg.l2_normalize", call =>
            Normalize(call, call.Axes(X(call).Rank, 1, "axis", "dim")
                ?? [.. Enumerable.Range(0, X(call).Rank)], call.Number(1e-12, 2, "epsilon"))),
        .. Of("Sin math.sin sin", _ => ScalarFunction.Sine),
        .. Of("Cos math.cos cos", _ => ScalarFunction.Cosine),
        .. Of("Tan math.tan tan", _ => ScalarFunction.Tangent),
        .. Of("Sinh math.sinh sinh", _ => ScalarFunction.HyperbolicSine),
        .. Of("Cosh math.cosh cosh", _ => ScalarFunction.HyperbolicCosine),
        .. Of("Arcsin Asin math.asin asin", _ => ScalarFunction.Arcsine),
        .. Of("Arccos Acos math.acos acos", _ => ScalarFunction.Arccosine),
        .. Of("Arctan Atan math.atan atan", _ => ScalarFunction.Arctangent),
        .. Of("Arcsinh Asinh math.asinh asinh", _ => ScalarFunction.InverseHyperbolicSine),
        .. Of("Arccosh Acosh math.acosh acosh", _ => ScalarFunction.InverseHyperbolicCosine),
        .. Of("Arctanh Atanh math.atanh atanh", _ => ScalarFunction.InverseHyperbolicTangent),
        .. Of("Expm1 math.expm1", _ => ScalarFunction.ExpM1),
        .. Of("Exp2", _ => ScalarFunction.Exp2),
        .. Of("Log1p math.log1p", _ => ScalarFunction.LogP1),
        .. Of("Erf math.erf", _ => ScalarFunction.Erf),
        .. Under("Log10", call => Scaled(call, call.Tape.Apply(new Logarithm(), X(call)), 1 / Ln10)),
        .. Under("Log2", call => Scaled(call, call.Tape.Apply(new Logarithm(), X(call)), 1 / Ln2)),
        .. Of("Floor math.floor floor", _ => ScalarFunction.Step(Math.Floor)),
        .. Of("Ceil math.ceil", _ => ScalarFunction.Step(Math.Ceiling)),
        .. Of("Round math.round round", call => call.Number(0, 1, "decimals") == 0 ? ScalarFunction.Step(Math.Round)
            : throw call.Wrong(["decimals"], "0 to be computed here")),
        .. Of("Trunc", _ => ScalarFunction.Step(Math.Truncate)),
        .. Of("Sign math.sign sign", _ => ScalarFunction.Step(x => double.IsNaN(x) ? x : Math.Sign(x))),
        .. Under("Isnan math.is_nan", call => Truth(call, double.IsNaN)),
        .. Under("Isinf math.is_inf", call => Truth(call, double.IsInfinity)),
        .. Under("Isfinite math.is_finite", call => Truth(call, double.IsFinite)),
        .. Under("LogicalNot math.logical_not", call => Truth(call, x => x == 0)),
        .. Under("ZerosLike zeros_like", call => call.Constant(X(call), _ => 0)),
        .. Under("OnesLike ones_like", call => call.Constant(X(call), _ => 1)),
        .. Under("FullLike", call => call.Constant(X(call), _ => call.Number(double.NaN, 1, "fill_value"))),
        .. Of("Sparsemax", _ => Named("sparsemax")),
        .. Of("SparsePlus", _ => Named("sparse_plus")),
        .. Of("Squareplus", call => call.Number(4, 1, "b") == 4 ? Named("squareplus") : throw call.Wrong(["b"], "4 to be computed here")),
        .. Of("SoftShrink", call => Shrinkage(call, "soft_shrink")),
        .. Of("HardShrink", call => Shrinkage(call, "hard_shrink")),
        .. Of("Threshold", call =>
            new Threshold(call.Number(double.NaN, 1, "threshold"), call.Number(double.NaN, 2, "default_value", "value"))),
        .. Under("NanToNum", NanToNumber),
        .. Under("debugging.check_numerics ensure_shape Conjugate Real", X),
        .. Kept("""
            SparseSigmoid
            image.per_image_standardization image.random_flip_left_right quantization.fake_quant_with_min_max_vars nn.dropout
            """),
    ];

    private const double Ln2 = 0.69314718055994530942;
    private const double Ln10 = 2.3025850929940456840;

    /// <summary>The only tensor.</summary>
    internal static Tensor X(OperationCall call) => call.Tensor(0, Names);

    /// <summary>Its shape.</summary>
    internal static PartialShape Shape(OperationCall call) => call.Shape(0, Names);

    /// <summary>x².</summary>
    internal static Tensor Squared(OperationCall call, Tensor x) => call.Tape.Apply(Multiplication.Instance, x, x);

    /// <summary>1 / x.</summary>
    internal static Tensor Inverse(OperationCall call, Tensor x) =>
        call.Tape.Apply(Division.Instance, Rearrangement.Expand(call.Tape, call.Constant([1]), x.Dimensions), x);

    /// <summary>What the first argument of functions of one tensor is called.</summary>
    private static string[] Names { get; } = ["x", "input", "inputs", "features", "logits", "tensor", "value", "t", "variable",
        "input_tensor", "array"];

    private static Operation Named(string name) => NamedActivations.Find(name)!;

    private static IEnumerable<KeyValuePair<string, GraphOperation>> Of(string names, Func<OperationCall, Operation> operation) =>
        Under(names, call => call.Tape.Apply(operation(call), X(call)));

    private static IEnumerable<KeyValuePair<string, GraphOperation>> Under(string names, Func<OperationCall, Tensor> value) =>
        GraphOperation.Under(names, GraphOperation.Of(Shape, value));

    private static IEnumerable<KeyValuePair<string, GraphOperation>> Kept(string names) =>
        GraphOperation.Under(string.Join(' ', names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), GraphOperation.Of(Shape));

    private static Tensor Scaled(OperationCall call, Tensor x, double factor) => call.Tape.Apply(new ScaleAndShift(factor), x);

    /// <summary>1 where a condition holds, else 0.</summary>
    private static Tensor Truth(OperationCall call, Func<double, bool> holds) => call.Constant(X(call), x => holds(x) ? 1 : 0);

    private static Operation Shrinkage(OperationCall call, string name) =>
        call.Number(0.5, 1, "threshold") == 0.5 ? Named(name) : throw call.Wrong(["threshold"], "0.5 to be computed here");

    /// <summary>
    /// Numbers are of one type here: to real numbers nothing changes, to whole ones they are cut, to flags they are 0 or 1.
    /// </summary>
    private static Tensor Cast(OperationCall call) => call.Text("", 1, "dtype", "DstT") switch
    {
        "float32" or "float64" or "float16" or "bfloat16" or "DT_FLOAT" or "DT_DOUBLE" or "DT_HALF" or "DT_BFLOAT16" => X(call),
        "int32" or "int64" or "DT_INT32" or "DT_INT64" => call.Constant(X(call), Math.Truncate),
        "bool" or "DT_BOOL" => Truth(call, x => x != 0),
        _ => throw call.Wrong(["dtype"], "a type of real numbers, int32, int64 or bool to be computed here"),
    };

    private static Tensor Clip(OperationCall call)
    {
        Tensor x = X(call);
        Tensor low = Bound(1, "x_min", "clip_value_min", "min_value");
        Tensor high = Bound(2, "x_max", "clip_value_max", "max_value");
        return call.Tape.Apply(Extremum.Minimum, call.Tape.Apply(Extremum.Maximum, x, low), high);

        Tensor Bound(int position, params string[] names) => Rearrangement.Expand(call.Tape, call.Tensor(position, names), x.Dimensions);
    }

    /// <summary>x·Φ(x), or x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2, by Hendrycks and Gimpel 2016, section 2.</summary>
    private static Tensor Gelu(OperationCall call, bool isApproximate)
    {
        Tape tape = call.Tape;
        Tensor x = X(call);
        if (!isApproximate)
        {
            return tape.Apply(Named("gelu"), x);
        }

        Tensor cubed = tape.Apply(Multiplication.Instance, Squared(call, x), x);
        Tensor inner = tape.Apply(Addition.Instance, x, tape.Apply(new ScaleAndShift(0.044715), cubed));
        Tensor gate = tape.Apply(Named("tanh"), tape.Apply(new ScaleAndShift(0.79788456080286535588), inner));
        return tape.Apply(Multiplication.Instance, x, tape.Apply(new ScaleAndShift(0.5, 0.5), gate));
    }

    /// <summary>What is no number, or infinite, replaced: by 0, and by the ends of the numbers that there are.</summary>
    private static Tensor NanToNumber(OperationCall call)
    {
        Tensor x = X(call);
        double most = x.Type == ElementType.Float32 ? float.MaxValue : double.MaxValue;
        double none = call.Number(0, 1, "nan");
        (double high, double low) = (call.Number(most, 2, "posinf"), call.Number(-most, 3, "neginf"));
        bool[] stay = [.. OperationCall.Values(x).Select(double.IsFinite)];
        return call.Tape.Apply(new Selection(stay), x, call.Constant(x, value => double.IsNaN(value) ? none : value > 0 ? high : low));
    }

    /// <summary>A function of the last axis, along another one.</summary>
    private static Tensor Along(OperationCall call, Operation operation)
    {
        Tensor x = X(call);
        int axis = call.Axis(x.Rank, -1, 1, "axis");
        return AxisOrder.Around(AxisOrder.ToEnd(x.Rank, axis), call.Tape, x, y => call.Tape.Apply(operation, y));
    }

    /// <summary>x / √max(Σ x², ε) along axes.</summary>
    private static Tensor Normalize(OperationCall call, int[] axes, double epsilon)
    {
        if (call.Number(2, -1, "order") is not 2)
        {
            throw call.Wrong(["order"], "2 to be computed here");
        }

        Tensor x = X(call);
        Tensor sum = AxisOperations.Reduced(call, Squared(call, x), axes, keepsAxes: true, new RowSum());
        Tensor least = Rearrangement.Expand(call.Tape, call.Constant([epsilon]), sum.Dimensions);
        Tensor norm = call.Tape.Apply(new SquareRoot(), call.Tape.Apply(Extremum.Maximum, sum, least));
        return call.Tape.Apply(Division.Instance, x, Rearrangement.Expand(call.Tape, norm, x.Dimensions));
    }
}
