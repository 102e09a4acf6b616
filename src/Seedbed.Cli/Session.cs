namespace Seedbed.Cli;

/// <summary>What every command gets.</summary>
/// <param name="Terminal">Where is written to.</param>
/// <param name="Cancellation">Stops the work.</param>
internal sealed record Session(Terminal Terminal, CancellationToken Cancellation)
{
    /// <summary>Tells whoever asked for an end that it was heard, and that the work ends by itself.</summary>
    internal Action Heard { get; init; } = () => { };
}
