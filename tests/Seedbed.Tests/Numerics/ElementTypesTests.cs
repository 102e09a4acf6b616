using Xunit;

namespace Seedbed.Tests.Numerics;

public class ElementTypesTests
{
    [Theory]
    [InlineData(ElementType.Float32, "float32", 4)]
    [InlineData(ElementType.Float64, "float64", 8)]
    [InlineData(ElementType.Float16, "float16", 2)]
    [InlineData(ElementType.BFloat16, "bfloat16", 2)]
    public void A_type_has_the_name_of_Keras_and_its_size(ElementType type, string name, int size)
    {
        Assert.Equal(name, type.Name());
        Assert.Equal(size, type.SizeInBytes());
        Assert.Equal(type, ElementTypes.Parse(name));
        Assert.True(ElementTypes.TryParse(name, out ElementType parsed));
        Assert.Equal(type, parsed);
    }

    [Fact]
    public void Every_value_of_the_enumeration_is_known()
        => Assert.All(Enum.GetValues<ElementType>(), type => Assert.Equal(type, ElementTypes.Parse(type.Name())));

    [Fact]
    public void The_types_of_NET_have_their_element_types()
    {
        Assert.Equal(ElementType.Float32, ElementTypes.Of<float>());
        Assert.Equal(ElementType.Float64, ElementTypes.Of<double>());
        Assert.Equal(ElementType.Float16, ElementTypes.Of<Half>());
        Assert.Equal(ElementType.BFloat16, ElementTypes.Of<BFloat16>());
    }

    [Fact]
    public void Another_type_is_refused_with_a_sentence()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => ElementTypes.Of<int>());
        Assert.Equal("The element type is System.Int32; it must be float, double, Half or BFloat16.", error.Message);
        Assert.Throws<NotSupportedException>(() => ElementTypes.Of<string>());
        Assert.Throws<NotSupportedException>(() => ElementTypes.Of<float?>());
    }

    [Theory]
    [InlineData("float8", " Did you mean 'float32'?")]
    [InlineData("Float32", " Did you mean 'float32'?")]
    [InlineData("half", "")]
    [InlineData("", "")]
    public void Another_name_is_refused_with_the_list_of_the_allowed(string name, string meant)
    {
        FormatException error = Assert.Throws<FormatException>(() => ElementTypes.Parse(name));
        Assert.Equal($"dtype is '{name}'; it must be one of float32, float64, float16, bfloat16.{meant}", error.Message);
        Assert.False(ElementTypes.TryParse(name, out _));
    }

    [Fact]
    public void Null_is_no_name()
    {
        Assert.Throws<ArgumentNullException>(() => ElementTypes.Parse(null!));
        Assert.False(ElementTypes.TryParse(null, out _));
    }

    [Fact]
    public void A_value_outside_the_enumeration_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ((ElementType)17).Name());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((ElementType)(-1)).SizeInBytes());
    }
}
