namespace Seedbed.Compare.Measuring;

/// <summary>How much time measurements take.</summary>
internal sealed record Pace
{
    /// <summary>How often each contestant runs in turn.</summary>
    public required int Rounds { get; init; }

    /// <summary>Short calls are repeated for so long, and their mean is one sample.</summary>
    public required TimeSpan Sample { get; init; }

    /// <summary>Rest before each run: threads of the one before spin for a while before they sleep.</summary>
    public required TimeSpan Rest { get; init; }

    /// <summary>A first call that takes longer is a sample: what is cold at a start no longer shows in it.</summary>
    public required TimeSpan LongCall { get; init; }

    /// <summary>
    /// A contestant that has run for longer in a row of the table leaves the further rounds, once it has <see cref="FewestSamples"/>.
    /// </summary>
    public required TimeSpan Budget { get; init; }

    public required int FewestSamples { get; init; }

    /// <summary>When all must be done; what would take longer is left out.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.MaxValue;

    public static Pace Full { get; } = new()
    {
        Rounds = 9,
        Sample = TimeSpan.FromMilliseconds(20),
        Rest = TimeSpan.FromMilliseconds(50),
        LongCall = TimeSpan.FromSeconds(1),
        Budget = TimeSpan.FromSeconds(20),
        FewestSamples = 3,
    };

    public static Pace Quick { get; } = new()
    {
        Rounds = 3,
        Sample = TimeSpan.FromMilliseconds(5),
        Rest = TimeSpan.FromMilliseconds(10),
        LongCall = TimeSpan.FromMilliseconds(200),
        Budget = TimeSpan.FromMilliseconds(500),
        FewestSamples = 1,
    };
}
