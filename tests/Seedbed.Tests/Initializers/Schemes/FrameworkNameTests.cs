using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Serialization;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>Dotted names have their framework's meaning, bare ones Keras's.</summary>
public sealed class FrameworkNameTests
{
    private static readonly InitializerRegistry s_registry = InitializerRegistry.Default;

    [Fact]
    public void Every_name_makes_an_initializer()
    {
        Assert.All(FrameworkNames.All, name =>
        {
            IEnumerable<string> needed = name.Parameters.Where(parameter => parameter.Default is null).Select(parameter => $"{parameter.Name}=0.5");
            Initializer initializer = s_registry.Get($"{name.ClassName}({string.Join(", ", needed)})");
            Assert.Equal(initializer.GetType(), s_registry.Deserialize(s_registry.Serialize(Written(initializer)))!.GetType());
        });
        Assert.True(FrameworkNames.All.Count > 80, $"{FrameworkNames.All.Count}");
    }

    [Theory]
    [InlineData("normal", typeof(RandomNormal), 0.05)]
    [InlineData("keras.initializers.HeNormal", typeof(HeNormal), 0.25)]
    [InlineData("keras.initializers.he_normal", typeof(HeNormal), 0.25)]
    [InlineData("jax.nn.initializers.normal", typeof(RandomNormal), 0.01)]
    [InlineData("torch.nn.init.normal_", typeof(RandomNormal), 1)]
    [InlineData("torch.nn.init.xavier_normal_(gain=2)", typeof(VarianceScaling), 0.31622776601683794)]
    [InlineData("torch.nn.init.kaiming_uniform_", typeof(VarianceScaling), 0.2041241452319315)]
    [InlineData("torch.nn.init.kaiming_normal_(mode=fan_out, nonlinearity=tanh)", typeof(VarianceScaling), 0.2946278254943948)]
    [InlineData("jax.nn.initializers.he_normal", typeof(VarianceScaling), 0.25)]
    [InlineData("jax.nn.initializers.he_normal(in_axis=1, out_axis=0)", typeof(VarianceScaling), 0.20412414523193154)]
    [InlineData("jax.nn.initializers.truncated_normal(stddev=1, lower=-1, upper=1)", typeof(SigmaTruncatedNormal), 0.539560093754897)]
    [InlineData("tf.compat.v1.truncated_normal_initializer", typeof(TruncatedNormal), 0.87962566103423978)]
    [InlineData("tf.compat.v1.uniform_unit_scaling_initializer(factor=2)", typeof(VarianceScaling), 0.35355339059327373)]
    public void A_name_has_the_deviation_of_its_framework(string name, Type type, double deviation)
    {
        Initializer initializer = s_registry.Get(name);

        Assert.IsType(type, initializer);
        Assert.Equal(deviation, initializer.StandardDeviationFor([32, 48])!.Value, 1e-12);
    }

    [Fact]
    public void Normal_is_truncated_in_Keras_and_not_in_JAX()
    {
        Assert.Equal(ScalingDistribution.TruncatedNormal, Scaling("VarianceScaling(distribution=normal)").Distribution);
        Assert.Equal(ScalingDistribution.UntruncatedNormal, Scaling("jax.nn.initializers.variance_scaling(distribution=normal)").Distribution);
        Assert.Equal(ScalingDistribution.TruncatedNormal, Scaling("tf.compat.v1.variance_scaling_initializer(distribution=normal)").Distribution);
    }

    [Fact]
    public void The_fans_of_PyTorch_are_the_golden_ones()
    {
        using JsonDocument golden = GoldenFile.Open("torch_init");
        int compared = 0;
        foreach (JsonElement item in golden.RootElement.GetProperty("fans").EnumerateArray())
        {
            Shape shape = Shape.Create([.. item[0].EnumerateArray().Select(size => size.GetInt64())]);
            if (item[1].ValueKind == JsonValueKind.String)
            {
                Assert.Throws<ArgumentException>(() => FanRule.PyTorch().Of(shape));
            }
            else
            {
                Assert.Equal(new Fans(item[1].GetDouble(), item[2].GetDouble()), FanRule.PyTorch().Of(shape));
            }

            compared++;
        }

        Assert.Equal(10, compared);
    }

    [Fact]
    public void The_gains_of_PyTorch_are_the_golden_ones()
    {
        using JsonDocument golden = GoldenFile.Open("torch_init");
        int compared = 0;
        foreach (JsonElement item in golden.RootElement.GetProperty("calculate_gain").EnumerateArray())
        {
            string activation = item[0].GetString()!;
            double? slope = item[1].ValueKind switch
            {
                JsonValueKind.Null => 0.01,
                JsonValueKind.Number => item[1].GetDouble(),
                _ => null,
            };
            if (slope is not double number)
            {
                continue;
            }

            if (item[2].ValueKind == JsonValueKind.String)
            {
                Assert.Throws<ArgumentException>(() => Gains.Of(activation, number));
            }
            else
            {
                Assert.Equal(item[2].GetDouble(), Gains.Of(activation, number), 1e-15);
            }

            compared++;
        }

        Assert.True(compared > 60, $"{compared}");
    }

    /// <summary>In JAX's own draws the ratio of two normal schemes of one key is the ratio of their deviations.</summary>
    [Theory]
    [InlineData(new long[] { 2, 3 }, 0x3f84b514, 0x3c84ed46)]
    [InlineData(new long[] { 64, 32 }, 0x3e76ff05, 0x3c84ed46)]
    [InlineData(new long[] { 3, 3, 4, 8 }, 0x3e68dec7, 0x3c84ed46)]
    public void The_geometric_mean_of_the_fans_is_that_of_JAX(long[] shape, int scaled, int normal)
    {
        double expected = (double)BitConverter.Int32BitsToSingle(scaled) / BitConverter.Int32BitsToSingle(normal) * 0.01;
        Initializer scheme = s_registry.Get("VarianceScaling(mode=fan_geo_avg, distribution=untruncated_normal)");
        Assert.Equal(expected, scheme.StandardDeviationFor(shape)!.Value, 1e-6 * expected);
        Assert.Equal(expected, s_registry.Get("jax.nn.initializers.variance_scaling(mode=fan_geo_avg, distribution=normal)")
            .StandardDeviationFor(shape)!.Value, 1e-6 * expected);
        Assert.Throws<NotSupportedException>(() => s_registry.Serialize(scheme));
    }

    [Fact]
    public void A_batch_axis_counts_nowhere()
    {
        Assert.Equal(new Fans(64, 32), FanRule.Jax([-2], [-1], 0).Of([8, 64, 32]));
        Assert.Equal(new Fans(8 * 64, 8 * 32), FanRule.Jax([-2], [-1]).Of([8, 64, 32]));
        Assert.Equal(new Fans(64, 8 * 32), FanRule.Jax([0], [1, 2]).Of([64, 8, 32]));
        Assert.Equal(
            FanRule.Jax([-2], [-1], 0, 1), Scaling("he_normal(fans=jax(-2;-1;0,1))").Fans);
        Assert.Equal(
            new Fans(64, 32), Scaling("jax.nn.initializers.lecun_normal(batch_axis=[0])").Fans.Of([8, 64, 32]));
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => FanRule.Jax([0], [-2]).Of([3, 4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void He_takes_any_slope_gain_and_fan_and_stays_what_Keras_knows()
    {
        Assert.IsType<HeUniform>(s_registry.Get("kaiming_uniform(seed=1)"));
        Assert.Equal(new VarianceScaling(1.6, FanMode.FanIn, ScalingDistribution.Uniform, 1), s_registry.Get("kaiming_uniform(a=0.5, seed=1)"));
        Assert.Equal(
            new VarianceScaling(2, FanMode.FanOut, ScalingDistribution.TruncatedNormal, 1), s_registry.Get("he_normal(mode=fan_out, seed=1)"));
        Assert.Equal(1.5 * 1.5 / 20, Variance("he_normal(gain=1.5)"), 1e-15);
        Assert.Equal(25.0 / 9 / 20, Variance("he_uniform(gain=tanh)"), 1e-15);
        Assert.Equal(1.0 / 3 / 20, Variance($"kaiming_uniform(a={Math.Sqrt(5)})"), 1e-15);
        Assert.Contains("\"class_name\":\"VarianceScaling\"", s_registry.Serialize(s_registry.Get("kaiming_uniform(a=0.5)")), StringComparison.Ordinal);
        Assert.Contains("it must be one of linear", Assert.Throws<ArgumentException>(() => s_registry.Get("he_normal(gain=gelu)")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_needed_number_that_is_missing_gets_a_sentence() => Assert.Equal(
        "sparsity is not given, and it has no default; give a number.",
        Assert.Throws<ArgumentException>(() => s_registry.Get("torch.nn.init.sparse_")).Message);

    [Fact]
    public void A_dotted_name_that_is_unknown_gets_the_nearest() => Assert.Contains(
        "Did you mean 'torch.nn.init.kaiming_uniform_'?",
        Assert.Throws<ArgumentException>(() => s_registry.Get("torch.nn.init.kaiming_uniform")).Message, StringComparison.Ordinal);

    private static double Variance(string call) => Math.Pow(Scaling(call).StandardDeviationFor([20, 60])!.Value, 2);

    private static VarianceScaling Scaling(string call) => Assert.IsAssignableFrom<VarianceScaling>(s_registry.Get(call));

    /// <summary>PyTorch's fan rule cannot be written for Keras; the class is the same without it.</summary>
    private static Initializer Written(Initializer initializer) =>
        initializer is VarianceScaling scaling ? scaling with { Fans = FanRule.Keras } : initializer;
}
