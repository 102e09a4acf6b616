using Xunit;

namespace Seedbed.Tests.Docs.Samples;

/// <summary>Samples are held to what their tables say, so the reader of tables must not take one number for another.</summary>
public sealed class PrintedTablesTests
{
    private const string Text = "a heading\nname        loss  of step 1\nfirst row    1.5      2E-3\nsecond       -3         4\n\nname   "
        + "loss  more\nthird   5.0     6\n";

    [Theory]
    [InlineData("first row", "loss", 1.5)]
    [InlineData("first row", "of step 1", 0.002)]
    [InlineData("second", "loss", -3)]
    [InlineData("third", "loss", 5)]
    [InlineData("third", "more", 6)]
    public void A_number_is_found_by_its_row_and_column(string row, string column, double number) =>
        Assert.Equal(number, new PrintedTables(Text)[row, column]);

    [Theory]
    [InlineData("third", "of step 1")]
    [InlineData("fourth", "loss")]
    [InlineData("name", "loss")]
    public void What_is_not_there_is_an_error(string row, string column) =>
        Assert.Throws<ArgumentException>(() => new PrintedTables(Text)[row, column]);

    [Fact]
    public void A_line_of_another_length_begins_a_table() =>
        Assert.Throws<ArgumentException>(() => new PrintedTables("a  b\n1  2  3\nx  4  5\n")["x", "b"]);
}
