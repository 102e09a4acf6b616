using Seedbed.Cli;
using Xunit;

namespace Seedbed.Tests.Cli;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("grün 名前\t🌱", "grün 名前\t🌱")]
    [InlineData("\e]0;x\a\u009b1m\u007f", "\ufffd]0;x\ufffd\ufffd1m\ufffd")]
    [InlineData("a\r\nb", "a\ufffd\ufffdb")]
    [InlineData("\u202a\u202e\u2066\u2069\u2070", "\ufffd\ufffd\ufffd\ufffd\u2070")]
    public void What_steers_is_marked(string text, string shown) => Assert.Equal(shown, PrintableText.Of(text));

    [Fact]
    public void A_fault_is_cut_and_clean()
    {
        using StringWriter error = new();

        new Terminal(error).Note(new string('x', PrintableText.LongestSentence - 1) + "🌱\e[31m" + new string('y', 1_000_000));

        Assert.Equal($"seedbed: {new string('x', PrintableText.LongestSentence - 1)}…", error.ToString().TrimEnd());
    }

    [Fact]
    public void A_sentence_as_long_as_that_is_whole() =>
        Assert.Equal(
            new string('x', PrintableText.LongestSentence), PrintableText.OfSentence(new string('x', PrintableText.LongestSentence)));
}
