using System.Text.Json;
using Seedbed.Serialization;

namespace Seedbed.Cli;

/// <summary>What is told about an exception: the status and one sentence.</summary>
/// <param name="Status">The process's exit status.</param>
/// <param name="Sentence">What was got, what is allowed, what to do.</param>
internal readonly record struct Fault(int Status, string Sentence)
{
    /// <summary>The same on one line for programs.</summary>
    internal string Json()
    {
        Fault told = this;
        return Output.JsonOutput.Line(json =>
        {
            json.WriteString("error", told.Sentence);
            json.WriteNumber("status", told.Status);
        });
    }

    internal static Fault Of(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [Exception first, ..] } => Of(first),
        OperationCanceledException => new(ExitStatus.Interrupted, "stopped; nothing was left behind."),
        OutOfMemoryException => new(ExitStatus.SystemRefused, "there is not enough memory; make the tensor smaller or draw it in slices."),

        // An IOException by its type, but what it tells is that the content is damaged.
        EndOfStreamException => new(ExitStatus.Refused, SentenceOf(exception)),
        FileNotFoundException { FileName: { } path } => new(ExitStatus.SystemRefused, SentenceOf(exception) + NearestFile(path)),
        IOException or UnauthorizedAccessException => new(ExitStatus.SystemRefused, SentenceOf(exception)),
        OverflowException =>
            new(ExitStatus.Refused, "a size or a number of elements is beyond what is computed here; make the sizes in the input smaller."),
        ArgumentException or FormatException or NotSupportedException or InvalidDataException or JsonException or ArithmeticException =>
            new(ExitStatus.Refused, SentenceOf(exception)),
        _ => new(ExitStatus.Refused, $"a fault of seedbed itself, please report it: {exception.GetType().Name}: {SentenceOf(exception)}"),
    };

    /// <summary>The file that was probably meant.</summary>
    private static string NearestFile(string path)
    {
        const int mostCompared = 1000;
        try
        {
            string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
            return Directory.Exists(folder)
                ? NearestName.Suggestion(
                    Path.GetFileName(path),
                    [.. Directory.EnumerateFileSystemEntries(folder).Take(mostCompared).Select(entry => Path.GetFileName(entry))])
                : "";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "";
        }
    }

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
