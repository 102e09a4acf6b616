using System.Text.Json;

namespace Seedbed.Cli;

/// <summary>What is told about an exception: the status and one sentence.</summary>
/// <param name="Status">The process's exit status.</param>
/// <param name="Sentence">What was got, what is allowed, what to do.</param>
internal readonly record struct Fault(int Status, string Sentence)
{
    internal static Fault Of(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [Exception first, ..] } => Of(first),
        OperationCanceledException => new(ExitStatus.Interrupted, "stopped; nothing was left behind."),
        OutOfMemoryException => new(ExitStatus.SystemRefused, "there is not enough memory; make the tensor smaller or draw it in slices."),

        // An IOException by its type, but what it tells is that the content is damaged.
        EndOfStreamException => new(ExitStatus.Refused, SentenceOf(exception)),
        IOException or UnauthorizedAccessException => new(ExitStatus.SystemRefused, SentenceOf(exception)),
        OverflowException =>
            new(ExitStatus.Refused, "a size or a number of elements is beyond what is computed here; make the sizes in the input smaller."),
        ArgumentException or FormatException or NotSupportedException or InvalidDataException or JsonException or ArithmeticException =>
            new(ExitStatus.Refused, SentenceOf(exception)),
        _ => new(ExitStatus.Refused, $"a fault of seedbed itself, please report it: {exception.GetType().Name}: {SentenceOf(exception)}"),
    };

    /// <summary>The message on one line, without .NET's note on a parameter, which is ours and not the user's.</summary>
    internal static string SentenceOf(Exception exception)
    {
        string message = exception.Message;
        int note = exception is ArgumentException { ParamName: not null }
            ? message.LastIndexOf(" (Parameter '", StringComparison.Ordinal)
            : -1;
        message = (note < 0 ? message : message[..note]).ReplaceLineEndings(" ").Trim();
        return message.Length == 0 || message[^1] is '.' or '?' or '!' ? message : message + ".";
    }
}
