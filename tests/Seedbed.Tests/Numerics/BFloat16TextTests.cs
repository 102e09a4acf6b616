using System.Globalization;
using System.Text;
using Xunit;

namespace Seedbed.Tests.Numerics;

public class BFloat16TextTests
{
    [Fact]
    public void Every_value_is_written_with_at_most_four_digits_and_read_back()
    {
        Span<char> chars = stackalloc char[64];
        Span<byte> utf8 = stackalloc byte[64];
        foreach (ushort bits in BitPatterns.All16().Where(bits => (bits & 0x7FFF) <= 0x7F80))
        {
            BFloat16 value = BFloat16.FromBits(bits);
            string text = value.ToString(CultureInfo.InvariantCulture);

            Assert.Equal(bits, BFloat16.Parse(text, CultureInfo.InvariantCulture).ToBits());
            Assert.InRange(SignificantDigits(text), 0, 4);
            Assert.True(value.TryFormat(chars, out int charsWritten, default, CultureInfo.InvariantCulture));
            Assert.Equal(text, chars[..charsWritten].ToString());
            Assert.True(BFloat16.TryParse(chars[..charsWritten], CultureInfo.InvariantCulture, out BFloat16 fromChars));
            Assert.Equal(bits, fromChars.ToBits());
            Assert.True(value.TryFormat(utf8, out int bytesWritten, default, CultureInfo.InvariantCulture));
            Assert.Equal(text, Encoding.UTF8.GetString(utf8[..bytesWritten]));
            Assert.Equal(bits, BFloat16.Parse(utf8[..bytesWritten], CultureInfo.InvariantCulture).ToBits());
        }
    }

    [Fact]
    public void No_decimal_with_fewer_digits_would_be_read_back_unless_it_is_farther_off()
    {
        foreach (ushort bits in BitPatterns.All16().Where(bits => bits is > 0 and < 0x7F80))
        {
            BFloat16 value = BFloat16.FromBits(bits);
            int digits = SignificantDigits(value.ToString(CultureInfo.InvariantCulture));
            if (digits > 1)
            {
                string shorter = ((double)value).ToString($"E{digits - 2}", CultureInfo.InvariantCulture);
                Assert.NotEqual(bits, BFloat16.Parse(shorter, CultureInfo.InvariantCulture).ToBits());
            }
        }
    }

    /// <summary>The digits between the first and the last that are not zero, without the exponent.</summary>
    private static int SignificantDigits(string text)
        => new string([.. text.Split('E')[0].Where(char.IsDigit)]).Trim('0').Length;

    [Theory]
    [InlineData(0x3F80, null, "1")]
    [InlineData(0x3C24, null, "0.01")]
    [InlineData(0x4049, "R", "3.14")]
    [InlineData(0x4049, "G", "3.14")]
    [InlineData(0x4049, "F6", "3.140625")]
    [InlineData(0x4049, "E2", "3.14E+000")]
    [InlineData(0x7F7F, null, "3.39E+38")]
    [InlineData(0x0001, null, "9E-41")]
    [InlineData(0x8000, null, "-0")]
    [InlineData(0xFFC0, null, "NaN")]
    [InlineData(0xFF80, null, "-Infinity")]
    public void Known_values_have_known_texts(int bits, string? format, string expected)
        => Assert.Equal(expected, BFloat16.FromBits((ushort)bits).ToString(format, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1", 0x3F80)]
    [InlineData(" -2.5e0 ", 0xC020)]
    [InlineData("1,024", 0x4480)]
    [InlineData("1.00390625", 0x3F80)] // a tie: to even
    [InlineData("1.0039062500001", 0x3F81)] // above the tie by less than half a float's step: rounded once
    [InlineData("1e39", 0x7F80)]
    [InlineData("-1e-60", 0x8000)]
    [InlineData("NaN", 0xFFC0)]
    [InlineData("Infinity", 0x7F80)]
    public void Known_texts_have_known_values(string text, int expected)
    {
        Assert.Equal(expected, BFloat16.Parse(text).ToBits());
        Assert.True(BFloat16.TryParse(text, out BFloat16 value));
        Assert.Equal(expected, value.ToBits());
    }

    [Theory]
    [InlineData("")]
    [InlineData("one")]
    [InlineData("1.2.3")]
    public void What_is_no_number_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => BFloat16.Parse(text));
        Assert.Throws<FormatException>(() => BFloat16.Parse(Encoding.UTF8.GetBytes(text), CultureInfo.InvariantCulture));
        Assert.False(BFloat16.TryParse(text, out BFloat16 value));
        Assert.Equal(0, value.ToBits());
        Assert.False(BFloat16.TryParse(Encoding.UTF8.GetBytes(text), CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public void Styles_and_cultures_are_respected()
    {
        NumberFormatInfo comma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

        Assert.Equal("1,5", ((BFloat16)1.5f).ToString(comma));
        Assert.Equal(1.5f, (float)BFloat16.Parse("1,5", comma));
        Assert.False(BFloat16.TryParse("1.5", NumberStyles.Integer, CultureInfo.InvariantCulture, out _));
        Assert.False(BFloat16.TryParse((string?)null, out _));
        Assert.False(((BFloat16)1.5f).TryFormat(new char[2], out int written));
        Assert.Equal(0, written);
    }
}
