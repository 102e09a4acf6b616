using Seedbed.Diagnostics;

namespace Seedbed.Tests.Diagnostics.Reports;

/// <summary>
/// A report with every kind of figure, of a network of 120 layers and three initializers whose numbers are formulas, with names and values that
/// would break a careless page.
/// </summary>
internal static class RichReport
{
    public const int Layers = 120;

    public const string Hostile = "</script><img src=x onerror=alert(1)>";

    /// <summary>Turns the order of letters around, where it is not replaced.</summary>
    private const string Steering = "dense_\u202E7\u0007";

    private static readonly string[] s_initializers = ["he_normal", "glorot_uniform", "lsuv"];

    public static IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(0, Layers).Select(layer => layer switch
    {
        3 => Hostile,
        7 => Steering,
        9 => "a_name_of_a_layer_that_is_longer_than_any_axis_has_room_for/and_goes_on_9",
        0 => "dense",
        _ => $"dense_{layer}",
    })];

    public static Report Create() => new("Signal of mlp_120 at initialization")
    {
        Standing = Standing.Bad,
        Verdict = "With glorot_uniform the signal dies: behind dense_61 less than a thousandth of it is left.",
        Summary =
        [
            "he_normal keeps the second moment within a factor of 2 over all 120 layers, as theory predicts for ReLU.",
            "glorot_uniform loses 11 % of the standard deviation with every layer, and rounds to 0 at the end.",
            "lsuv holds every layer at 1 within 4 %; it changed 118 of 120 kernels.",
            $"A layer's name is text, whatever it says: {Hostile}.",
        ],
        Facts =
        [
            new("model", "mlp_120.json, 120 Dense layers of 256 units, relu"), new("parameters", "7,895,040"), new("data", "unit-Gaussian, batch 256"),
            new("seeds", "8, from 1 on"), new("loss", "categorical_crossentropy"), new("initializers", string.Join(", ", s_initializers)),
        ],
        Sections = [Signal(), Gradient(), Weights(), Theory(), Training(), Change()],
    };

    /// <summary>Figures at the edge of what there can be: without values, with one, with one place, with the largest numbers.</summary>
    public static Report CreateOdd() => new(new string('W', 200))
    {
        Verdict = "Odd figures are figures too",
        Sections =
        [
            new("Few or no values",
            [
                new LineFigure("No series", "", new Axis("x"), new Axis("y"), []), new LineFigure("No value", "", new Axis("x"), new Axis("y"), [new("nothing", [])]),
                new LineFigure("One value", "", new Axis("x"), new Axis("y", AxisScale.Logarithmic), [new("one", [3])]),
                new LineFigure("One layer", "", Axis.Of("layer", ["only"]), new Axis("y"), [new("one", [3]) { Low = [2], High = [4] }, new("two", [double.NaN])]),
                new LineFigure("The same everywhere", "", Axis.Of("layer", ["a", "b"]), new Axis("y"), [new("zero", [0, 0])]),
                new LineFigure("Nothing that can be drawn", "", Axis.Of("layer", ["a", "b"]), new Axis("y", AxisScale.Logarithmic), [new("zero", [0, double.NaN])]),
                new HistogramFigure("Equal values", "", new Axis("w"), [5, 5], [100]), new HistogramFigure("No values", "", new Axis("w"), [0, 1, 2], [0, 0]),
                new HeatMapFigure("One cell", "", Axis.Of("row", ["r"]), Axis.Of("column", ["c"]), [[double.NaN]], new Axis("value")),
            ]),
            new("Many or large ones",
            [
                new LineFigure("The ends of double", "", new Axis("x", AxisScale.Logarithmic), new Axis("y"),
                    [new("ends", [-1.7e308, 0, 1.7e308]) { X = [1e-12, 1, 1e15] }, new("subnormal", [5e-324])  { X = [3], Low = [0], High = [1e300] }]),
                new LineFigure("A part of the axis", "", new Axis("x", AxisScale.Logarithmic) { Minimum = 1, Maximum = 100 }, new Axis("y") { Minimum = 0, Maximum = 2 },
                    [new("s", [1, 1, 3, 1]) { X = [-1, 2, 10, 1000] }]) { References = [new("far", 5), new("left", 0.1, LineDirection.Vertical), new("here", 1.5)] },
                new LineFigure("Ten series", "", new Axis("step"), new Axis("loss"),
                    [.. Enumerable.Range(0, 10).Select(i => new Series($"series number {i}", [i, i + 1, i + 0.5]) { Low = [i - 0.2, i + 0.8, i], High = [i + 0.2, i + 1.2, i + 1] })]),
                new LineFigure("Points above one another", "", new Axis("σb²"), new Axis("σw²"),
                    [new("layers", [.. Places(layer => layer / 50.0)]) { X = [.. Places(_ => 0)], Style = SeriesStyle.Points }]),
                new HeatMapFigure("Layers by bins", "", Axis.Of("layer", Names), Axis.Of("bin", [.. Enumerable.Range(0, 60).Select(bin => $"{bin}")]),
                    [.. Names.Select((_, layer) => (double[])[.. Enumerable.Range(0, 60).Select(bin => Normal((bin - 30) / 30.0, 0.1 + (layer / 300.0)))])], new Axis("density")),
                new PanelFigure("Twelve panels", "", [.. Enumerable.Range(1, 12).Select(Small)]),
                new PanelFigure("Of different kinds", "", [Small(1), Spread("lines", Names, layer => layer)]) { SharesAxes = true },
                new TableFigure("Wide", "", [.. Enumerable.Range(0, 40).Select(i => $"column {i}")], [[.. Enumerable.Range(0, 40).Select(i => $"{i * 1000003}")]]),
            ]),
        ],
    };

    private static ReportSection Signal() => new("What reaches each layer",
    [
        new LineFigure(
            "Under glorot_uniform the signal dies with depth",
            "Standard deviation of each layer's output before its activation; bands are the 10 % and 90 % quantiles of 8 seeds, broken lines what theory predicts.",
            Axis.Of("layer, by depth", Names), new Axis("standard deviation", AxisScale.Logarithmic),
            [
                Measured("he_normal", 0, Kept), Predicted("he_normal", 0, _ => 1), Measured("glorot_uniform", 1, Dying),
                Predicted("glorot_uniform", 1, layer => Math.Pow(0.89, layer)), Measured("lsuv", 2, layer => 1 + (0.04 * Math.Sin(layer))),
            ])
        {
            References = [new("1", 1)],
        },
        new HeatMapFigure(
            "glorot_uniform leaves dead units behind half of the depth",
            "The share of units that are 0 for every sample of the batch.",
            Axis.Of("initializer", s_initializers), Axis.Of("layer, by depth", Names),
            [Shares(0.02), Shares(0.9), [.. Shares(0.01).Select((share, layer) => layer == 40 ? double.NaN : share)]],
            new Axis("dead units") { Minimum = 0, Maximum = 1 }),
    ])
    {
        Paragraphs = ["From the input to the last layer, with the numbers of 8 seeds."],
    };

    private static ReportSection Gradient() => new("What comes back",
    [
        new LineFigure(
            "The gradient explodes towards the input and becomes infinite",
            "Standard deviation of the gradient with respect to each kernel.",
            Axis.Of("layer, by depth", Names), new Axis("gradient", AxisScale.Logarithmic),
            [
                new Series("he_normal", [.. Places(layer => 1e-3 * (1 + (0.3 * Math.Cos(layer / 9.0))))]),
                new Series("random_normal(stddev=1)", [.. Places(layer => layer < 12 ? double.PositiveInfinity : Math.Pow(2, Layers - layer) * 1e-3)]),
                new Series("zeros", [.. Places(layer => layer == Layers - 1 ? 2e-3 : layer == 60 ? double.NaN : 0)]),
            ]),
        new HeatMapFigure(
            "Residual blocks", "Variance of the stream by block.", Axis.Of("block", ["1", "2", "3", "4"]), Axis.Of("place", ["before", "after the branch", "after the sum"]),
            [[1, 0.5, 1.5], [1.5, 0.75, 2.25], [2.25, 1.1, 3.4], [3.4, 1.7, double.PositiveInfinity]], new Axis("variance")),
    ]);

    private static ReportSection Weights() => new("The weights themselves",
    [
        new HistogramFigure(
            "Kernel of dense_5: drawn as intended", "Bars are the drawn weights, the line is the density of he_normal.", new Axis("weight"),
            [.. Enumerable.Range(0, 41).Select(edge => -0.2 + (edge * 0.01))],
            [.. Enumerable.Range(0, 40).Select(bin => Math.Round(65536 * 0.01 * Normal(-0.195 + (bin * 0.01), 0.088)) + (13 * (bin % 3)))])
        {
            Density = new Series("N(0, 0.088²), truncated", [.. Enumerable.Range(0, 81).Select(i => Normal(-0.2 + (i * 0.005), 0.088))])
            {
                X = [.. Enumerable.Range(0, 81).Select(i => -0.2 + (i * 0.005))],
            },
        },
        new PanelFigure("Before and after LSUV", "The same layers, with the same axis.",
            [
                Spread("Before", Names, layer => 0.4 + (0.5 * Math.Pow(0.97, layer))), Spread("After", Names, layer => 1 + (0.04 * Math.Sin(layer))),
            ]),
        new PanelFigure("Weights of four layers", "One histogram a layer.", [.. Enumerable.Range(1, 4).Select(Small)]),
        LineFigure.Spectra(
            "Singular values: orthogonal is flat, glorot_uniform has a tail", "Of the kernel of dense_1, from the largest down.",
            [("glorot_uniform", [.. Enumerable.Range(0, 256).Select(i => 2 * Math.Sqrt(1 - Math.Pow((i + 0.5) / 256, 2)))]), ("orthogonal", [.. Enumerable.Repeat(1.0, 256)])]),
    ]);

    private static ReportSection Theory() => new("Where the model stands",
    [
        LineFigure.EdgeOfChaos(
            "glorot_uniform stands in the ordered phase", "Below the line signals become alike with depth, above it they part; on the line they keep.",
            [.. Enumerable.Range(0, 61).Select(i => (i * 0.005, 1 + (1.3 * Math.Sqrt(i * 0.005))))],
            [("he_normal", 0, 2), ("glorot_uniform", 0, 0.79), ("recommended", 0.05, 1.29)]),
    ]);

    private static ReportSection Training() => new("The first 500 steps",
    [
        new LineFigure("Only he_normal and lsuv learn", "Loss by step; the band holds 8 seeds.", new Axis("step"), new Axis("loss"),
            [
                Curve("he_normal", step => 0.3 + (2 * Math.Exp(-step / 90.0))), Curve("glorot_uniform", _ => 2.303), Curve("lsuv", step => 0.25 + (2 * Math.Exp(-step / 60.0))),
            ])
        {
            References = [new("chance: ln 10", Math.Log(10)), new("warm-up ends", 100, LineDirection.Vertical)],
        },
    ]);

    private static ReportSection Change() => new("What to change",
    [
        new TableFigure("What LSUV did", "The first layers.", ["layer", "std before", "std after", "tries"],
            [["dense", "0.94", "1.00", "1"], [Hostile, "0.91", "1.00", "2"], ["dense_2", "0.88", "0.99", "1"]]),
    ])
    {
        Paragraphs = ["Give every Dense layer he_normal:"],
        Code = "new Dense(256, activation: \"relu\", kernelInitializer: new HeNormal())\n// " + Hostile,
    };

    private static LineFigure Spread(string title, IReadOnlyList<string> names, Func<int, double> value) =>
        new(title, "", Axis.Of("layer, by depth", names), new Axis("standard deviation"), [new Series("standard deviation", [.. Places(value)])]);

    private static HistogramFigure Small(int layer) => new(
        $"dense_{layer}", "", new Axis("weight"), [.. Enumerable.Range(0, 21).Select(edge => -0.2 + (edge * 0.02))],
        [.. Enumerable.Range(0, 20).Select(bin => Math.Round(1000 * Normal(-0.19 + (bin * 0.02), 0.03 * layer)))]);

    private static Series Measured(string name, int colour, Func<int, double> value) => new(name, [.. Places(value)])
    {
        Low = [.. Places(layer => value(layer) * (0.9 - (layer * 0.003)))],
        High = [.. Places(layer => value(layer) * (1.1 + (layer * 0.004)))],
        Colour = colour,
    };

    private static Series Predicted(string name, int colour, Func<int, double> value) =>
        new($"{name}, predicted", [.. Places(value)]) { Style = SeriesStyle.Dashed, Colour = colour };

    private static Series Curve(string name, Func<int, double> loss)
    {
        int[] steps = [.. Enumerable.Range(0, 101).Select(step => step * 5)];
        return new(name, [.. steps.Select(loss)])
        {
            X = [.. steps.Select(step => (double)step)],
            Low = [.. steps.Select(step => loss(step) * 0.95)],
            High = [.. steps.Select(step => loss(step) * 1.06)],
        };
    }

    private static IEnumerable<double> Places(Func<int, double> value) => Enumerable.Range(0, Layers).Select(value);

    private static double Kept(int layer) => 1 + (0.15 * Math.Sin(layer / 7.0));

    /// <summary>The last two layers are 0.</summary>
    private static double Dying(int layer) => layer >= Layers - 2 ? 0 : Math.Pow(0.885, layer) * (1 + (0.1 * Math.Sin(layer)));

    private static double[] Shares(double most) => [.. Places(layer => most * layer * layer / (Layers * Layers))];

    private static double Normal(double x, double stddev) => Math.Exp(-x * x / (2 * stddev * stddev)) / (stddev * Math.Sqrt(2 * Math.PI));
}
