using Seedbed.Cli;
using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>The bar's line fits the terminal.</summary>
public sealed class ProgressBarTests
{
    [Theory]
    [InlineData(40, "sequential, e…")]
    [InlineData(80, "sequential, epoch 12/100, loss 0.1234, rate…")]
    [InlineData(200, "sequential, epoch 12/100, loss 0.1234, rate 0.001")]
    [InlineData(10, "…")]
    public void A_title_is_cut_where_the_line_ends(int width, string expected)
    {
        string title = ProgressBar.Fitted("sequential, epoch 12/100, loss 0.1234, rate 0.001", width);

        Assert.Equal(expected, title);
        Assert.True(width < 30 || title.Length + ProgressBar.BarWidth(width) + "100%".Length + "00:00:00".Length + 4 <= width);
    }
}
