using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>
/// What a prediction has to know of an input: averages of products of two of its numbers, over channels (the last axis), positions (the
/// axes between) and samples.
/// </summary>
/// <param name="Mean">E[x].</param>
/// <param name="SecondMoment">E[x²].</param>
public sealed record InputStatistics(double Mean = 0, double SecondMoment = 1)
{
    /// <summary>E[x·x′] of one channel at neighbouring positions of a sample; null for that of far ones.</summary>
    public double? NearbyPositions { get; init; }

    /// <summary>E[x·x′] of one channel at two positions of a sample; null for independent ones, the square of the mean.</summary>
    public double? Positions { get; init; }

    /// <summary>E[x·x′] of one channel at one position of two samples; null likewise.</summary>
    public double? Samples { get; init; }

    /// <summary>E[x·x′] of one channel at two positions of two samples; null for the smaller of the two above.</summary>
    public double? SamplesAndPositions { get; init; }

    /// <summary>E[x·x′] of two channels at one position of a sample; null for independent ones.</summary>
    public double? Channels { get; init; }

    /// <summary>For whole numbers, such as tokens: how many there are, all being as likely; null for others.</summary>
    public int? Vocabulary { get; init; }

    /// <summary>The averages of data.</summary>
    /// <param name="samples">The samples, channels last.</param>
    public static InputStatistics Of(Samples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new SampleAverages(samples).Statistics();
    }

    /// <summary>The averages of tokens: how often two of them are the same.</summary>
    /// <param name="samples">Whole numbers; all axes behind the first are positions.</param>
    public static InputStatistics OfTokens(Samples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new SampleAverages(samples, areTokens: true).Statistics();
    }
}
