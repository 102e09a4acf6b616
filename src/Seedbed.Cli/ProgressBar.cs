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
        if (!terminal.HasProgress || total < worthShowing)
        {
            return work(new Sink(_ => { }));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(PrintableText.Of(title)), maxValue: total);
                return work(new Sink(done => task.Value = done));
            });
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it reports on the caller's thread, so in order.</summary>
    private sealed class Sink(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
