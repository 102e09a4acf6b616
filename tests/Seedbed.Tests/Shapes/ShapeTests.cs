using Xunit;

namespace Seedbed.Tests.Shapes;

public sealed class ShapeTests
{
    [Fact]
    public void A_shape_counts_its_elements()
    {
        Assert.Equal(1, default(Shape).ElementCount);
        Assert.Equal(default, Shape.Create());
        Assert.Equal(73_728, Shape.Create(3, 3, 64, 128).ElementCount);
        Assert.Equal(0, Shape.Create(1L << 40, 0, 1L << 40).ElementCount);
        Assert.Equal(Shape.MaxElementCount, Shape.Create(1L << 53).ElementCount);
        Assert.Equal(512, Shape.Create(2, 2, 2, 2, 2, 2, 2, 2, 2).ElementCount);
    }

    [Fact]
    public void Too_many_elements_are_refused_even_where_64_bits_would_wrap_around()
    {
        Assert.Throws<ArgumentException>(() => Shape.Create((1L << 53) + 1));
        Assert.Throws<ArgumentException>(() => Shape.Create(1L << 32, 1L << 32));
        Assert.Throws<ArgumentException>(() => Shape.Create(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue));
        Assert.Throws<ArgumentException>(() => Shape.Create(0, -1));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(20)]
    public void Axes_count_from_both_ends_at_every_rank(int rank)
    {
        Shape shape = Enumerable.Range(1, rank).Select(dimension => dimension % 3 + 1).ToArray();

        Assert.Equal(rank, shape.Rank);
        Assert.Equal(shape.Dimensions.ToArray(), Enumerable.Range(0, rank).Select(axis => shape[axis]));
        Assert.Equal(shape.Dimensions.ToArray(), Enumerable.Range(-rank, rank).Select(axis => shape[axis]));
        Assert.Equal(shape, Shape.FromLengths(shape.ToLengths()));
        Assert.Throws<ArgumentOutOfRangeException>(() => shape[rank]);
        Assert.Throws<ArgumentOutOfRangeException>(() => shape[-rank - 1]);
    }

    [Fact]
    public void Shapes_are_equal_by_their_dimensions()
    {
        Shape shape = [3, 4];

        Assert.True(shape == new long[] { 3, 4 });
        Assert.Equal(Shape.Create(3, 4).GetHashCode(), shape.GetHashCode());
        Assert.True(shape != [4, 3]);
        Assert.NotEqual(Shape.Create(0), Shape.Create(0, 1));
        Assert.Equal(("[3, 4]", "[]"), (shape.ToString(), default(Shape).ToString()));
    }
}
