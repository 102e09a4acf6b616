using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Serialization;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Serialization;

public sealed class RegistryConfigTests
{
    private static readonly InitializerRegistry s_registry = InitializerRegistry.Default;

    [Fact]
    public void What_Keras_writes_is_read_and_written_again_the_same()
    {
        using JsonDocument golden = GoldenFile.Open("keras_numpy");
        int compared = 0;
        foreach (JsonElement entry in golden.RootElement.GetProperty("configs").EnumerateArray())
        {
            JsonElement theirs = entry.GetProperty("serialize");
            Initializer initializer = s_registry.Deserialize(theirs)!;
            Assert.Equal(entry.GetProperty("class").GetString(), initializer.ClassName);
            using JsonDocument ours = JsonDocument.Parse(s_registry.Serialize(initializer));
            AssertSame(theirs, ours.RootElement, entry.GetProperty("expr").GetString()!);
            compared++;
        }

        Assert.Equal(47, compared);
    }

    [Fact]
    public void Kerass_own_get_agrees_on_what_is_accepted_and_on_the_result()
    {
        using JsonDocument golden = GoldenFile.Open("keras_numpy");
        int compared = 0;
        foreach (JsonElement entry in golden.RootElement.GetProperty("get").EnumerateArray())
        {
            JsonElement identifier = entry.GetProperty("in");
            bool isBaseClass = identifier.ValueKind == JsonValueKind.String && identifier.GetString() is "initializer" or "Initializer";
            if (entry.TryGetProperty("error", out _) || isBaseClass)
            {
                Assert.Throws<ArgumentException>(() => s_registry.Deserialize(identifier));
            }
            else if (s_registry.Deserialize(identifier) is Initializer initializer)
            {
                Assert.Equal(entry.GetProperty("out").GetString(), initializer.ClassName);
                using JsonDocument ours = JsonDocument.Parse(s_registry.Serialize(initializer));
                AssertSame(entry.GetProperty("config"), ours.RootElement.GetProperty("config"), identifier.GetRawText());
            }
            else
            {
                Assert.Equal(JsonValueKind.Null, entry.GetProperty("out").ValueKind);
            }

            compared++;
        }

        Assert.Equal(44, compared);
    }

    [Fact]
    public void Axes_are_written_only_where_they_are_set_since_older_Kerases_refuse_the_keys()
    {
        Assert.Equal(
            """{"module":"keras.initializers","class_name":"GlorotUniform","config":{"seed":null},"registered_name":null}""",
            s_registry.Serialize(new GlorotUniform()));
        Assert.Equal(
            """{"module":"keras.initializers","class_name":"HeNormal","config":{"seed":1,"input_axes":[0],"output_axes":[1,-1]},"registered_name":null}""",
            s_registry.Serialize(new HeNormal(1, FanRule.Axes([0], [1, -1]))));
    }

    [Fact]
    public void The_gain_of_an_identity_survives_though_Keras_drops_its_own()
    {
        Assert.Equal(new Identity(2.5), s_registry.Deserialize(s_registry.Serialize(new Identity(2.5))));
        Assert.DoesNotContain("gain", s_registry.Serialize(new Identity()), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_parameter_survives_the_way_out_and_back()
    {
        Initializer[] initializers =
        [
            new Zeros(), new Ones(), new Constant(0.1), new Constant(-0.0), new Constant([1, 2.5, -0.0, 4, 5, 6], [2, 3]), new Constant(
                double.NegativeInfinity),
            new RandomNormal(0.1, 1e-300, -7), new RandomUniform(-1e16, 1 / 3.0, long.MaxValue), new TruncatedNormal(1, 2, long.MinValue),
            new VarianceScaling(0.1, FanMode.FanAverage, ScalingDistribution.UntruncatedNormal, 3, FanRule.Axes([], [0])),
            new Orthogonal(-1.5, 4), new STFT(window: "tukey", periodic: true), new STFT(
                StftSide.Imaginary, new double[] { 1, 0.5 }), new STFT(window: null),
        ];
        Assert.All(initializers, initializer => Assert.Equal(initializer, s_registry.Deserialize(s_registry.Serialize(initializer))));
    }

    [Fact]
    public void Every_scheme_survives_the_way_out_and_back()
    {
        Initializer[] schemes =
        [
            .. Contracts.InitializerExample.All.Select(example => example.Create(7))
                .Where(scheme => scheme.Arguments is not null && scheme is not Orthogonal { Method: OrthogonalMethod.Reflectors }),
        ];

        Assert.True(schemes.Length > 60, $"only {schemes.Length} schemes were written");
        Assert.All(schemes, scheme => Assert.Equal(scheme, s_registry.Deserialize(s_registry.Serialize(scheme))));
        Assert.All(schemes.Where(scheme => scheme is not Constant and not STFT), scheme => Assert.Equal(scheme, s_registry.Get(scheme.ToString())));
    }

    [Fact]
    public void Kerass_not_a_number_is_read_and_written()
    {
        var constant = (Constant)s_registry.Deserialize("""{"class_name": "Constant", "config": {"value": NaN}}""")!;
        Assert.Equal([float.NaN], constant.CreateArray<float>([1]));
        Assert.Contains("\"value\":NaN", s_registry.Serialize(constant), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_are_read_in_all_forms_that_Keras_writes()
    {
        var expected = new Constant([1, 2], [2]);
        Assert.Equal(expected, s_registry.Deserialize("""{"class_name": "Constant", "config": {"value": [1.0, 2]}}"""));
        Assert.Equal(
            expected,
            s_registry.Deserialize(
                """{"class_name": "Constant", "config": {"value": {"class_name": "__numpy__", "config": {"value": [1.0, 2.0], "dtype": "float32"}}}}"""));
        Assert.Equal(
            new HeNormal(1, FanRule.Axes([0], [1])),
            s_registry.Deserialize(
                """{"class_name": "HeNormal", "config": {"seed": 1, "input_axes": {"class_name": "__tuple__", "items": [0]}, "output_axes": [1]}}"""));
    }

    [Fact]
    public void A_generator_keeps_its_seed_and_name_and_starts_anew()
    {
        var generator = new SeedGenerator(1337, "sg");
        generator.Next();
        var read = (HeNormal)s_registry.Deserialize(s_registry.Serialize(new HeNormal(generator)))!;
        SeedGenerator copy = Assert.IsType<GeneratorSeed>(read.Seed).Generator;
        Assert.Equal((1337, "sg", new SeedPair(1337, 0)), (copy.Seed, copy.Name, copy.State));
    }

    [Fact]
    public void What_no_Keras_could_read_is_not_written()
    {
        Assert.Throws<NotSupportedException>(() => s_registry.Serialize(new HeNormal(1, FanRule.Depthwise)));
        Assert.Throws<NotSupportedException>(() => s_registry.Serialize(new HeNormal(Seed.FromKey(new RandomKey(1, 2)))));
        Assert.Throws<NotSupportedException>(() => s_registry.Serialize(Initializer.FromFunction<float>((values, _) => values.Clear())));
        Assert.Throws<NotSupportedException>(() => s_registry.Serialize(Initializer.FromValues<float>([1], [1])));
    }

    /// <summary>Equal as Python compares: 3 is 3.0; axes that are null may be absent, and so may the gain that Keras drops.</summary>
    private static void AssertSame(JsonElement theirs, JsonElement ours, string place)
    {
        switch (theirs.ValueKind)
        {
            case JsonValueKind.Object:
                string[] theirKeys =
                    [.. theirs.EnumerateObject().Where(property => !IsUnsetAxis(property)).Select(property => property.Name)];
                Assert.Equal(theirKeys,
                    ours.EnumerateObject().Select(property => property.Name).Where(name => name != "gain" || theirKeys.Contains("gain")));
                Assert.All(theirKeys, key => AssertSame(theirs.GetProperty(key), ours.GetProperty(key), $"{place}.{key}"));
                break;
            case JsonValueKind.Array:
                Assert.Equal(
                    theirs.EnumerateArray().Select(item => item.GetDouble()), ours.EnumerateArray().Select(item => item.GetDouble()));
                break;
            case JsonValueKind.Number:
                Assert.True(theirs.GetDouble() == ours.GetDouble(), place);
                break;
            default:
                Assert.True(theirs.GetRawText() == ours.GetRawText(), $"{place}: {theirs.GetRawText()} is not {ours.GetRawText()}");
                break;
        }
    }

    private static bool IsUnsetAxis(JsonProperty property) =>
        property.Name is "input_axes" or "output_axes" && property.Value.ValueKind == JsonValueKind.Null;
}
