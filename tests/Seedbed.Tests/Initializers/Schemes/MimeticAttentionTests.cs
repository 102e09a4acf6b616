using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>The two products of attention that looks trained.</summary>
public sealed class MimeticAttentionTests
{
    private const int Width = 24;

    /// <summary>With one head as wide as the input nothing is cut: (W_Q·W_Kᵀ − βI)/α is noise of variance 1/d.</summary>
    [Theory]
    [InlineData(AttentionProjection.Query, 0.7, 0.7)]
    [InlineData(AttentionProjection.Value, 0.4, -0.4)]
    public void A_product_is_noise_and_an_identity(AttentionProjection first, double alpha, double beta)
    {
        double[] product = Product(first, heads: 1, alpha: null);
        double[] noise = [.. product.Select((value, i) => (value - (i % (Width + 1) == 0 ? beta : 0)) / alpha)];

        Assert.Equal(0, noise.Average(), 4 / Math.Sqrt(Width) / Width);
        Assert.Equal(1.0 / Width, noise.Average(value => value * value), 0.2 / Width);
        Assert.Equal(beta, Enumerable.Range(0, Width).Average(i => product[i * (Width + 1)]), 4 * alpha / Width);
    }

    [Fact]
    public void Without_noise_the_products_are_identities_and_the_factors_share_its_root()
    {
        Assert.All(Product(AttentionProjection.Query, 1, 0).Select((value, i) => value - (i % (Width + 1) == 0 ? 0.7 : 0)), value => Assert.Equal(0, value, 1e-14));
        Assert.All(Product(AttentionProjection.Value, 3, 0).Select((value, i) => value + (i % (Width + 1) == 0 ? 0.4 : 0)), value => Assert.Equal(0, value, 1e-14));
        double[] query = new MimeticAttention(AttentionProjection.Query, 0, seed: 1).CreateArray<double>([Width, 4, 6]);
        Assert.Equal(0.7 * Width, query.Sum(value => value * value), 1e-12);
    }

    /// <summary>A head's scores are the nearest of its rank (Eckart and Young): W_Q and W_K have equal columns' lengths, each orthogonal to the others.</summary>
    [Fact]
    public void Heads_are_cut_to_their_width_and_drawn_apart()
    {
        double[] query = new MimeticAttention(AttentionProjection.Query, seed: 3).CreateArray<double>([Width, 4, 6]);
        double[] key = new MimeticAttention(AttentionProjection.Key, seed: 3).CreateArray<double>([Width, 4, 6]);

        for (int unit = 0; unit < 24; unit++)
        {
            for (int other = unit / 6 * 6; other <= unit; other++)
            {
                double inner = Inner(query, unit, query, other);
                Assert.Equal(inner, Inner(key, unit, key, other), 1e-12);
                Assert.True(unit == other ? inner > 0.5 : Math.Abs(inner) < 1e-12, $"{unit}, {other}: {inner}");
            }
        }

        Assert.True(Math.Abs(Inner(query, 0, query, 6)) > 1e-6);

        static double Inner(double[] a, int i, double[] b, int j) => Enumerable.Range(0, Width).Sum(row => a[(row * 24) + i] * b[(row * 24) + j]);
    }

    [Fact]
    public void A_shape_without_room_gets_a_sentence() => Assert.StartsWith(
        "MimeticAttention cuts products of 8 × 8 to the width of all heads, but the shape [8, 3, 4] has 12 there",
        Assert.Throws<ArgumentException>(() => new MimeticAttention(AttentionProjection.Value).CreateArray<float>([8, 3, 4])).Message, StringComparison.Ordinal);

    /// <summary>The sum over heads of the first kernel times the second, (d, d).</summary>
    private static double[] Product(AttentionProjection first, int heads, double? alpha)
    {
        bool isScores = first == AttentionProjection.Query;
        Shape shape = [Width, heads, Width / heads];
        double[] left = new MimeticAttention(first, alpha, seed: 7).CreateArray<double>(shape);
        double[] right = isScores
            ? new MimeticAttention(AttentionProjection.Key, alpha, seed: 7).CreateArray<double>(shape)
            : new MimeticAttention(AttentionProjection.Output, alpha, seed: 7).CreateArray<double>([heads, Width / heads, Width]);
        return
        [
            .. Enumerable.Range(0, Width * Width).Select(i => Enumerable.Range(0, Width).Sum(k =>
                left[(i / Width * Width) + k] * (isScores ? right[(i % Width * Width) + k] : right[(k * Width) + (i % Width)]))),
        ];
    }
}
