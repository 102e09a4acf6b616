using Seedbed.Diagnostics.Prediction.Rules;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Prediction;

/// <summary>The list of rules, and the page that has it.</summary>
public sealed class RuleTests
{
    private static readonly string[] s_models = ["Sequential", "Pipeline", "Functional", "Model"];

    [Fact]
    public void Every_layer_has_a_rule_or_is_named_as_measured_only()
    {
        string[] known = [.. KnownPredictions.All.SelectMany(rule => rule.Classes)];
        Assert.Equal(known.Length, known.Distinct().Count());
        Assert.Empty(KerasLayers.All.Descriptions.Select(description => description.ClassName).Except(known).Except(s_models));
    }

    [Fact]
    public void The_page_names_every_class()
    {
        string page = File.ReadAllText(Repository.At("docs", "prediction.md"));
        Assert.All(KnownPredictions.All.SelectMany(rule => rule.Classes), name =>
            Assert.True(page.Contains($"{name.TrimEnd('1', '2', '3', 'D')}", StringComparison.Ordinal), $"{name} is not on the page."));
    }

    /// <summary>Operations of older graphs are computed where a file says which they are.</summary>
    [Fact]
    public void The_page_names_the_classes_that_are_not_computed()
    {
        string page = File.ReadAllText(Repository.At("docs", "prediction.md"));
        string paragraph = page.Split("\n\n").Single(each => each.StartsWith("Not computed here", StringComparison.Ordinal));
        string[] uncomputed = [.. KerasLayers.All.Descriptions
            .Where(description => description.Create(NamedArguments.None) is { IsComputed: false } and not OperationNode)
            .Select(description => description.ClassName)];

        Assert.Equal(uncomputed.Order(StringComparer.Ordinal), paragraph[(paragraph.IndexOf(':', StringComparison.Ordinal) + 1)..].Replace('\n', ' ').TrimEnd(' ', '.')
            .Split(", ").Select(name => name.Trim()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0.01, 10, 0.1010)]
    [InlineData(1, 2, 0.5985)]
    public void The_sum_of_a_softmax_s_squares_is_that_of_an_independent_integral(double variance, double count, double expected)
    {
        double value = SoftmaxMoments.SumOfSquares(variance, 1, count);
        Assert.Equal(count == 2 ? OfTwo(variance) : expected, value, 3);
    }

    /// <summary>p² + (1 − p)² of p = 1/(1 + exp(x)), x ~ N(0, 2v).</summary>
    private static double OfTwo(double variance)
    {
        (double sum, double total) = (0, 0);
        for (double z = -8; z <= 8; z += 0.01)
        {
            double weight = Math.Pow(Math.E, -z * z / 2), p = 1 / (1 + Math.Pow(Math.E, z * Math.Sqrt(2 * variance)));
            sum += weight * ((p * p) + ((1 - p) * (1 - p)));
            total += weight;
        }

        return sum / total;
    }
}
