using System.Diagnostics;

namespace Seedbed.Cli;

/// <summary>
/// A line on standard error while long work runs: how much of it is done, how fast, and how long it takes still. Nothing where standard
/// error is no terminal or the work is short. It has the terminal's own colour, which is legible on every ground.
/// </summary>
internal sealed class ProgressBar
{
    /// <summary>More often nobody reads; and before the first time there is no rate worth telling.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly Terminal _terminal;
    private readonly ProgressLine _line;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown;

    private ProgressBar(Terminal terminal, ProgressLine line) => (_terminal, _line) = (terminal, line);

    /// <summary>Does the work.</summary>
    /// <param name="terminal">Where the bar may stand.</param>
    /// <param name="title">Before the bar.</param>
    /// <param name="total">The amount of work.</param>
    /// <param name="worthShowing">The least amount for which there is a bar.</param>
    /// <param name="work">Reports how much is done in all.</param>
    /// <param name="unit">What the work is counted in.</param>
    internal static T Run<T>(
        Terminal terminal, string title, long total, long worthShowing, Func<IProgress<long>, T> work, AmountUnit unit = AmountUnit.Bytes)
    {
        return Run<T>(terminal, title, total, worthShowing, (IProgress<(long Done, string Title)> progress) =>
            work(new Sink<long>(done => progress.Report((done, title)))), unit);
    }

    /// <summary>The same with a title that changes.</summary>
    /// <param name="terminal">Where the bar may stand.</param>
    /// <param name="title">Before the bar.</param>
    /// <param name="total">The amount of work.</param>
    /// <param name="worthShowing">The least amount for which there is a bar.</param>
    /// <param name="work">Reports how much is done in all, and the title from now on.</param>
    /// <param name="unit">What the work is counted in.</param>
    internal static T Run<T>(
        Terminal terminal, string title, long total, long worthShowing, Func<IProgress<(long Done, string Title)>, T> work,
        AmountUnit unit = AmountUnit.Steps)
    {
        if (!terminal.HasProgress || total < worthShowing)
        {
            return work(new Sink<(long Done, string Title)>(_ => { }));
        }

        ProgressBar bar = new(terminal, new ProgressLine(PrintableText.Of(title), total, unit));
        try
        {
            return work(new Sink<(long Done, string Title)>(bar.Show));
        }
        finally
        {
            terminal.ShowStatus("");
        }
    }

    private void Show((long Done, string Title) state)
    {
        TimeSpan elapsed = _clock.Elapsed;
        if (elapsed - _shown >= s_interval)
        {
            _shown = elapsed;

            // The last column stays free: in it some terminals break the line.
            ProgressLine line = _line with { Title = PrintableText.Of(state.Title) };
            _terminal.ShowStatus(line.Text(state.Done, elapsed.TotalSeconds, _terminal.ErrorWidth - 1));
        }
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it reports on the caller's thread, so in order.</summary>
    private sealed class Sink<TValue>(Action<TValue> report) : IProgress<TValue>
    {
        public void Report(TValue value) => report(value);
    }
}
