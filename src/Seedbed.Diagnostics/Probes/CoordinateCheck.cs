using System.Numerics;
using Seedbed.Models;
using Seedbed.Simd;
using Seedbed.Training;
using Tensor = Seedbed.Autodiff.Tensor;

namespace Seedbed.Diagnostics;

/// <summary>How the mean size of a layer's values, and of what training changes of them, follows the width of the network.</summary>
/// <param name="Name">The layer's full name.</param>
/// <param name="Sizes">E|x| before the activation for each width, the mean over the seeds.</param>
/// <param name="Slope">That of ln E|x| over ln width, by least squares: 0 where the size does not depend on the width.</param>
/// <remarks>Source: the coordinate check of Yang et al. 2022, Tensor Programs V, appendix D.1.</remarks>
public sealed record CoordinateCheck(string Name, IReadOnlyList<double> Sizes, double Slope)
{
    /// <summary>A slope up to this is called flat: narrow networks are not quite at their limit.</summary>
    private const double Flat = 0.1;

    /// <summary>The widths.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [];

    /// <summary>
    /// E|Δx| for each width, Δx being what the first five steps of <see cref="ProbeOptions.Optimizer"/> change; empty without an optimizer.
    /// </summary>
    public IReadOnlyList<double> Changes { get; init; } = [];

    /// <summary>The slope of ln E|Δx| over ln width; NaN without an optimizer, or where nothing changes.</summary>
    public double ChangeSlope { get; init; } = double.NaN;

    /// <summary>In a word: <c>flat</c>, <c>grows</c> or <c>shrinks</c> with the width, the changes where there are some.</summary>
    public string Trend => (Changes.Count > 0 ? ChangeSlope : Slope) switch
    {
        double.NaN => "no number",
        > Flat => "grows",
        < -Flat => "shrinks",
        _ => "flat",
    };

    /// <summary>Measures every layer with weights but the first and the last at several widths.</summary>
    /// <param name="modelOfWidth">A model of a width; all have the same layers.</param>
    /// <param name="widths">At least two, greater than 0.</param>
    /// <param name="options">
    /// Batch, data, the number of seeds, and the optimizer whose steps are measured; a seed, 64 standard normal samples and no steps where
    /// it is null. A model that was trained some steps is measured as it is with one seed.
    /// </param>
    /// <example>
    /// <code>
    /// IReadOnlyList&lt;CoordinateCheck&gt; checks = CoordinateCheck.Of(
    ///     width => new Sequential([new Input([16]), new Dense(width), new Dense(width), new Dense(10)], seed: 1), [128, 256, 512]);
    /// Console.WriteLine(checks[0].Slope);
    /// </code>
    /// </example>
    public static IReadOnlyList<CoordinateCheck> Of(
        Func<int, Model> modelOfWidth, IReadOnlyList<int> widths, ProbeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(modelOfWidth);
        options ??= new ProbeOptions();
        IReadOnlyList<CoordinateCheck> all = Collect(widths, options, width =>
        {
            Model model = modelOfWidth(width);
            return seed => seed == 0 ? model : ModelCopy.Repeated(model, seed);
        });
        return all.Count > 2 ? [.. all.Skip(1).SkipLast(1)] : all;
    }

    /// <summary>Measures every layer with weights of a model whose hidden layers are scaled: <see cref="Model.WithWidth"/>.</summary>
    /// <param name="model">The model; its weights are drawn at each width.</param>
    /// <param name="widths">At least two, of <see cref="Model.HiddenWidth"/>.</param>
    /// <param name="options">
    /// Batch, data, seeds, initializers, and the optimizer whose steps are measured; a seed, 64 standard normal samples and no steps where
    /// it is null.
    /// </param>
    /// <exception cref="ArgumentException">The model has no such width; the sentence names the layer that is in the way.</exception>
    /// <example>
    /// <code>
    /// Model model = Model.Load("samples/deep.json", seed: 1);
    /// IReadOnlyList&lt;CoordinateCheck&gt; checks = CoordinateCheck.Of(
    ///     model, [16, 32, 64], new ProbeOptions { Optimizer = new Adam(0.001) });
    /// Console.WriteLine($"{checks[^1].Name} {checks[^1].Trend}");
    /// </code>
    /// </example>
    public static IReadOnlyList<CoordinateCheck> Of(Model model, IReadOnlyList<int> widths, ProbeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new ProbeOptions();
        return Collect(widths, options, width => seed =>
        {
            Model drawn = model.WithWidth(width, (options.Seed ?? model.Seed) + seed);
            drawn.Initialize(FreshSeeds.Of(drawn, seed, options.Overrides));
            return drawn;
        });
    }

    private static IReadOnlyList<CoordinateCheck> Collect(
        IReadOnlyList<int> widths, ProbeOptions options, Func<int, Func<int, Model>> modelOf)
    {
        ArgumentNullException.ThrowIfNull(widths);
        if (widths.Count < 2 || widths.Any(width => width < 1))
        {
            throw new ArgumentException("a coordinate check needs at least two widths of at least 1.", nameof(widths));
        }

        Measured[][] measured = [.. widths.Select(width => Mean(width, options, modelOf(width)))];
        double[] logarithms = [.. widths.Select(width => DoubleLog.Log(width))];
        return [.. measured[0].Select((layer, index) =>
        {
            double[] sizes = [.. measured.Select(each => each[index].Size)];
            double[] changes = options.Optimizer is null ? [] : [.. measured.Select(each => each[index].Change)];
            return new CoordinateCheck(layer.Name, sizes, SlopeOf(logarithms, sizes))
            {
                Widths = widths,
                Changes = changes,
                ChangeSlope = changes.Length == 0 ? double.NaN : SlopeOf(logarithms, changes),
            };
        })];
    }

    private static Measured[] Mean(int width, ProbeOptions options, Func<int, Model> modelOf)
    {
        Measured[][] seeds = [.. Enumerable.Range(0, options.Seeds).Select(seed => Measure(width, modelOf(seed), options))];
        return [.. seeds[0].Select((layer, index) => new Measured(
            layer.Name, seeds.Sum(each => each[index].Size / options.Seeds), seeds.Sum(each => each[index].Change / options.Seeds)))];
    }

    private static Measured[] Measure(int width, Model model, ProbeOptions options)
    {
        try
        {
            return Measure(model, options);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            // What only a run finds, such as a Reshape to sizes of the old width.
            throw new ArgumentException($"at the width {width}: {fault.Sentence()}", fault);
        }
    }

    private static Measured[] Measure(Model model, ProbeOptions options)
    {
        IReadOnlyList<Samples> inputs = ProbeInputs.Of(model, options, ProbeInputs.BatchSize(model, options));
        using ModelRun before = Run(model, inputs, options);
        if (options.Optimizer is not { } optimizer)
        {
            return Zip(before, before);
        }

        Model trained = ModelCopy.Of(model, model.Seed);
        _ = Trial.OfSteps(trained, options, optimizer, UpdateRatios.Steps);
        using ModelRun after = Run(trained, inputs, options);
        return Zip(before, after);
    }

    private static Measured[] Zip(ModelRun before, ModelRun after) =>
        [.. before.Calls.Zip(after.Calls).Where(pair => pair.First.Node.Weights.Count > 0).Select(pair => new Measured(
            pair.First.Node.Name, MeanSize(pair.First.PreActivation, null),
            MeanSize(pair.Second.PreActivation, pair.First.PreActivation)))];

    private static ModelRun Run(Model model, IReadOnlyList<Samples> inputs, ProbeOptions options) => model.Observe(
        inputs, new ObserveOptions { IsTraining = !options.IsInference, Execution = options.Execution });

    private static double MeanSize(Tensor y, Tensor? x) => y.Type == ElementType.Float32
        ? MeanSize<float>(y.Values<float>(), x is null ? [] : x.Values<float>())
        : MeanSize<double>(y.Values<double>(), x is null ? [] : x.Values<double>());

    /// <summary>E|y − x|, or E|y|.</summary>
    private static double MeanSize<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            sum += Math.Abs(double.CreateTruncating(y[i]) - (x.IsEmpty ? 0 : double.CreateTruncating(x[i])));
        }

        return sum / Math.Max(1, y.Length);
    }

    /// <summary>Σ(x − x̄)(y − ȳ)/Σ(x − x̄)², y being logarithms; NaN where one is no number.</summary>
    private static double SlopeOf(double[] x, double[] sizes)
    {
        double[] y = Array.ConvertAll(sizes, DoubleLog.Log);
        (double meanX, double meanY) = (x.Average(), y.Average());
        double slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
        return double.IsFinite(slope) ? slope : double.NaN;
    }

    private readonly record struct Measured(string Name, double Size, double Change);
}
