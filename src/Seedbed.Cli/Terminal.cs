using System.Text;
using Spectre.Console;

namespace Seedbed.Cli;

/// <summary>Where the tool writes: data to <see cref="Output"/>, everything else to <see cref="Error"/>.</summary>
/// <param name="error">Standard error, or what a test reads.</param>
internal sealed class Terminal(TextWriter error)
{
    /// <summary>The width of text that goes nowhere in particular.</summary>
    internal const int DefaultWidth = 80;

    /// <summary>More data is not kept: lists of very many tensors.</summary>
    private const int MuchOutput = 1 << 22;

    private Stream? _standardOutput;

    /// <summary>
    /// Data, and nothing else; kept until <see cref="Flush"/>, so that a command that fails prints none of it. A command prints when its
    /// work is done.
    /// </summary>
    internal StringWriter Output { get; } = new();

    /// <summary>Progress, notes and faults.</summary>
    internal TextWriter Error { get; } = error;

    /// <summary>The columns of the terminal that data goes to; null where it goes to a file or a pipe, whose lines have no end.</summary>
    internal int? Width { get; private init; }

    /// <summary>Whether data may be coloured.</summary>
    internal bool HasColor { get; private init; }

    /// <summary>Whether progress can be shown.</summary>
    internal bool HasProgress { get; private init; }

    /// <summary>The streams of this process.</summary>
    internal static Terminal OfProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        bool isTerminal = !Console.IsOutputRedirected;
        return new Terminal(Console.Error)
        {
            _standardOutput = Console.OpenStandardOutput(),
            Width = isTerminal ? WindowWidth() : null,
            HasColor = isTerminal && AllowsColor(),
            HasProgress = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        };
    }

    /// <summary>The text in bold where colour is allowed.</summary>
    internal string Bold(string text) => HasColor ? $"\e[1m{text}\e[0m" : text;

    /// <summary>The text in grey where colour is allowed.</summary>
    internal string Dim(string text) => HasColor ? $"\e[2m{text}\e[0m" : text;

    /// <summary>The text in green where colour is allowed.</summary>
    internal string Green(string text) => HasColor ? $"\e[32m{text}\e[0m" : text;

    /// <summary>A line about the work or its end.</summary>
    internal void Note(string sentence)
    {
        try
        {
            Error.WriteLine($"seedbed: {PrintableText.OfSentence(sentence)}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Nobody listens, or the stream is closed: the status still tells.
        }
    }

    /// <summary>Hands the data so far to the operating system.</summary>
    /// <exception cref="IOException">It refused.</exception>
    internal void Flush()
    {
        if (_standardOutput is null)
        {
            return;
        }

        StringBuilder text = Output.GetStringBuilder();
        try
        {
            using StreamWriter writer = new(_standardOutput, leaveOpen: true);
            foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
            {
                writer.Write(chunk.Span);
            }

            writer.Flush();
            text.Clear();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw new IOException($"cannot write to standard output: {SystemRefusals.ReasonOf(fault)}.", fault);
        }
    }

    /// <summary>Hands on what is printed so far where it is much.</summary>
    /// <exception cref="IOException">The operating system refused.</exception>
    internal void FlushIfMuch()
    {
        if (Output.GetStringBuilder().Length > MuchOutput)
        {
            Flush();
        }
    }

    private static int WindowWidth()
    {
        int width = Console.WindowWidth;
        return width > 0 ? width : DefaultWidth;
    }

    /// <summary>
    /// NO_COLOR (no-color.org) and terminals that show escape codes as text; Spectre.Console knows the latter, and wakes those of Windows.
    /// </summary>
    private static bool AllowsColor() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }).Profile.Capabilities.Ansi;
}
