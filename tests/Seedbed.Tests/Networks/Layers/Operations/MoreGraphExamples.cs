using static Seedbed.Tests.Networks.Layers.Operations.GraphExamples;

namespace Seedbed.Tests.Networks.Layers.Operations;

/// <summary>Comparisons, logic, trigonometry, indices, orders and contractions.</summary>
internal static class MoreGraphExamples
{
    private const string Y = "\"y\": [\"x1\", 0, 0]";
    private static readonly int[] s_box = [2, 3, 4];

    internal static IReadOnlyList<GraphExample> All { get; } = [.. Unary(), .. Binary(), .. Reductions(), .. Orders(), .. Contractions(), .. Windows()];

    private static IEnumerable<GraphExample> Unary()
    {
        (string Name, Func<double, double> Function)[] smooth =
        [
            ("math.sin", Math.Sin), ("math.cos", Math.Cos), ("math.tan", Math.Tan), ("math.sinh", Math.Sinh), ("math.cosh", Math.Cosh),
            ("math.atan", x => Math.Atan(x)), ("math.asinh", Math.Asinh),
            ("math.expm1", x => Math.Exp(x) - 1), ("keras.activations.hard_sigmoid", x => Math.Clamp((0.2 * x) + 0.5, 0, 1)),
        ];
        (string Name, Func<double, double> Function)[] small = [("math.asin", Math.Asin), ("math.acos", Math.Acos), ("math.atanh", Math.Atanh)];
        (string Name, Func<double, double> Function)[] steps =
        [
            ("math.floor", Math.Floor), ("math.ceil", Math.Ceiling), ("math.round", Math.Round), ("math.sign", x => Math.Sign(x)),
        ];
        (string Name, Func<double, double> Function)[] constants =
        [
            ("math.is_nan", _ => 0), ("math.is_inf", _ => 0), ("math.is_finite", _ => 1), ("math.logical_not", x => x == 0 ? 1 : 0),
            ("zeros_like", _ => 0), ("ones_like", _ => 1),
        ];
        return
        [
            .. smooth.Select(each => Function(each.Name, "", [2, 3], Each(each.Function))),
            .. small.Select(each => Function(each.Name, "", [2, 3], Each(each.Function)) with { Scale = 0.2 }),
            Function("math.acosh", "", [2, 3], Each(Math.Acosh)) with { IsPositive = true, Shift = 1 },
            .. steps.Select(each => Function(each.Name, "", [2, 3], Each(each.Function))),
            .. constants.Select(each => Function(each.Name, "", [2, 3], Each(each.Function)) with { IsConstant = true }),
            Function("math.erf", "", [2, 3], Each(x => Math.Abs(x) < 5 ? Erf(x) : Math.Sign(x))),
            Function("math.log1p", "", [2, 3], Each(x => Math.Log(1 + x))) with { IsPositive = true },
            Ops("Exp2", "", [[2, 3]], One(Each(x => Math.Pow(2, x)))),
            Ops("NanToNum", "\"nan\": 0.0", [[2, 3]], One(x => x)),
            Ops("Log2", "", [[2, 3]], One(Each(Math.Log2))) with { IsPositive = true },
            Ops("Log10", "", [[2, 3]], One(Each(Math.Log10))) with { IsPositive = true },
            Ops("Trunc", "", [[2, 3]], One(Each(Math.Truncate))),
            Ops("FullLike", "", [[2, 3]], One(Each(_ => 0.5)), $"{Tensor(0, [2, 3])}, 0.5") with { IsConstant = true },
            Ops("Squareplus", "\"b\": 4", [[2, 3]], One(Each(x => (x + Math.Sqrt((x * x) + 4)) / 2))),
            Ops("SparsePlus", "", [[2, 3]], One(Each(x => x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4))),
            Ops("SoftShrink", "\"threshold\": 0.5", [[2, 3]], One(Each(x => x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0))),
            Ops("HardShrink", "\"threshold\": 0.5", [[2, 3]], One(Each(x => Math.Abs(x) > 0.5 ? x : 0))),
            Ops("Threshold", "\"threshold\": 0.2, \"default_value\": 3.0", [[2, 3]], One(Each(x => x > 0.2 ? x : 3))),
            Ops("Sparsemax", "", [[2, 3]], One(x => [.. Sparse(x[..3]), .. Sparse(x[3..])])),
            Function("ensure_shape", "\"shape\": [null, 3]", [2, 3], x => x),
            Function("cast", "\"dtype\": \"int32\"", [2, 3], Each(Math.Truncate)) with { IsConstant = true },
            Function("math.pow", "\"y\": 2.5", [2, 3], Each(x => Math.Pow(x, 2.5))) with { IsPositive = true },
            Function("math.pow", "\"y\": 5", [2, 3], Each(x => Math.Pow(x, 5))),
        ];
    }

    private static IEnumerable<GraphExample> Binary()
    {
        (string Name, Func<double, double, double> Function)[] constants =
        [
            ("math.greater", (a, b) => a > b ? 1 : 0), ("math.greater_equal", (a, b) => a >= b ? 1 : 0), ("math.less", (a, b) => a < b ? 1 : 0),
            ("math.less_equal", (a, b) => a <= b ? 1 : 0), ("math.equal", (a, b) => a == b ? 1 : 0), ("math.not_equal", (a, b) => a != b ? 1 : 0),
            ("math.logical_and", (a, b) => a != 0 && b != 0 ? 1 : 0), ("math.logical_or", (a, b) => a != 0 || b != 0 ? 1 : 0),
            ("math.logical_xor", (a, b) => (a != 0) != (b != 0) ? 1 : 0), ("math.floordiv", (a, b) => Math.Floor(a / b)),
        ];
        return
        [
            .. constants.Select(each =>
                Function(each.Name, Y, [[2, 3], [2, 3]], x => [.. x[0].Zip(x[1], each.Function)]) with { IsConstant = true }),
            Function("math.greater", "\"y\": 0.5", [2, 3], Each(x => x > 0.5 ? 1 : 0)) with { IsConstant = true },
            Function("math.floormod", Y, [[2, 3], [2, 3]], x => [.. x[0].Zip(x[1], (a, b) => a - (Math.Floor(a / b) * b))]),
            Ops("Fmod", "", [[2, 3], [2, 3]], x => [.. x[0].Zip(x[1], (a, b) => a % b)]),
            Function("math.divide_no_nan", "\"y\": [0.0, 2.0, -4.0]", [2, 3], x => [.. x.Select((a, i) => i % 3 == 0 ? 0 : a / (i % 3 == 1 ? 2 : -4))]),
            Function("math.multiply_no_nan", "\"y\": [0.0, 2.0, -4.0]", [2, 3], x => [.. x.Select((a, i) => a * (i % 3 == 0 ? 0 : i % 3 == 1 ? 2 : -4))]),
            Function("math.pow", Y, [[2, 3], [2, 3]], x => [.. x[0].Zip(x[1], Math.Pow)]) with { IsPositive = true },
            Function("math.atan2", Y, [[2, 3], [2, 3]], x => [.. x[0].Zip(x[1], Math.Atan2)]),
            Ops("Logaddexp", "", [[2, 3], [2, 3]], x => [.. x[0].Zip(x[1], (a, b) => Math.Log(Math.Exp(a) + Math.Exp(b)))]),
            Ops("Hypot", "", [[2, 3], [2, 3]], x => [.. x[0].Zip(x[1], (a, b) => Math.Sqrt((a * a) + (b * b)))]),
            Ops("Where", "", [[2, 3], [2, 3]], x => [.. x[0].Zip(x[1])
                .Select((pair, i) => i % 3 == 1 ? pair.Second : pair.First)], $"[1, 0, 1], {Tensor(0, [2, 3])}, {Tensor(1, [2, 3])}"),
        ];
    }

    /// <summary>Of 2 × 3 × 4: two samples, three places, four channels.</summary>
    private static IEnumerable<GraphExample> Windows() =>
    [
        Function("nn.max_pool1d", "\"ksize\": 2, \"strides\": 1, \"padding\": \"VALID\"", s_box, x => Pooled(x, 2, values => values.Max())),
        Function("nn.max_pool1d", "\"ksize\": [1, 2, 1], \"strides\": [1, 1, 1], \"padding\": \"SAME\"", s_box, x => Pooled(x, 3, values => values.Max())),
        Function("nn.avg_pool1d", "\"ksize\": [2], \"strides\": [1], \"padding\": \"SAME\"", s_box, x => Pooled(x, 3, values => values.Average())),
        Ops("MaxPool", "\"pool_size\": 2, \"strides\": 1, \"padding\": \"same\", \"data_format\": \"channels_first\"", [s_box], One(x =>
            Over(x, 2, row => [.. row.Select((value, i) => Math.Max(value, row[Math.Min(i + 1, 3)]))]))),
        Function("nn.conv1d", "\"filters\": [[[1, 2], [3, 4], [5, 6], [7, 8]], [[9, 10], [11, 12], [13, 14], [15, 16]]], \"stride\": 1, \"padding\": \"VALID\"",
            s_box, x => [.. Indices(2, 2, 2).Select(i => Enumerable.Range(0, 8).Sum(j => x[(i[0] * 12) + ((i[1] + (j / 4)) * 4) + (j % 4)] * ((j * 2) + i[2] + 1)))]),
    ];

    /// <summary>Windows of two places, the last of which may have one alone.</summary>
    private static double[] Pooled(double[] x, int places, Func<IEnumerable<double>, double> value) => [.. Indices(2, places, 4)
        .Select(i => value(Enumerable.Range(i[1], Math.Min(2, 3 - i[1])).Select(place => x[(i[0] * 12) + (place * 4) + i[2]])))];

    private static IEnumerable<GraphExample> Reductions() =>
    [
        Function("math.reduce_prod", "\"axis\": 1", s_box, x => Reduce(x, [1], row => row.Aggregate((a, b) => a * b))),
        Function("math.reduce_all", "\"axis\": 1", s_box, x => Reduce(x, [1], row => row.All(a => a != 0) ? 1 : 0)) with { IsConstant = true },
        Function("math.reduce_any", "\"axis\": [1, 2]", s_box, x => Reduce(x, [1, 2], row => row.Any(a => a != 0) ? 1 : 0)) with { IsConstant = true },
        Function("math.count_nonzero", "\"axis\": 2", s_box, x => Reduce(x, [2], row => row.Count(a => a != 0))) with { IsConstant = true },
        Function("math.reduce_logsumexp", "\"axis\": 1", s_box, x => Reduce(x, [1], row => Math.Log(row.Sum(Math.Exp)))),
        Function("math.reduce_euclidean_norm", "\"axis\": 2", s_box, x => Reduce(x, [2], row => Math.Sqrt(row.Sum(a => a * a)))),
        Function("math.argmax", "\"axis\": -1", s_box, x => Reduce(x, [2], row => Array.IndexOf(row, row.Max()))) with { IsConstant = true },
        Function("math.argmin", "\"axis\": 1", s_box, x => Reduce(x, [1], row => Array.IndexOf(row, row.Min()))) with { IsConstant = true },
        Ops("Argmax", "\"axis\": 1, \"keepdims\": true", [s_box], One(x => Reduce(x, [1], row => Array.IndexOf(row, row.Max())))) with { IsConstant = true },
        Ops("Argmin", "\"axis\": null", [s_box], One(x => [Array.IndexOf(x, x.Min())])) with { IsConstant = true },
    ];

    private static IEnumerable<GraphExample> Orders() =>
    [
        Function("gather", "\"indices\": [2, 0], \"axis\": 1", s_box, x => [.. Indices(2, 2, 4).Select(i => x[(i[0] * 12) + ((2 - (2 * i[1])) * 4) + i[2]])]),
        Function("gather", "\"indices\": [[0, 3], [3, 1]], \"axis\": 2", s_box, x =>
            [.. Indices(2, 3, 2, 2).Select(i => x[(i[0] * 12) + (i[1] * 4) + new[] { 0, 3, 3, 1 }[(i[2] * 2) + i[3]]])]),
        Ops("Take", "\"axis\": -1", [s_box], One(x => [.. Indices(2, 3, 2).Select(i => x[(i[0] * 12) + (i[1] * 4) + 3 - (2 * i[2])])]), $"{Tensor(0, s_box)}, [-1, 1]"),
        Ops("Take", "\"axis\": null", [s_box], One(x => [x[5], x[23]]), $"{Tensor(0, s_box)}, [5, -1]"),
        Function("nn.embedding_lookup", "\"ids\": [1, 1, 0]", [2, 3], x => [.. x[3..], .. x[3..], .. x[..3]]),
        Function("one_hot", "\"depth\": 3", [2, 3], x => [.. x.SelectMany(value => Enumerable.Range(0, 3).Select(place => place == value ? 1.0 : 0))])
            with { IsConstant = true },
        Function("math.cumsum", "\"axis\": 1", s_box, x => Over(x, 1, row => [.. row.Select((_, i) => row[..(i + 1)].Sum())])),
        Function("math.cumsum", "\"axis\": -1, \"exclusive\": true, \"reverse\": true", s_box, x => Over(x, 2, row => [.. row.Select((_, i) => row[(i + 1)..].Sum())])),
        Ops("Cumsum", "\"axis\": null", [s_box], One(x => [.. x.Select((_, i) => x[..(i + 1)].Sum())])),
        Function("math.cumprod", "\"axis\": 1", s_box, x => Over(x, 1, row => [.. row.Select((_, i) => row[..(i + 1)].Aggregate((a, b) => a * b))])),
        Function("math.cumprod", "\"axis\": -1, \"exclusive\": true, \"reverse\": true", s_box, x => Over(x, 2, row => [.. row.Select((_, i) => row[(i + 1)..].Aggregate(1.0, (a, b) => a * b))])),
        Ops("Cumprod", "\"axis\": null", [[2, 3]], One(x => [.. x.Select((_, i) => x[..(i + 1)].Aggregate((a, b) => a * b))])),
        Ops("Sort", "\"axis\": 1", [s_box], One(x => Over(x, 1, row => [.. row.Order()]))),
        Function("sort", "\"direction\": \"DESCENDING\"", s_box, x => Over(x, 2, row => [.. row.OrderDescending()])),
        Ops("Argsort", "\"axis\": -1", [s_box], One(x => Over(x, 2, row => [.. row.Select((value, i) => (value, i)).OrderBy(pair => pair.value).Select(pair => (double)pair.i)]))) with { IsConstant = true },
        Ops("Flip", "\"axis\": 1", [s_box], One(x => Over(x, 1, row => [.. row.Reverse()]))),
        Ops("Flip", "\"axis\": null", [s_box], One(x => [.. x.Reverse()])),
        Function("image.flip_left_right", "", s_box, x => Over(x, 1, row => [.. row.Reverse()])),
        Function("image.flip_up_down", "", [2, 2, 1, 3], x => [.. x[3..6], .. x[..3], .. x[9..], .. x[6..9]]),
        Function("roll", "\"shift\": [1, -1], \"axis\": [1, 2]", s_box, x => Over(Over(x, 1, row => [row[2], row[0], row[1]]), 2, row => [.. row[1..], row[0]])),
        Ops("Roll", "\"shift\": 5, \"axis\": null", [s_box], One(x => [.. x[^5..], .. x[..^5]])),
        Ops("Tril", "\"k\": -1", [s_box], One(x => [.. Indices(2, 3, 4).Select(i => i[2] - i[1] <= -1 ? x[(i[0] * 12) + (i[1] * 4) + i[2]] : 0)])),
        Ops("Triu", "\"k\": 1", [s_box], One(x => [.. Indices(2, 3, 4).Select(i => i[2] - i[1] >= 1 ? x[(i[0] * 12) + (i[1] * 4) + i[2]] : 0)])),
        Function("linalg.band_part", "\"num_lower\": 1, \"num_upper\": 0", s_box,
            x => [.. Indices(2, 3, 4).Select(i => i[2] - i[1] is 0 or -1 ? x[(i[0] * 12) + (i[1] * 4) + i[2]] : 0)]),
        Function("image.adjust_brightness", "\"delta\": 0.25", s_box, Each(x => x + 0.25)),
        Function("image.adjust_contrast", "\"contrast_factor\": 1.5", s_box, x =>
            [.. x.Select((value, i) => (1.5 * value) - (0.5 * Enumerable.Range(0, 6).Average(point => x[(point * 4) + (i % 4)])))]),
    ];

    private static IEnumerable<GraphExample> Contractions()
    {
        static double[] Times(double[][] x) =>
            [.. Indices(2, 3, 2).Select(i => Enumerable.Range(0, 4).Sum(k => x[0][(i[0] * 12) + (i[1] * 4) + k] * x[1][(i[0] * 8) + (k * 2) + i[2]]))];
        static double[] Whole(double[][] x) =>
            [.. Indices(2, 3, 2, 2).Select(i => Enumerable.Range(0, 4).Sum(k => x[0][(i[0] * 12) + (i[1] * 4) + k] * x[1][(i[2] * 8) + (k * 2) + i[3]]))];
        return
        [
            Ops("Einsum", "\"subscripts\": \"bij,bjk->bik\"", [s_box, [2, 4, 2]], Times),
            Ops("Einsum", "\"subscripts\": \"...ij, ...jk->...ik\"", [s_box, [2, 4, 2]], Times),
            Ops("Einsum", "\"subscripts\": \"aij,bjk->aibk\"", [s_box, [2, 4, 2]], Whole) with { KnowsAll = false },
            Function("einsum", "", [[2, 3, 4], [2, 4, 2]], Times) with
            {
                Model = Ops("Einsum", "\"subscripts\": \"bij,bjk->bik\"", [s_box, [2, 4, 2]], Times).Model
                    .Replace("\"subscripts\": \"bij,bjk->bik\"", "\"note\": 0", StringComparison.Ordinal)
                    .Replace("\"class_name\": \"Einsum\"", "\"class_name\": \"einsum\"", StringComparison.Ordinal)
                    .Replace("\"args\": [", "\"args\": [\"bij,bjk->bik\", ", StringComparison.Ordinal),
            },
            Ops("Tensordot", "\"axes\": [[2], [1]]", [s_box, [2, 4, 2]], Whole) with { KnowsAll = false },
            Ops("Tensordot", "\"axes\": 1", [s_box, [4, 2]],
                x => [.. Indices(2, 3, 2).Select(i => Enumerable.Range(0, 4).Sum(k => x[0][(i[0] * 12) + (i[1] * 4) + k] * x[1][(k * 2) + i[2]]))]),
        ];
    }

    private static double[] Sparse(double[] row)
    {
        double[] sorted = [.. row.OrderDescending()];
        int count = Enumerable.Range(1, row.Length).Last(k => 1 + (k * sorted[k - 1]) > sorted[..k].Sum());
        double threshold = (sorted[..count].Sum() - 1) / count;
        return [.. row.Select(x => Math.Max(x - threshold, 0))];
    }
}
