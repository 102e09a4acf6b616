using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Tests.Golden;
using Seedbed.Tests.Initializers;
using Xunit;

namespace Seedbed.Tests.Random.TensorFlow;

/// <summary>Values that keras.io and TensorFlow's documentation print.</summary>
public sealed partial class PublishedAnswerTests
{
    [Fact]
    public void Ten_initializers_give_the_values_of_the_keras_recipe_on_reproducibility()
    {
        JsonElement[] answers = Answers("keras.initializers.X(seed=42)");

        Assert.Equal(10, answers.Length);
        Assert.All(answers, answer =>
        {
            Initializer initializer = KerasCall.Create(answer.GetProperty("case").GetString()!, default, seed: 42);

            Assert.Equal((float)answer.GetProperty("published")[0].GetDouble(), Assert.Single(initializer.CreateArray<float>([1, 1])));
        });
    }

    [Fact]
    public void Stateless_normals_are_those_of_the_api_documentation()
    {
        JsonElement[] answers =
            [.. Answers("stateless_random_ops.py docstring").Where(answer => answer.TryGetProperty("harness_bits", out _))];

        Assert.Equal(2, answers.Length);
        Assert.All(answers, answer =>
        {
            Match seed = LastPair().Match(answer.GetProperty("case").GetString()!);
            SeedPair pair = new(long.Parse(seed.Groups[1].Value), long.Parse(seed.Groups[2].Value));
            AssertNormals(answer, RandomStream.TensorFlowStateless.KeyOf(pair));
        });
    }

    [Fact]
    public void A_stateful_normal_is_the_stream_of_an_unscrambled_key() =>
        AssertNormals(Assert.Single(Answers("tf.random.normal API doc")), new RandomKey(5, 1));

    private static void AssertNormals(JsonElement answer, RandomKey key)
    {
        JsonElement published = answer.GetProperty("published");
        float[] values = new float[published.GetArrayLength()];
        RandomStream.TensorFlow.FillNormal(key, 0, 1, 0, values.AsSpan());

        Assert.Equal(HexBits.Singles(answer.GetProperty("harness_bits")), values);
        Assert.All(published.EnumerateArray().Zip(values), pair =>
            Assert.Equal(double.Parse(pair.First.GetString()!, CultureInfo.InvariantCulture), pair.Second, 6e-8));
    }

    private static JsonElement[] Answers(string source)
    {
        using JsonDocument golden = GoldenFile.Open("tf_cpu");
        return
        [
            .. from answer in golden.RootElement.GetProperty("published_known_answers").EnumerateArray()
               where answer.GetProperty("match").GetBoolean()
                   && answer.GetProperty("source").GetString()!.Contains(source, StringComparison.Ordinal)
               select answer.Clone(),
        ];
    }

    [GeneratedRegex(@"\[(-?\d+),(-?\d+)\]\)$", RegexOptions.CultureInvariant)]
    private static partial Regex LastPair();
}
