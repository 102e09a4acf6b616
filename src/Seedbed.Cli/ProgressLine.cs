using Seedbed.Cli.Output;

namespace Seedbed.Cli;

/// <summary>What a bar shows: title, part, bar, amounts, rate and time left, as much of it as a width has room for.</summary>
/// <param name="Title">What is being done.</param>
/// <param name="Total">The amount of work, at least 1.</param>
/// <param name="Unit">What it is counted in.</param>
internal sealed record ProgressLine(string Title, long Total, AmountUnit Unit)
{
    private const int LongestBar = 30;
    private const int ShortestBar = 8;
    private const int ShortestTitle = 12;

    /// <summary>One line, no longer than the width.</summary>
    /// <param name="done">How much is done.</param>
    /// <param name="seconds">How long it took, above 0.</param>
    /// <param name="width">At least 1.</param>
    internal string Text(long done, double seconds, int width)
    {
        done = Math.Clamp(done, 0, Total);
        double rate = done / seconds;
        string part = $"{done * 100.0 / Total:F0}%".PadLeft(4);
        string left = done == 0 ? "" : $"{Amounts.Duration((Total - done) / rate)} left";
        string[] numbers = [part, Amounts.Pair(done, Total, Unit), $"{Amounts.Of(rate, Unit)}/s", left];
        string[] choices = [Joined(numbers), Joined([part, numbers[2], left]), part.Trim()];
        string text = choices.FirstOrDefault(choice => choice.Length <= width, "");
        if (text != choices[0])
        {
            return text;
        }

        int room = width - text.Length - 2;
        int title = room - 1 - ShortestBar >= ShortestTitle ? Math.Min(Title.Length, room - 1 - ShortestBar) : 0;
        int bar = Math.Min(LongestBar, room - (title == 0 ? 0 : title + 1));
        string[] front = [ShortenedText.Middle(Title, title), bar >= ShortestBar ? Bar((double)done / Total, bar) : ""];
        return Joined([.. front, .. numbers]);
    }

    private static string Bar(double part, int width)
    {
        int full = (int)(part * width);
        return new string('█', full) + new string('░', width - full);
    }

    private static string Joined(IEnumerable<string> parts) => string.Join(" ", parts.Where(part => part.Length > 0));
}
