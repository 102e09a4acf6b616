using Seedbed.Cli.Output;
using Xunit;

namespace Seedbed.Tests.Cli.Output;

public sealed class WrappedTextTests
{
    private const string Text = "embeddings, transformers and a-word-that-is-longer-than-the-width, at the end";

    [Fact]
    public void Without_a_width_there_is_one_line() => Assert.Equal([Text], WrappedText.Lines(Text, null));

    [Fact]
    public void Lines_break_between_words() =>
        Assert.Equal(
            ["embeddings,", "transformers and", "a-word-that-is-", "longer-than-the-", "width, at the end"],
            WrappedText.Lines(Text, 20));

    [Fact]
    public void A_line_may_be_as_long_as_the_width() =>
        Assert.Equal(["12345678901234567890", "12345"], WrappedText.Lines("12345678901234567890 12345", 20));
}
