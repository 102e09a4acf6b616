using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Inspection;
using Seedbed.Initializers;
using Seedbed.Random;

namespace Seedbed.Cli.Sampling;

/// <summary>What there is to tell about a drawn tensor.</summary>
/// <param name="Request">What was drawn.</param>
/// <param name="Statistics">What came out.</param>
/// <param name="Histogram">Null where no value is finite.</param>
/// <param name="FirstValues">As many as there are, up to <see cref="MostFirstValues"/>.</param>
internal sealed record SampleReport(SampleRequest Request, Statistics Statistics, Histogram? Histogram, IReadOnlyList<double> FirstValues)
{
    internal const int MostFirstValues = 8;

    private const int MostBins = 20;

    /// <summary>What every element is drawn from; null where there is no such distribution.</summary>
    internal Distribution? Expected => Request.Initializer.DistributionFor(Request.Shape);

    /// <summary>The fans that the scale follows from; null where it follows from none.</summary>
    internal Fans? Fans => (Request.Initializer as VarianceScaling)?.Fans.Of(Request.Shape);

    /// <summary>Draws twice: once for the extremes, once for the bins between them.</summary>
    internal static SampleReport Measure(SampleRequest request, Action<long> advance, CancellationToken cancellation)
    {
        SampleReader reader = new(request, cancellation);
        Statistics statistics = new();
        List<double> first = [];
        reader.Read(values =>
        {
            first.AddRange(values[..Math.Min(values.Length, MostFirstValues - first.Count)]);
            statistics.Add(values);
            advance(values.Length);
        });
        if (statistics is not { Minimum: double minimum, Maximum: double maximum })
        {
            return new SampleReport(request, statistics, null, first);
        }

        Histogram histogram = new(minimum, maximum, (int)Math.Min(MostBins, statistics.Finite));
        reader.Read(values =>
        {
            histogram.Add(values);
            advance(values.Length);
        });
        return new SampleReport(request, statistics, histogram, first);
    }
}
