namespace Seedbed.Tests.Networks.Layers.Operations;

/// <summary>Operations in the spellings of tf.keras 2 and of Keras 3, with plain computations of what they give.</summary>
internal static class GraphExamples
{
    private static readonly int[] s_box = [2, 3, 4];

    internal static IReadOnlyList<GraphExample> All { get; } = [.. Unary(), .. Binary(), .. Reductions(), .. Shapes(), .. Slices(), .. Products(),
        .. MoreGraphExamples.All];

    /// <summary>A function of one tensor, as tf.keras 2 writes it.</summary>
    internal static GraphExample Function(string function, string arguments, int[] sizes, Func<double[], double[]> expected) => Node(
        $$$"""{"class_name": "{{{ClassOf(function)}}}", "config": {"name": "op", "function": "{{{function}}}"}, "name": "op", "inbound_nodes": [["x0", 0, 0, {{{{arguments}}}}]]}""",
        function, [sizes], x => expected(x[0]), $"{function}({arguments})");

    /// <summary>A node of any class.</summary>
    internal static GraphExample Node(
        string node, string operation, int[][] inputs, Func<double[][], double[]> expected, string? name = null, int outputs = 1)
    {
        IEnumerable<string> layers = inputs.Select((sizes, index) => $$$"""
            {"class_name": "InputLayer", "config": {"name": "x{{{index}}}", "batch_input_shape": [null, {{{string.Join(", ", sizes[1..])}}}]}, "name": "x{{{index}}}", "inbound_nodes": []}
            """);
        return new(name ?? operation, operation, $$$"""
            {"class_name": "Functional", "config": {"name": "m", "dtype": "float64", "layers": [{{{string.Join(", ", layers.Append(node))}}}],
             "input_layers": [{{{string.Join(", ", inputs.Select((_, index) => $"[\"x{index}\", 0, 0]"))}}}],
             "output_layers": [{{{string.Join(", ", Enumerable.Range(0, outputs).Select(index => $"[\"op\", 0, {index}]"))}}}]}}
            """, inputs, expected);
    }

    private static string ClassOf(string function) => function == "__operators__.getitem" ? "SlicingOpLambda" : "TFOpLambda";

    /// <summary>A node of TensorFlow's graph, as tf.keras 2.2 writes it.</summary>
    private static GraphExample Raw(string operation, string attributes, string constants, int[] sizes, Func<double[], double[]> expected, string found) => Node(
        $$$"""{"class_name": "TensorFlowOpLayer", "config": {"name": "op", "node_def": {"name": "op", "op": "{{{operation}}}", "input": ["x"], "attr": {{{{attributes}}}}}, "constants": {{{{constants}}}}}, "name": "op", "inbound_nodes": [[["x0", 0, 0, {}]]]}""",
        found, [sizes], x => expected(x[0]), $"TensorFlowOpLayer {operation}");

    /// <summary>A function of a tensor and what its arguments say, which may be tensors too.</summary>
    internal static GraphExample Function(string function, string arguments, int[][] inputs, Func<double[][], double[]> expected, int outputs = 1) => Node(
        $$$"""{"class_name": "TFOpLambda", "config": {"name": "op", "function": "{{{function}}}"}, "name": "op", "inbound_nodes": [["x0", 0, 0, {{{{arguments}}}}]]}""",
        function, inputs, expected, $"{function}({arguments}) of {inputs.Length}", outputs);

    /// <summary>A function of a list of tensors.</summary>
    private static GraphExample OfList(string function, string arguments, int[][] inputs, Func<double[][], double[]> expected) => Node(
        $$$"""{"class_name": "TFOpLambda", "config": {"name": "op", "function": "{{{function}}}"}, "name": "op", "inbound_nodes": [[{{{string.Join(", ", inputs.Select((_, i) => $$"""["x{{i}}", 0, 0, {{{arguments}}}]"""))}}}]]}""",
        function, inputs, expected, $"{function}({arguments}) of a list");

    /// <summary>An operation of Keras 3.</summary>
    internal static GraphExample Ops(string className, string config, int[][] inputs, Func<double[][], double[]> expected, string? args = null, int outputs = 1)
    {
        string comma = config.Length > 0 ? ", " : "";
        args ??= string.Join(", ", inputs.Select((sizes, index) => Tensor(index, sizes)));
        return Node(
            $$$"""{"module": "keras.src.ops.numpy", "class_name": "{{{className}}}", "config": {"name": "op"{{{comma}}}{{{config}}}}, "registered_name": "{{{className}}}", "name": "op", "inbound_nodes": [{"args": [{{{args}}}], "kwargs": {}}]}""",
            className, inputs, expected, $"{className}({config}) of {inputs.Length}, {args.Length}", outputs);
    }

    internal static string Tensor(int index, int[] sizes) =>
        $$$"""{"class_name": "__keras_tensor__", "config": {"shape": [null, {{{string.Join(", ", sizes[1..])}}}], "dtype": "float64", "keras_history": ["x{{{index}}}", 0, 0]}}""";

    internal static Func<double[], double[]> Each(Func<double, double> function) => x => [.. x.Select(function)];

    internal static Func<double[][], double[]> One(Func<double[], double[]> function) => x => function(x[0]);

    private static double Sigmoid(double x) => 1 / (1 + double.Exp(-x));

    private static IEnumerable<GraphExample> Unary()
    {
        (string Name, Func<double, double> Function)[] everywhere =
        [
            ("nn.relu", x => Math.Max(x, 0)), ("nn.relu6", x => Math.Clamp(x, 0, 6)), ("nn.elu", x => x > 0 ? x : Math.Exp(x) - 1),
            ("nn.selu", x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))), ("nn.silu", x => x * Sigmoid(x)),
            ("nn.softplus", x => Math.Log(1 + Math.Exp(x))), ("nn.softsign", x => x / (1 + Math.Abs(x))), ("math.sigmoid", Sigmoid),
            ("math.log_sigmoid", x => Math.Log(Sigmoid(x))), ("math.tanh", Math.Tanh), ("math.exp", Math.Exp), ("math.abs", Math.Abs),
            ("math.negative", x => -x), ("math.square", x => x * x), ("identity", x => x), ("math.reciprocal", x => 1 / x),
        ];
        (string Name, Func<double, double> Function)[] positive =
            [("math.log", Math.Log), ("math.sqrt", Math.Sqrt), ("math.rsqrt", x => 1 / Math.Sqrt(x))];
        return
        [
            .. everywhere.Select(each => Function(each.Name, "", [2, 3], Each(each.Function))),
            .. positive.Select(each => Function(each.Name, "", [2, 3], Each(each.Function)) with { IsPositive = true }),
            Function("nn.leaky_relu", "\"alpha\": 0.3", [2, 3], Each(x => x > 0 ? x : 0.3 * x)),
            Function("cast", "\"dtype\": \"float32\"", [2, 3], x => x),
            Function("stop_gradient", "", [2, 3], x => x) with { IsConstant = true },
            Function("clip_by_value", "\"clip_value_min\": -1, \"clip_value_max\": 1.5", [2, 3], Each(x => Math.Clamp(x, -1, 1.5))),
            Function("nn.gelu", "", [2, 3], Each(x => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))))),
            Function("nn.softmax", "\"axis\": 1", s_box, x => Over(x, 1, Softmax)),
            Function("nn.softmax", "", s_box, x => Over(x, 2, Softmax)),
            Function("nn.log_softmax", "", s_box, x => Over(x, 2, row => [.. Softmax(row).Select(x => Math.Log(x))])),
            Function("math.l2_normalize", "\"axis\": 1", s_box, x => Over(x, 1, Unit)),
            Function("compat.v1.squeeze", "\"axis\": [2]", [2, 3, 1], x => x),
            Ops("Relu", "", [[2, 3]], One(Each(x => Math.Max(x, 0)))),
            Ops("Celu", "\"alpha\": 1.0", [[2, 3]], One(Each(x => x > 0 ? x : Math.Exp(x) - 1))),
            Ops("HardSigmoid", "", [[2, 3]], One(Each(x => Math.Clamp((x + 3) / 6, 0, 1)))),
            Ops("HardSilu", "", [[2, 3]], One(Each(x => x * Math.Clamp((x + 3) / 6, 0, 1)))),
            Ops("HardTanh", "", [[2, 3]], One(Each(x => Math.Clamp(x, -1, 1)))),
            Ops("TanhShrink", "", [[2, 3]], One(Each(x => x - Math.Tanh(x)))),
            Ops("Gelu", "\"approximate\": true", [[2, 3]],
                One(Each(x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))))),
            Ops("Normalize", "\"axis\": -1, \"order\": 2, \"epsilon\": null", [s_box], One(x => Over(x, 2, Unit))),
            Ops("Clip", "\"x_min\": -0.5, \"x_max\": 2.0", [[2, 3]], One(Each(x => Math.Clamp(x, -0.5, 2)))),
        ];
    }

    private static IEnumerable<GraphExample> Binary()
    {
        const string Y = "\"y\": [\"x1\", 0, 0]";
        (string Name, Func<double, double, double> Function)[] functions =
        [
            ("math.add", (a, b) => a + b), ("math.subtract", (a, b) => a - b), ("math.multiply", (a, b) => a * b), ("math.truediv", (a, b) => a / b),
            ("math.maximum", Math.Max), ("math.minimum", Math.Min), ("math.squared_difference", (a, b) => (a - b) * (a - b)),
        ];
        return
        [
            .. functions.Select(each => Function(each.Name, Y, [[2, 3], [2, 3]], x => [.. x[0].Zip(x[1], each.Function)])),
            Function("math.multiply", "\"y\": 0.5, \"name\": null", [2, 3], Each(x => 0.5 * x)),
            Function("__operators__.add", "\"y\": [1.0, 2.0, 3.0]", [2, 3], x => [.. x.Select((value, i) => value + (i % 3) + 1)]),
            Function("__operators__.rsub", "\"y\": 1.0", [2, 3], Each(x => 1 - x)),
            Function("__operators__.rtruediv", "\"y\": 2.0", [2, 3], Each(x => 2 / x)),
            Function("math.pow", "\"y\": 3", [2, 3], Each(x => x * x * x)),
            Function("math.pow", "\"y\": -2", [2, 3], Each(x => 1 / (x * x))),
            Function("math.pow", "\"y\": 0.5", [2, 3], Each(Math.Sqrt)) with { IsPositive = true },
            Function("math.pow", "\"y\": -0.5", [2, 3], Each(x => 1 / Math.Sqrt(x))) with { IsPositive = true },
            Function("nn.bias_add", "\"bias\": [1.0, 2.0, 3.0, 4.0], \"data_format\": \"channels_last\"", s_box, x => [.. x.Select((v, i) => v + (i % 4) + 1)]),
            Function("nn.bias_add", "\"bias\": [1.0, 2.0, 3.0], \"data_format\": \"NCHW\"", s_box, x => [.. x.Select((v, i) => v + (i / 4 % 3) + 1)]),
            OfList("math.add_n", "", [[2, 3], [2, 3], [2, 3]], x => [.. x[0].Select((value, i) => value + x[1][i] + x[2][i])]),
            Ops("Add", "", [[2, 3, 1], [2, 1, 4]], x => [.. Indices(2, 3, 4).Select(i => x[0][(i[0] * 3) + i[1]] + x[1][(i[0] * 4) + i[2]])]),
            Ops("Multiply", "", [[2, 3]], One(Each(x => x * 0.25)), $"{Tensor(0, [2, 3])}, 0.25"),
        ];
    }

    private static IEnumerable<GraphExample> Reductions()
    {
        (string Name, Func<double[], double> Function)[] functions =
        [
            ("reduce_mean", x => x.Average()), ("reduce_sum", x => x.Sum()), ("reduce_max", x => x.Max()), ("reduce_min", x => x.Min()),
            ("reduce_variance", x => Variance(x)), ("reduce_std", x => Math.Sqrt(Variance(x))),
        ];
        return
        [
            .. functions.SelectMany(each => (GraphExample[])[
                Function("math." + each.Name, "\"axis\": 1", s_box, x => Reduce(x, [1], each.Function)),
                Function("math." + each.Name, "\"axis\": [-1, 1], \"keepdims\": true", s_box, x => Reduce(x, [1, 2], each.Function)),
                Function("math." + each.Name, "\"axis\": 0", s_box, x => Reduce(x, [0], each.Function)),
            ]),
            Function("math.reduce_sum", "", s_box, x => [x.Sum()]),
            Ops("Mean", "\"axis\": -1, \"keepdims\": false", [s_box], One(x => Reduce(x, [2], row => row.Average()))),
            Ops("Amax", "\"axis\": [1, 2], \"keepdims\": true", [s_box], One(x => Reduce(x, [1, 2], row => row.Max()))),
            Function("nn.moments", "\"axes\": [1]", [s_box], x => [.. Reduce(x[0], [1], row => row.Average()), .. Reduce(x[0], [1], Variance)], outputs: 2),
            Raw("Mean", "\"keep_dims\": {\"b\": true}", "\"1\": [1]", s_box, x => Reduce(x, [1], row => row.Average()), "Mean"),
        ];
    }

    private static IEnumerable<GraphExample> Shapes() =>
    [
        Function("reshape", "\"shape\": [-1, 12]", s_box, x => x) ,
        Function("expand_dims", "\"axis\": -1", s_box, x => x),
        Function("squeeze", "\"axis\": 1", [2, 1, 4], x => x),
        Function("transpose", "\"perm\": [0, 2, 1]", s_box, x => [.. Indices(2, 4, 3).Select(i => x[(i[0] * 12) + (i[2] * 4) + i[1]])]),
        Function("linalg.matrix_transpose", "", s_box, x => [.. Indices(2, 4, 3).Select(i => x[(i[0] * 12) + (i[2] * 4) + i[1]])]),
        Ops("Swapaxes", "\"axis1\": 1, \"axis2\": 2", [s_box], One(x => [.. Indices(2, 4, 3).Select(i => x[(i[0] * 12) + (i[2] * 4) + i[1]])])),
        Ops("Ravel", "", [s_box], One(x => x)),
        Ops("Reshape", "\"newshape\": [-1, 6, 2]", [s_box], One(x => x)),
        Function("tile", "\"multiples\": [1, 2, 3]", s_box, x => [.. Indices(2, 6, 12).Select(i => x[(i[0] * 12) + (i[1] % 3 * 4) + (i[2] % 4)])]),
        Function("repeat", "\"repeats\": 2, \"axis\": 1", s_box, x => [.. Indices(2, 6, 4).Select(i => x[(i[0] * 12) + (i[1] / 2 * 4) + i[2]])]),
        Ops("Repeat", "\"repeats\": 3, \"axis\": null", [s_box], One(x => [.. x.SelectMany(value => Enumerable.Repeat(value, 3))])),
        Ops("BroadcastTo", "\"shape\": [2, 3, 4]", [[2, 1, 4]], One(x => [.. Indices(2, 3, 4).Select(i => x[(i[0] * 4) + i[2]])])),
        Function("pad", "\"paddings\": [[0, 0], [1, 2], [0, 1]]", s_box, x => [.. Indices(2, 6, 5).Select(i => i[1] is >= 1 and < 4 && i[2] < 4
            ? x[(i[0] * 12) + ((i[1] - 1) * 4) + i[2]] : 0)]),
        Function("shape", "", s_box, _ => [2, 3, 4]) with { IsConstant = true },
        Raw("Squeeze", "\"squeeze_dims\": {\"list\": {\"i\": [\"2\"]}}", "", [2, 3, 1], x => x, "Squeeze"),
        Raw("Reshape", "\"T\": {\"type\": \"DT_FLOAT\"}", "\"1\": [-1, 4]", s_box, x => x, "Reshape") with { KnowsAll = true },
    ];

    private static IEnumerable<GraphExample> Slices()
    {
        const string All = "{\"start\": null, \"stop\": null, \"step\": null}";
        static string Key(string items) => $$"""
            "slice_spec": {"class_name": "__tuple__", "items": [{{items}}]}
            """;
        return
        [
            Function("__operators__.getitem", Key($"{All}, 1"), s_box, x => [.. Indices(2, 4).Select(i => x[(i[0] * 12) + 4 + i[1]])]),
            Function("__operators__.getitem", Key($"{All}, {{\"start\": 1, \"stop\": null, \"step\": null}}, -1"), s_box,
                x => [.. Indices(2, 2).Select(i => x[(i[0] * 12) + ((i[1] + 1) * 4) + 3])]),
            Function("__operators__.getitem", Key("{\"class_name\": \"__ellipsis__\"}, null, {\"start\": null, \"stop\": null, \"step\": -2}"), s_box,
                x => [.. Indices(2, 3, 1, 2).Select(i => x[(i[0] * 12) + (i[1] * 4) + 3 - (2 * i[3])])]),
            Function("__operators__.getitem", Key($"{All}, {{\"start\": -2, \"stop\": 99, \"step\": 1}}"), s_box,
                x => [.. Indices(2, 2, 4).Select(i => x[(i[0] * 12) + ((i[1] + 1) * 4) + i[2]])]),
            Ops("GetItem", "", [s_box], One(x => [.. Indices(2, 4).Select(i => x[(i[0] * 12) + i[1]])]),
                $$$"""{{{Tensor(0, s_box)}}}, [{"class_name": "__slice__", "config": {"start": null, "stop": null, "step": null}}, 0]"""),
            Function("strided_slice", "\"begin\": [0, 1], \"end\": [0, 3], \"strides\": [1, 1], \"begin_mask\": 1, \"end_mask\": 1", s_box,
                x => [.. Indices(2, 2, 4).Select(i => x[(i[0] * 12) + ((i[1] + 1) * 4) + i[2]])]),
            Raw("StridedSlice", "\"begin_mask\": {\"i\": \"1\"}, \"end_mask\": {\"i\": \"1\"}, \"shrink_axis_mask\": {\"i\": \"2\"}, \"new_axis_mask\": {\"i\": \"0\"}",
                "\"1\": [0, 2], \"2\": [0, 3], \"3\": [1, 1]", s_box, x => [.. Indices(2, 4).Select(i => x[(i[0] * 12) + 8 + i[1]])], "strided_slice"),
            Function("slice", "\"begin\": [0, 1, 0], \"size\": [-1, 2, 3]", s_box,
                x => [.. Indices(2, 2, 3).Select(i => x[(i[0] * 12) + ((i[1] + 1) * 4) + i[2]])]),
            OfList("concat", "\"axis\": -1", [[2, 3], [2, 2]], x => [.. Indices(2, 5).Select(i => i[1] < 3 ? x[0][(i[0] * 3) + i[1]] : x[1][(i[0] * 2) + i[1] - 3])]),
            Ops("Concatenate", "\"axis\": 1", [[2, 3], [2, 2]],
                x => [.. Indices(2, 5).Select(i => i[1] < 3 ? x[0][(i[0] * 3) + i[1]] : x[1][(i[0] * 2) + i[1] - 3])], $"[{Tensor(0, [2, 3])}, {Tensor(1, [2, 2])}]"),
            Raw("ConcatV2", "", "\"1\": -1", [2, 3], x => x, "concat"),
            OfList("stack", "\"axis\": 1", [[2, 3], [2, 3]], x => [.. Indices(2, 2, 3).Select(i => x[i[1]][(i[0] * 3) + i[2]])]),
            Function("split", "\"num_or_size_splits\": 2, \"axis\": 2", [s_box],
                x => [.. Enumerable.Range(0, 2).SelectMany(part => Indices(2, 3, 2).Select(i => x[0][(i[0] * 12) + (i[1] * 4) + (part * 2) + i[2]]))], outputs: 2),
            Function("split", "\"num_or_size_splits\": [1, -1], \"axis\": -1", [s_box],
                x => [.. Indices(2, 3, 1).Select(i => x[0][(i[0] * 12) + (i[1] * 4)]),
                    .. Indices(2, 3, 3).Select(i => x[0][(i[0] * 12) + (i[1] * 4) + 1 + i[2]])], outputs: 2),
            Ops("Split", "\"indices_or_sections\": [1], \"axis\": 2", [s_box],
                x => [.. Indices(2, 3, 1).Select(i => x[0][(i[0] * 12) + (i[1] * 4)]),
                    .. Indices(2, 3, 3).Select(i => x[0][(i[0] * 12) + (i[1] * 4) + 1 + i[2]])], outputs: 2),
            Raw("SplitV", "", "\"1\": [4], \"2\": 2", s_box, x => x, "SplitV"),
            Function("unstack", "\"num\": null, \"axis\": 1", [s_box],
                x => [.. Enumerable.Range(0, 3).SelectMany(part => Indices(2, 4).Select(i => x[0][(i[0] * 12) + (part * 4) + i[1]]))], outputs: 3),
        ];
    }

    private static IEnumerable<GraphExample> Products()
    {
        static double[] Times(double[][] x) => [.. Indices(2, 3, 2).Select(i => Enumerable.Range(0, 4).Sum(k => x[0][(i[0] * 12) + (i[1] * 4) + k] * x[1][(i[0] * 8) + (k * 2) + i[2]]))];
        return
        [
            Function("linalg.matmul", "\"b\": [\"x1\", 0, 0]", [s_box, [2, 4, 2]], Times),
            Ops("Matmul", "", [s_box, [2, 4, 2]], Times),
            Function("linalg.matmul", "\"b\": [\"x1\", 0, 0], \"transpose_b\": true", [s_box, [2, 2, 4]],
                x => [.. Indices(2, 3, 2).Select(i => Enumerable.Range(0, 4).Sum(k => x[0][(i[0] * 12) + (i[1] * 4) + k] * x[1][(i[0] * 8) + (i[2] * 4) + k]))]),
            Function("linalg.matmul", "\"b\": [\"x1\", 0, 0], \"transpose_a\": true", [[2, 4, 3], [2, 4, 2]],
                x => [.. Indices(2, 3, 2).Select(i => Enumerable.Range(0, 4).Sum(k => x[0][(i[0] * 12) + (k * 3) + i[1]] * x[1][(i[0] * 8) + (k * 2) + i[2]]))]),
            Function("image.resize", "\"size\": [4, 4], \"method\": \"nearest\"", [2, 2, 2, 3],
                x => [.. Indices(2, 4, 4, 3).Select(i => x[(i[0] * 12) + (i[1] / 2 * 6) + (i[2] / 2 * 3) + i[3]])]),
            Function("image.resize", "\"size\": [3, 2]", [1, 2, 2, 1],
                x => [x[0], x[1], (x[0] + x[2]) / 2, (x[1] + x[3]) / 2, x[2], x[3]]),
            Ops("Resize", "\"size\": [4, 1], \"interpolation\": \"bilinear\", \"antialias\": false, \"data_format\": null", [[1, 2, 1, 1]],
                One(x => [x[0], (0.75 * x[0]) + (0.25 * x[1]), (0.25 * x[0]) + (0.75 * x[1]), x[1]])),
            Function("nn.depth_to_space", "\"block_size\": 2", [1, 1, 2, 8], x =>
                [.. Indices(1, 2, 4, 2).Select(i => x[(i[2] / 2 * 8) + (((i[1] % 2 * 2) + (i[2] % 2)) * 2) + i[3]])]),
            Function("nn.space_to_depth", "\"block_size\": 2", [1, 2, 4, 2], x =>
                [.. Indices(1, 1, 2, 8).Select(i => x[(i[3] / 4 * 8) + (((i[2] * 2) + (i[3] / 2 % 2)) * 2) + (i[3] % 2)])]),
        ];
    }

    /// <summary>All indices of an array, the last axis fastest.</summary>
    internal static IEnumerable<int[]> Indices(params int[] sizes) =>
        Enumerable.Range(0, sizes.Aggregate(1, (product, size) => product * size)).Select(flat =>
        {
            int[] index = new int[sizes.Length];
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
            {
                index[axis] = flat % sizes[axis];
                flat /= sizes[axis];
            }

            return index;
        });

    /// <summary>A function of the values along some axes of (2, 3, 4), for each of the others.</summary>
    internal static double[] Reduce(double[] x, int[] axes, Func<double[], double> function) =>
        [.. Indices(s_box).Zip(x).GroupBy(pair => string.Join(',', pair.First.Where((_, axis) => !axes.Contains(axis)).Select(i => $"{i}")))
            .Select(group => function([.. group.Select(pair => pair.Second)]))];

    /// <summary>A function of the values along an axis of (2, 3, 4), in their places.</summary>
    internal static double[] Over(double[] x, int axis, Func<double[], double[]> function)
    {
        double[] result = new double[x.Length];
        int stride = axis == 2 ? 1 : 4;
        foreach (int[] index in Indices(s_box).Where(index => index[axis] == 0))
        {
            int first = (index[0] * 12) + (index[1] * 4) + index[2];
            double[] row = function([.. Enumerable.Range(0, s_box[axis]).Select(i => x[first + (i * stride)])]);
            for (int i = 0; i < row.Length; i++)
            {
                result[first + (i * stride)] = row[i];
            }
        }

        return result;
    }

    private static double[] Softmax(double[] row) => [.. row.Select(x => Math.Exp(x) / row.Sum(Math.Exp))];

    private static double[] Unit(double[] row) => [.. row.Select(x => x / Math.Sqrt(row.Sum(y => y * y)))];

    private static double Variance(double[] x) => x.Select(value => (value - x.Average()) * (value - x.Average())).Average();

    /// <summary>erf x = 2/√π · Σ (−1)ⁿ·x²ⁿ⁺¹ / (n!·(2n + 1)), for small x.</summary>
    internal static double Erf(double x)
    {
        double sum = 0;
        double term = x;
        for (int n = 0; n < 200; n++)
        {
            sum += term / ((2 * n) + 1);
            term *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
