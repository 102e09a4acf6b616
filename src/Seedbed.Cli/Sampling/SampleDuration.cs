using System.Diagnostics;

namespace Seedbed.Cli.Sampling;

/// <summary>Tells once how long statistics will take, where that is long, and what is quicker.</summary>
/// <param name="terminal">Where it is told.</param>
/// <param name="total">The values that are drawn in all, each once for the statistics and once for the histogram.</param>
internal sealed class SampleDuration(Terminal terminal, long total)
{
    /// <summary>So much is drawn before a rate is worth telling.</summary>
    private static readonly TimeSpan s_trial = TimeSpan.FromSeconds(1);

    /// <summary>Less is waited for without a word.</summary>
    private const double LongSeconds = 60;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool _isTold;

    /// <summary>Looks at the clock.</summary>
    /// <param name="done">The values that are drawn so far.</param>
    internal void Tell(long done)
    {
        if (_isTold || _clock.Elapsed < s_trial)
        {
            return;
        }

        _isTold = true;
        double left = (total - done) * (_clock.Elapsed.TotalSeconds / done);
        if (left >= LongSeconds)
        {
            terminal.Note(
                $"statistics of {total / 2:N0} values take about {Amounts.Duration(left)} here; Ctrl-C stops them, --slice START:COUNT "
                + "takes a part, and -o FILE.npy writes the values instead.");
        }
    }
}
