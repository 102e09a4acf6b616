using System.Text;
using Spectre.Console;

namespace Seedbed.Cli;

/// <summary>
/// Where the tool writes, data to <see cref="Output"/> and everything else to <see cref="Error"/>, and how: the one place that knows of
/// widths, colours and quiet.
/// </summary>
/// <param name="error">Standard error, or what a test reads.</param>
internal sealed class Terminal(TextWriter error)
{
    /// <summary>The width of text that goes nowhere in particular.</summary>
    internal const int DefaultWidth = 80;

    /// <summary>Less is taken for as much: numbers would not fit.</summary>
    internal const int NarrowestWidth = 40;

    /// <summary>More data is not kept: lists of very many tensors.</summary>
    private const int MuchOutput = 1 << 22;

    private readonly Lock _errorLock = new();
    private readonly int? _width;
    private string _status = "";
    private Stream? _standardOutput;

    /// <summary>
    /// Data, and nothing else; kept until <see cref="Flush"/>, so that a command that fails prints none of it. A command prints when its
    /// work is done.
    /// </summary>
    internal StringWriter Output { get; } = new();

    /// <summary>Progress, notes and faults.</summary>
    internal TextWriter Error { get; } = error;

    /// <summary>
    /// The columns that lines of data may take: COLUMNS, else those of the terminal that data goes to. Null where lines have no end: in a
    /// file or a pipe, and where nothing is to be shortened.
    /// </summary>
    internal int? Width
    {
        get => IsWide ? null : _width;
        init => _width = value is { } width ? Math.Max(width, NarrowestWidth) : null;
    }

    /// <summary>The columns of a line on standard error.</summary>
    internal int ErrorWidth { get; init; } = DefaultWidth;

    /// <summary>Whether nothing is shortened (<c>--wide</c>).</summary>
    internal bool IsWide { get; set; }

    /// <summary>Whether only faults are told (<c>--quiet</c>).</summary>
    internal bool IsQuiet { get; set; }

    /// <summary>Whether data may be coloured.</summary>
    internal bool HasColor { get; private init; }

    /// <summary>Whether data goes to a screen, which shows no bytes.</summary>
    private bool IsScreen { get; init; }

    /// <summary>What stands in sentences in place of names that the user did not give.</summary>
    internal Func<string, string> Naming { private get; set; } = sentence => sentence;

    /// <summary>Whether progress can be shown.</summary>
    internal bool HasProgress => HasErrorScreen && !IsQuiet;

    /// <summary>Whether standard error goes to a terminal whose line can be written anew.</summary>
    internal bool HasErrorScreen { private get; init; }

    /// <summary>The streams of this process.</summary>
    internal static Terminal OfProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        bool isTerminal = !Console.IsOutputRedirected;
        bool hasErrorScreen = !Console.IsErrorRedirected && !Surroundings.IsDumb;
        int? columns = Surroundings.Columns;
        return new Terminal(Console.Error)
        {
            _standardOutput = Console.OpenStandardOutput(),
            Width = columns ?? (isTerminal ? WindowWidth() : null),
            ErrorWidth = columns ?? (hasErrorScreen ? WindowWidth() : DefaultWidth),
            HasColor = isTerminal && AllowsColor(),
            IsScreen = isTerminal,
            HasErrorScreen = hasErrorScreen,
        };
    }

    /// <summary>The text in bold where colour is allowed.</summary>
    internal string Bold(string text) => HasColor ? $"\e[1m{text}\e[0m" : text;

    /// <summary>The text in grey where colour is allowed.</summary>
    internal string Dim(string text) => HasColor ? $"\e[2m{text}\e[0m" : text;

    /// <summary>The text in green where colour is allowed.</summary>
    internal string Green(string text) => HasColor ? $"\e[32m{text}\e[0m" : text;

    /// <summary>A line about the work; nothing where only faults are told.</summary>
    internal void Note(string sentence)
    {
        if (!IsQuiet)
        {
            WriteError($"seedbed: {PrintableText.OfSentence(Naming(sentence))}");
        }
    }

    /// <summary>A line about the end of the work, which is always told.</summary>
    /// <param name="fault">What went wrong.</param>
    /// <param name="asJson">For programs: an object with <c>error</c> and <c>status</c>.</param>
    internal void Tell(Fault fault, bool asJson)
    {
        Fault named = fault with { Sentence = PrintableText.OfSentence(Naming(fault.Sentence)) };
        WriteError(asJson ? named.Json() : $"seedbed: {named.Sentence}");
    }

    /// <summary>Lines for standard error; nobody need listen.</summary>
    internal void WriteError(string text)
    {
        lock (_errorLock)
        {
            try
            {
                EraseStatus();
                Error.WriteLine(text);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Nobody listens, or the stream is closed: the status still tells.
            }
        }
    }

    /// <summary>Puts a line in the place of the one that was shown last; an empty one takes it away.</summary>
    internal void ShowStatus(string line)
    {
        lock (_errorLock)
        {
            EraseStatus();
            Error.Write(line);
            Error.Flush();
            _status = line;
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

    /// <summary>Standard output for bytes in place of text.</summary>
    /// <param name="option">What asks for it.</param>
    /// <param name="asJson">Whether text is to be printed too.</param>
    /// <exception cref="ArgumentException">It is a screen, or text is to go there too.</exception>
    internal Stream OpenBytes(string option, bool asJson) =>
        asJson ? throw new ArgumentException(
            $"{option} and --json both take standard output; leave one out, or name a file.")
        : IsScreen ? throw new ArgumentException(
            $"{option} writes bytes to standard output, which is a terminal here; send them on (> FILE, | COMMAND), or name a file.")
        : new StandardOutput();

    private static int WindowWidth()
    {
        try
        {
            int width = Console.WindowWidth;
            return width > 0 ? width : DefaultWidth;
        }
        catch (IOException)
        {
            // Windows asks standard output, which may go elsewhere than the terminal of standard error.
            return DefaultWidth;
        }
    }

    /// <summary>
    /// NO_COLOR (no-color.org) and terminals that show escape codes as text; Spectre.Console knows the latter, and wakes those of Windows.
    /// </summary>
    private static bool AllowsColor() =>
        !Surroundings.ForbidsColor
        && AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }).Profile.Capabilities.Ansi;

    /// <summary>With spaces, which every terminal knows.</summary>
    private void EraseStatus()
    {
        if (_status.Length > 0)
        {
            Error.Write($"\r{new string(' ', _status.Length)}\r");
            _status = "";
        }
    }
}
