using Seedbed.Cli;
using Seedbed.Cli.Output;
using Xunit;

namespace Seedbed.Tests.Cli.Output;

public sealed class TextTableTests
{
    private static readonly TableColumn[] s_columns =
        [new("name", Least: 12), new("shape", ColumnKind.Whole), TableColumn.OfNumbers("mean"), TableColumn.OfNumbers("zeros") with { IsSpare = true }];

    [Fact]
    public void Without_a_width_everything_stands_on_one_line() => Assert.Equal(
        ["name                                 shape        mean  zeros", "encoder/block_1/attention/key/kernel  [512, 512]  0.125      0"],
        Lines(null, Row("encoder/block_1/attention/key/kernel")).Select(line => line.Replace("name  ", "name ", StringComparison.Ordinal)));

    [Fact]
    public void A_long_name_loses_its_middle_and_a_column_of_nothing_goes() => Assert.Equal(
        ["name                  shape        mean", "encoder/bl…key/kernel  [512, 512]  0.125"],
        Lines(40, Row("encoder/block_1/attention/key/kernel")).Select(line => line.Replace("name   ", "name  ", StringComparison.Ordinal)));

    [Fact]
    public void Where_that_is_not_enough_the_name_stands_above() => Assert.Equal(
        ["name", "  shape                             mean", "encoder/block_1/attention/key/kernel", "  [1, 2, 3, 4, 5, 6, 7, 8, 9]      0.125"],
        Lines(40, ["encoder/block_1/attention/key/kernel", "[1, 2, 3, 4, 5, 6, 7, 8, 9]", "    0.125", ""]));

    [Fact]
    public void In_the_end_every_cell_stands_beside_its_title() => Assert.Equal(
        ["encoder/block_1/attention/key/kernel", "  shape [1, 2, 3, 4, 5, 6, 7, 8, 9]", "  mean -0.000123456789  zeros 12345678"],
        Lines(40, ["encoder/block_1/attention/key/kernel", "[1, 2, 3, 4, 5, 6, 7, 8, 9]", "-0.000123456789", "12345678"]));

    [Theory]
    [InlineData("abcdefgh", 8, "abcdefgh")]
    [InlineData("abcdefgh", 7, "abc…fgh")]
    [InlineData("abcdefgh", 4, "a…gh")]
    [InlineData("abcdefgh", 1, "…")]
    [InlineData("abcdefgh", 0, "")]
    [InlineData("a🌱🌱b", 5, "a…b")]
    [InlineData("🌱🌱🌱", 4, "…🌱")]
    public void A_name_is_shortened_in_the_middle(string text, int width, string shortened) =>
        Assert.Equal(shortened, ShortenedText.Middle(text, width));

    private static string[] Row(string name) => [name, "[512, 512]", "0.125", "0"];

    private static string[] Lines(int? width, string[] row)
    {
        Terminal terminal = new(TextWriter.Null) { Width = width };
        TextTable.Print(terminal, s_columns, [row]);
        return terminal.Output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
