namespace Seedbed;

/// <summary>How much of an input an error's sentence repeats: as much as shows which input is meant.</summary>
public static class Excerpts
{
    /// <summary>Characters that are repeated as they are; what is longer keeps its beginning and its end.</summary>
    public const int Longest = 300;

    private const int Beginning = 180;
    private const int End = 90;

    /// <summary>The text, or the beginning and the end of a long one and its length: <c>xxx… (100000 characters) …xxx</c>.</summary>
    /// <param name="text">A name, a path, an argument's value; null is empty.</param>
    public static string Excerpt(this string? text)
    {
        if (text is null || text.Length <= Longest)
        {
            return text ?? "";
        }

        // Half of a surrogate pair is no letter.
        int beginning = char.IsHighSurrogate(text[Beginning - 1]) ? Beginning - 1 : Beginning;
        int end = char.IsLowSurrogate(text[^End]) ? End - 1 : End;
        return $"{text.AsSpan(0, beginning)}… ({text.Length} characters) …{text.AsSpan(text.Length - end)}";
    }

    /// <summary>What an exception says without .NET's note on the parameter, for someone who reads a file's fault and not code.</summary>
    /// <param name="fault">The exception.</param>
    public static string Sentence(this Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        bool hasNote = fault is ArgumentException { ParamName: not null };
        int note = hasNote ? fault.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal) : -1;
        return note < 0 ? fault.Message : fault.Message[..note];
    }
}
