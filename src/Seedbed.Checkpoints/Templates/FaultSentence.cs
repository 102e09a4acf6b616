namespace Seedbed.Checkpoints.Templates;

/// <summary>What an exception says to someone who reads a file's fault, not code.</summary>
internal static class FaultSentence
{
    /// <summary>The message without .NET's note on the parameter, which names one of ours, not of the reader's.</summary>
    internal static string Sentence(this Exception fault)
    {
        bool hasNote = fault is ArgumentException { ParamName: not null };
        int note = hasNote ? fault.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal) : -1;
        return note < 0 ? fault.Message : fault.Message[..note];
    }
}
