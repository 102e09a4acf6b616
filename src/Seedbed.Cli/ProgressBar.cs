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
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(PrintableText.Of(title)), maxValue: total);
                return work(new Sink<(long Done, string Title)>(state =>
                {
                    task.Value = state.Done;
                    task.Description = Markup.Escape(PrintableText.Of(state.Title));
                }));
            });
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it reports on the caller's thread, so in order.</summary>
    private sealed class Sink<TValue>(Action<TValue> report) : IProgress<TValue>
    {
        public void Report(TValue value) => report(value);
    }
}
