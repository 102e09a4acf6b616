namespace Seedbed.Diagnostics.Prediction.Signals;

/// <summary>Numbers of mean 0 that have nothing to do with those of other sources, given by random weights or by data.</summary>
/// <param name="covariance">Of two of them.</param>
internal sealed class Source(Overlaps covariance)
{
    internal Overlaps Covariance => covariance;
}

/// <summary>
/// Channels of one kind: a mean, and a sum of sources, so that what two branches have in common is known where they meet.
/// </summary>
/// <param name="Channels">How many.</param>
/// <param name="Mean">E[x].</param>
/// <param name="Terms">The sources, with the number by which each is multiplied.</param>
/// <param name="Shape">The distribution of x; null for a Gaussian.</param>
internal sealed record Part(double Channels, double Mean, IReadOnlyDictionary<Source, double> Terms, Marginal? Shape)
{
    /// <summary>The correlations of the Gaussians that x is a rising function of, where it is one; else x's own.</summary>
    internal Overlaps Latent
    {
        get => field == default && Variance > 0 ? (1 / Variance) * Covariance : field;
        init;
    }

    internal Overlaps Covariance { get; } =
        Terms.Aggregate(default(Overlaps), (sum, term) => sum + (term.Value * term.Value * term.Key.Covariance));

    internal double Variance => Math.Max(0, Covariance.Self);

    internal double SecondMoment => Variance + (Mean * Mean);

    /// <summary>Products, not only covariances.</summary>
    internal Overlaps Products => Covariance + Overlaps.All(Mean * Mean);

    internal static Part Of(double channels, double mean, Overlaps covariance, Marginal? shape = null) =>
        new(channels, mean, new Dictionary<Source, double> { [new Source(covariance)] = 1 }, shape);

    /// <summary>a·x + b.</summary>
    internal Part Scaled(double factor, double shift = 0) => new(
        Channels, (factor * Mean) + shift, Terms.ToDictionary(term => term.Key, term => factor * term.Value),
        Shape?.Map(value => (factor * value) + shift))
    {
        Latent = Latent,
    };

    /// <summary>
    /// What a function of x gives: the part of it that is linear in x keeps x's sources, and what is left is a source of its own (Bussgang
    /// 1952).
    /// </summary>
    internal Part Respond(double mean, Overlaps covariance, double slope, Marginal? shape, Overlaps latent = default)
    {
        slope = Math.Abs(slope) * Math.Sqrt(Variance) > Math.Sqrt(Math.Max(covariance.Self, 0)) ? 0 : slope;
        Dictionary<Source, double> terms = Terms.ToDictionary(term => term.Key, term => slope * term.Value);
        terms[new Source(covariance - (slope * slope * Covariance))] = 1;
        return new Part(Channels, mean, terms, shape) { Latent = latent };
    }

    /// <summary>The covariance with another part, of the same element.</summary>
    internal double CovarianceWith(Part other) =>
        Terms.Sum(term => other.Terms.TryGetValue(term.Key, out double factor) ? term.Value * factor * term.Key.Covariance.Self : 0);

    /// <summary>k where this is k·other; null where it is no multiple.</summary>
    internal double? MultipleOf(Part other)
    {
        if (Terms.Count != other.Terms.Count || Variance == 0 || other.Variance == 0)
        {
            return null;
        }

        double factor = CovarianceWith(other) / other.Variance;
        return Terms.All(term => other.Terms.TryGetValue(term.Key, out double own)
            && Math.Abs(term.Value - (factor * own)) <= 1e-9 * Math.Abs(term.Value))
            ? factor
            : null;
    }

    internal bool Shares(Part other) =>
        Terms.Any(term => term.Value != 0 && other.Terms.TryGetValue(term.Key, out double factor) && factor != 0);
}

/// <summary>What is known of a tensor [batch, positions…, channels].</summary>
/// <param name="Parts">Its channels.</param>
/// <param name="Positions">Its positions.</param>
internal sealed record Signal(IReadOnlyList<Part> Parts, PositionProfile Positions)
{
    /// <summary>The variance of the logarithm of the second moment from network to network that layers behind have too.</summary>
    internal double Carried { get; init; }

    /// <summary>Whether neighbouring positions are the same in blocks, so that where windows begin decides what they see.</summary>
    internal bool IsRepeated { get; init; }

    /// <summary>The same of this tensor's own elements: as many channels are an average of so much noise.</summary>
    internal double Own { get; init; }

    /// <summary>
    /// The variance, from network to network, of the correlation of two of a batch's elements: products are averages of finite widths, too.
    /// </summary>
    internal double Scatter { get; init; }

    internal double Channels => Parts.Sum(part => part.Channels);

    internal double SecondMoment => Average(part => part.SecondMoment);

    internal double Mean => Average(part => part.Mean);

    internal Overlaps Covariance =>
        Parts.Aggregate(default(Overlaps), (sum, part) => sum + (part.Channels / Channels * part.Covariance));

    internal Overlaps Products =>
        Parts.Aggregate(default(Overlaps), (sum, part) => sum + (part.Channels / Channels * part.Products));

    internal double Noise => Carried + Own;

    internal static Signal Of(double channels, double mean, Overlaps covariance, PositionProfile positions, Marginal? shape = null) =>
        new([Part.Of(channels, mean, covariance, shape)], positions);

    /// <summary>
    /// The variance of the logarithm of a batch's second moment that comes of so many channels alone: of squares of Gaussians with a mean.
    /// </summary>
    internal double NoiseOfChannels(double batch)
    {
        double second = SecondMoment, square = Mean * Mean;
        return second > 0
            ? Covariance.Map(value => ((2 * value * value) + (4 * square * value)) / second / second)
                .OverBatch(Positions.Count, batch) / Channels
            : 0;
    }

    /// <summary>The same with every part changed.</summary>
    internal Signal Map(Func<Part, Part> change) => this with { Parts = [.. Parts.Select(change)] };

    /// <summary>All channels as of one kind.</summary>
    internal Part Whole()
    {
        if (Parts is [var only])
        {
            return only;
        }

        double mean = Mean;
        Overlaps products = Products - Overlaps.All(mean * mean);
        return Part.Of(Channels, mean, products with { Channels = 0 });
    }

    internal double Average(Func<Part, double> value) => Parts.Sum(part => part.Channels * value(part)) / Channels;
}
