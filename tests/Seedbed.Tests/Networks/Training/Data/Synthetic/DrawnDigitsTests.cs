using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Data.Synthetic;

public sealed class DrawnDigitsTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(28)]
    public void Images_have_ink_and_ground_within_their_range(int size)
    {
        DataSet set = DrawnDigits.Create(50, seed: 9, size, noise: 0);
        double[] pixels = set.X.ToArray();

        Assert.Equal([50, size, size, 1], set.X.Dimensions);
        Assert.Equal([.. Enumerable.Range(0, 50).Select(i => (double)(i % 10))], set.Y.ToArray());
        Assert.All(pixels, pixel => Assert.InRange(pixel, 0, 1));
        Assert.All(pixels.Chunk(size * size), image => Assert.InRange(image.Average(), 0.05, 0.35));
    }

    /// <summary>
    /// Each new image is nearest to the mean image of its own class, mostly: the classes differ, and so do the images of one.
    /// </summary>
    [Fact]
    public void Classes_are_told_apart_by_their_mean_images()
    {
        double[][] known = [.. DrawnDigits.Create(500, seed: 1).X.ToArray().Chunk(784)];
        double[][] means = [.. Enumerable.Range(0, 10).Select(digit => Mean([.. known.Where((_, i) => i % 10 == digit)]))];
        double[][] images = [.. DrawnDigits.Create(200, seed: 2).X.ToArray().Chunk(784)];

        int[] read = [.. images.Select(image => Enumerable.Range(0, 10).MinBy(digit => Distance(image, means[digit])))];

        Assert.InRange(read.Where((digit, i) => digit == i % 10).Count(), 150, 200);
        Assert.True(Distance(images[0], images[10]) > 10);
    }

    [Fact]
    public void An_image_depends_on_seed_size_and_number_alone()
    {
        Assert.Equal(
            DrawnDigits.Create(7, seed: 3, size: 12).X.ToArray(), DrawnDigits.Create(20, seed: 3, size: 12).X.ToArray()[..(7 * 144)]);
        Assert.NotEqual(DrawnDigits.Create(7, seed: 3, size: 12).X.ToArray(), DrawnDigits.Create(7, seed: 4, size: 12).X.ToArray());
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused()
    {
        Assert.StartsWith("count is 0; it must be at least 1.", Refused(() => DrawnDigits.Create(0, 1)), StringComparison.Ordinal);
        Assert.StartsWith("size is 7; it must be at least 8.", Refused(() => DrawnDigits.Create(1, 1, size: 7)), StringComparison.Ordinal);
        Assert.StartsWith("noise is Infinity; it must be finite and at least 0.",
            Refused(() => DrawnDigits.Create(1, 1, noise: double.PositiveInfinity)), StringComparison.Ordinal);
    }

    private static string Refused(Func<DataSet> create) => Assert.Throws<ArgumentOutOfRangeException>(create).Message;

    private static double[] Mean(double[][] images) =>
        [.. Enumerable.Range(0, images[0].Length).Select(pixel => images.Average(image => image[pixel]))];

    private static double Distance(double[] a, double[] b) => a.Zip(b, (left, right) => (left - right) * (left - right)).Sum();
}
