using Spectre.Console;

namespace Seedbed.Cli;

/// <summary>A bar on standard error while long work runs; nothing where standard error is no terminal or the work is short.</summary>
internal static class ProgressBar
{
    /// <summary>Does the work.</summary>
    /// <param name="terminal">Where the bar may stand.</param>
    /// <param name="title">Above the bar.</param>
    /// <param name="total">The amount of work.</param>
    /// <param name="worthShowing">The least amount for which there is a bar.</param>
    /// <param name="work">Reports how much is done in all.</param>
    internal static T Run<T>(Terminal terminal, string title, long total, long worthShowing, Func<IProgress<long>, T> work)
    {
        return Run<T>(terminal, title, total, worthShowing, (IProgress<(long Done, string Title)> progress) =>
            work(new Sink<long>(done => progress.Report((done, title)))));
    }

    /// <summary>The same with a title that changes.</summary>
    /// <param name="terminal">Where the bar may stand.</param>
    /// <param name="title">Above the bar.</param>
    /// <param name="total">The amount of work.</param>
    /// <param name="worthShowing">The least amount for which there is a bar.</param>
    /// <param name="work">Reports how much is done in all, and the title from now on.</param>
    internal static T Run<T>(
        Terminal terminal, string title, long total, long worthShowing, Func<IProgress<(long Done, string Title)>, T> work)
    {
        if (!terminal.HasProgress || total < worthShowing)
        {
            return work(new Sink<(long Done, string Title)>(_ => { }));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        int width = console.Profile.Width;
        int bar = BarWidth(width);
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = bar }, new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(Fitted(PrintableText.Of(title), width)), maxValue: total);
                return work(new Sink<(long Done, string Title)>(state =>
                {
                    task.Value = state.Done;
                    task.Description = Markup.Escape(Fitted(PrintableText.Of(state.Title), width));
                }));
            });
    }

    /// <summary>A quarter of the terminal, at most what Spectre.Console takes.</summary>
    internal static int BarWidth(int width) => Math.Clamp(width / 4, 5, 40);

    /// <summary>The title, cut where bar, percentage, time left and the gaps between them leave no room for it on the line.</summary>
    internal static string Fitted(string title, int width)
    {
        const int PercentageWidth = 4;
        const int TimeWidth = 8;
        const int Gaps = 4;
        int room = Math.Max(1, width - BarWidth(width) - PercentageWidth - TimeWidth - Gaps);
        return title.Length <= room ? title : $"{title[..(room - 1)]}…";
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it reports on the caller's thread, so in order.</summary>
    private sealed class Sink<TValue>(Action<TValue> report) : IProgress<TValue>
    {
        public void Report(TValue value) => report(value);
    }
}
