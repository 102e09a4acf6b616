namespace Seedbed.Cli;

/// <summary>What the tool tells its caller.</summary>
internal static class ExitStatus
{
    /// <summary>Everything was done.</summary>
    internal const int Done = 0;

    /// <summary>A check was done, and found faults.</summary>
    internal const int FaultsFound = 1;

    /// <summary>Wrong usage, wrong or damaged content, or a target that exists.</summary>
    internal const int Refused = 2;

    /// <summary>The operating system refused to read, to write or to give memory.</summary>
    internal const int SystemRefused = 3;

    /// <summary>Stopped by Ctrl-C or by a request to end.</summary>
    internal const int Interrupted = 130;

    /// <summary>What each tells, for help.</summary>
    /// <param name="faults">The faults that the command finds; null for one that checks nothing.</param>
    internal static IReadOnlyList<(int Status, string Description)> Of(string? faults) =>
    [
        (Done, "everything was done"),
        .. faults is null ? ((int, string)[])[] : [(FaultsFound, faults)],
        (Refused, "wrong usage, wrong or damaged content, or a target that exists"),
        (SystemRefused, "the system refused to read, to write or to give memory"),
        (Interrupted, "stopped by Ctrl-C or a request to end"),
    ];
}
