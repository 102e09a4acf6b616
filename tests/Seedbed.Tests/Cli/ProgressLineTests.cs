using Seedbed.Cli;
using Xunit;

namespace Seedbed.Tests.Cli;

public sealed class ProgressLineTests
{
    private static readonly ProgressLine s_line = new("model.safetensors", 3_000_000_000, AmountUnit.Bytes);

    [Theory]
    [InlineData(79, "model.safetensors ██████████░░░░░░░░░░░░░░░░░░░░  33% 1/3 GB 500 MB/s 4 s left")]
    [InlineData(39, "██░░░░░░  33% 1/3 GB 500 MB/s 4 s left")]
    [InlineData(31, " 33% 1/3 GB 500 MB/s 4 s left")]
    [InlineData(24, " 33% 500 MB/s 4 s left")]
    [InlineData(10, "33%")]
    [InlineData(2, "")]
    public void It_shows_what_there_is_room_for(int width, string expected)
    {
        string text = s_line.Text(1_000_000_000, 2, width);

        Assert.Equal(expected, text);
        Assert.True(text.Length <= width);
    }

    [Fact]
    public void It_fits_every_width_at_every_time() =>
        Assert.All(Enumerable.Range(1, 120), width => Assert.All(
            (long[])[0, 1, 12_345_678, 2_999_999_999, 3_000_000_000, 9_000_000_000],
            done => Assert.InRange(s_line.Text(done, 0.3, width).Length, 0, width)));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.2, "1 s")]
    [InlineData(59, "59 s")]
    [InlineData(130, "2 min 10 s")]
    [InlineData(3900, "1 h 5 min")]
    [InlineData(90000, "1 day 1 h")]
    [InlineData(1e6, "11 days")]
    [InlineData(double.PositiveInfinity, "1000000 days")]
    public void Times_have_their_two_largest_parts(double seconds, string text) => Assert.Equal(text, Amounts.Duration(seconds));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(999.6, "1 kB")]
    [InlineData(1234, "1.2 kB")]
    [InlineData(12_345_678, "12 MB")]
    [InlineData(9.96e9, "10 GB")]
    public void Amounts_have_a_prefix(double amount, string text) => Assert.Equal(text, Amounts.Of(amount, AmountUnit.Bytes));

    /// <summary>A note that comes in between stands on a line of its own.</summary>
    [Fact]
    public void A_note_erases_the_bar()
    {
        using StringWriter error = new() { NewLine = "\n" };
        Terminal terminal = new(error) { HasErrorScreen = true };

        terminal.ShowStatus("half");
        terminal.Note("careful.");
        terminal.ShowStatus("more");
        terminal.ShowStatus("");

        Assert.Equal("half\r    \rseedbed: careful.\nmore\r    \r", error.ToString());
    }
}
