namespace Seedbed.Cli;

/// <summary>What every command gets.</summary>
/// <param name="Terminal">Where is written to.</param>
/// <param name="Input">Standard input, where a file is named so.</param>
/// <param name="Cancellation">Stops the work.</param>
internal sealed record Session(Terminal Terminal, StandardInput Input, CancellationToken Cancellation)
{
    /// <summary>Tells whoever asked for an end that it was heard, and that the work ends by itself.</summary>
    internal Action Heard { get; init; } = () => { };

    /// <summary>What was assumed or left out so far: what <c>assumptions</c> of <c>--json</c> holds.</summary>
    internal NoteList Notes { get; } = [];

    /// <summary>Tells what was assumed or left out, each sentence once.</summary>
    internal void Tell(IEnumerable<string> sentences)
    {
        foreach (string sentence in sentences.Where(Notes.Add))
        {
            Terminal.Note($"note: {sentence}");
        }
    }
}
