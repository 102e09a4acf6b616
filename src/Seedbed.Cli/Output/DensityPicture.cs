using System.CommandLine;
using System.Text;
using Seedbed.Checkpoints;
using Seedbed.Cli.Options;
using Seedbed.Cli.Sampling;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Serialization;

namespace Seedbed.Cli.Output;

/// <summary>Drawn values as bars, and the density that the scheme intends as a line over them.</summary>
internal static class DensityPicture
{
    private const string Ending = ".svg";

    private const long ExampleSeed = 42;

    /// <summary>A matrix; for schemes that take none a kernel of an image, a square matrix, a kernel of frames, splines.</summary>
    private static readonly Shape[] s_exampleShapes = [[256, 128], [3, 3, 32, 64], [128, 128], [256, 1, 258], [64, 32, 8]];

    /// <summary>The sides beyond the outermost values, as parts of the whole.</summary>
    private const double Margin = 0.06;

    private const int CaptionColumns = 54;

    private const int LinePoints = 241;

    /// <summary>Beyond these 1/width or width·2 is no number.</summary>
    private const double WidestAxis = 1e300;

    internal static Option<string?> CreateOption(string description) =>
        new("--svg") { Description = description, HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };

    /// <summary>Refuses a target before anything is drawn.</summary>
    /// <exception cref="ArgumentException">Another ending, or a file that exists and must not be replaced.</exception>
    internal static void CheckTarget(string path, bool force)
    {
        if (!path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"--svg is '{path.Excerpt()}'; the picture is SVG, so its name must end in {Ending}.");
        }

        if (File.Exists(path) && !force)
        {
            throw new ArgumentException($"{path.Excerpt()} exists; name another file, or allow it to be replaced with --force.");
        }
    }

    /// <summary>Writes plots, at most four in a row.</summary>
    internal static void Write(string path, IReadOnlyList<Figure> plots, bool force) =>
        CheckpointLayout.Of(Encoding.UTF8.GetBytes(Figure.SvgPage(plots, columns: 4))).Write(path, new WriteOptions { Overwrite = force });

    /// <summary>The plot of a scheme with its defaults, 0.5 for what has none.</summary>
    internal static HistogramFigure Of(Description<Initializer> scheme, CancellationToken cancellation)
    {
        IEnumerable<string> needed =
            scheme.Parameters.Where(parameter => parameter.Default is null).Select(parameter => $"{parameter.Name}=0.5");
        Initializer any = InitializerRegistry.Default.Get($"{scheme.ClassName}({string.Join(", ", needed)})");
        Initializer initializer = SettledSeed.Of(any, ExampleSeed).Initializer;
        Shape shape = s_exampleShapes.First(shape => Accepts(initializer, shape));
        SampleRequest request = new(initializer, shape, ElementType.Float32, Slice.All(shape), RandomStream.TensorFlow)
        {
            Seed = initializer is RandomInitializer ? ExampleSeed : null,
        };
        return Of(SampleReport.Measure(request, _ => { }, cancellation));
    }

    /// <summary>The plot of what was drawn.</summary>
    /// <param name="report">The values; the formula of their scheme stands below.</param>
    /// <exception cref="ArgumentException">No value is finite, or they lie too far apart or too close together.</exception>
    internal static HistogramFigure Of(SampleReport report)
    {
        if (report.Histogram is not { } histogram)
        {
            throw new ArgumentException("there is no finite value to draw a picture of; leave --svg out, or draw another tensor.");
        }

        double[] edges = [.. histogram.Edges];
        (double minimum, double maximum) = Bounds(edges, report.Expected);
        double width = maximum - minimum;
        if (!(width is > 1 / WidestAxis and < WidestAxis))
        {
            throw new ArgumentException(
                $"the values reach from {minimum:G6} to {maximum:G6}, and a picture's axis is from {1 / WidestAxis} to {WidestAxis} wide; "
                + "leave --svg out.");
        }

        string scheme = report.Request.Initializer.ClassName;
        string formula = InitializerRegistry.Default.Describe(scheme).Formula;
        return new HistogramFigure(
            $"{scheme} {report.Request.Shape}", string.Join("\n", WrappedText.Lines(formula, CaptionColumns)),
            new Axis("value") { Minimum = minimum, Maximum = maximum }, edges, [.. histogram.Counts.Select(count => (double)count)])
        {
            Subtitle = Subtitle(report),
            Density = report.Expected is { } expected ? Line(expected, minimum, width) : new Series("intended density", []),
        };
    }

    private static bool Accepts(Initializer initializer, Shape shape)
    {
        try
        {
            initializer.Check(shape, ElementType.Float32);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Subtitle(SampleReport report)
    {
        (SampleRequest request, Statistics statistics) = (report.Request, report.Statistics);
        string seed = request.Seed is { } value ? $"seed {value}: " : "";
        string intended = request.Initializer.StandardDeviationFor(request.Shape) is { } stddev ? $", intended {stddev:G4}" : "";
        return $"{seed}mean {statistics.Mean:G3}, std {statistics.StandardDeviation:G4}{intended}";
    }

    /// <summary>From the least to the largest value that came, or that may come, and a margin.</summary>
    private static (double Minimum, double Maximum) Bounds(double[] edges, Distribution? expected)
    {
        double minimum = Math.Min(edges[0], expected is { Minimum: > double.NegativeInfinity and var least } ? least : edges[0]);
        double maximum = Math.Max(edges[^1], expected is { Maximum: < double.PositiveInfinity and var most } ? most : edges[^1]);
        double margin = minimum == maximum ? Math.Max(1, Math.Abs(minimum)) : Margin * (maximum - minimum);
        return (minimum - margin, maximum + margin);
    }

    private static Series Line(Distribution expected, double minimum, double width)
    {
        double[] places = [.. Enumerable.Range(0, LinePoints).Select(point => minimum + (width * point / (LinePoints - 1)))];
        return new("intended density", [.. places.Select(expected.Density)]) { X = places };
    }
}
