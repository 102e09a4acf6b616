using System.Text.Json;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

public sealed class AdviseCommandTests
{
    private static readonly string[] s_keys =
    [
        "activation", "gain", "unit_output_gain", "mean_square", "critical", "other_fixed_points", "weight_variance", "bias_variance",
        "fixed_point", "stability", "chi_parallel", "chi_perp", "correlation_fixed_point", "depth_scale", "phase", "first_layer", "recommendation",
    ];

    [Fact]
    public void Json_has_the_facts_of_the_recommended_pair()
    {
        JsonElement json = Json("gelu");

        Assert.Equal(s_keys, json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["kind", "weight_variance", "bias_variance", "fixed_point"], json.GetProperty("critical").EnumerateObject().Select(property => property.Name));
        Assert.All(s_keys, key => Assert.Contains($"`{key}`", File.ReadAllText(Repository.At("docs", "choosing.md")), StringComparison.Ordinal));
        Assert.Equal("interior", json.GetProperty("critical").GetProperty("kind").GetString());
        IsNear(1.983058257438, json.GetProperty("critical").GetProperty("weight_variance"));
        IsNear(0.1729223907561, json.GetProperty("critical").GetProperty("bias_variance"));
        IsNear(3.561552812809, json.GetProperty("critical").GetProperty("fixed_point"));
        IsNear(1.533530441196, json.GetProperty("gain"));
        IsNear(1.468011260547, json.GetProperty("unit_output_gain"));
        IsNear(1.983058257438, json.GetProperty("weight_variance"));
        IsNear(3.03498144, json.GetProperty("fixed_point"));
        IsNear(3.561552812809, Assert.Single(json.GetProperty("other_fixed_points").EnumerateArray()).GetProperty("fixed_point"));
        Assert.Equal("VarianceScaling", json.GetProperty("recommendation").GetProperty("kernel_initializer").GetProperty("class_name").GetString());
        Assert.Equal(3, json.GetProperty("recommendation").GetProperty("reason").GetArrayLength());
    }

    [Fact]
    public void Json_has_the_facts_of_a_given_pair()
    {
        JsonElement json = Json("tanh --weight-variance 2 --bias-variance 0.05");

        Assert.Equal("chaotic", json.GetProperty("phase").GetString());
        IsNear(0.7217618726521, json.GetProperty("fixed_point"));
        IsNear(1.04766599958, json.GetProperty("chi_perp"));
        IsNear(0.744082419501, json.GetProperty("correlation_fixed_point"));
        IsNear(25.21341479, json.GetProperty("depth_scale"));
        Assert.Equal(0, Json("tanh --weight-variance 2").GetProperty("bias_variance").GetDouble());
        IsNear(1.760954639607, ToolRun.InProcess("advise", "tanh", "--bias-variance", "0.05", "--json").Json().GetProperty("weight_variance"));
    }

    [Theory]
    [InlineData("tanh --bias-variance 0.05", "note: beside σb² = 0.05 the facts are those of the critical σw² = 1.760955; --weight-variance asks for another.")]
    [InlineData("gelu --bias-variance 0", "note: beside σb² = 0 the facts are those of the recommended σw² = ")]
    [InlineData("tanh --weight-variance 2", "")]
    public void Weights_that_are_assumed_beside_biases_are_told(string line, string note)
    {
        ToolRun run = ToolRun.InProcess([.. $"advise {line}".Split(' ')]);

        Assert.Equal(0, run.Status);
        Assert.Contains(note, run.Error, StringComparison.Ordinal);
        Assert.Equal(note.Length == 0, run.Error.Length == 0);
    }

    [Theory]
    [InlineData("relu", "any")]
    [InlineData("tanh", "boundary")]
    [InlineData("selu", "boundary")]
    [InlineData("soft_shrink", "family")]
    public void Kinds_of_critical_points(string name, string kind)
    {
        JsonElement critical = Json(name).GetProperty("critical");

        Assert.Equal(kind, critical.GetProperty("kind").GetString());
        Assert.Equal(kind == "family", critical.TryGetProperty("example", out _));
        Assert.Equal(kind == "any", critical.GetProperty("fixed_point").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public void What_is_not_there_is_null()
    {
        Assert.Equal(JsonValueKind.Null, Json("sigmoid").GetProperty("critical").ValueKind);
        Assert.Equal(JsonValueKind.Null, Json("tanh").GetProperty("unit_output_gain").ValueKind);
        Assert.Equal(JsonValueKind.Null, Json("relu --weight-variance 3").GetProperty("fixed_point").ValueKind);
        Assert.Equal(JsonValueKind.Null, Json("hard_shrink").GetProperty("chi_perp").ValueKind);
    }

    [Fact]
    public void Text_has_the_reason_what_to_paste_the_facts_and_a_plot()
    {
        string text = ToolRun.InProcess("advise", "gelu").IsDone().Output;

        Assert.Contains("gelu is critical at (σw², σb²) = (1.9830583, 0.17292239), q* = 3.56155", text, StringComparison.Ordinal);
        Assert.Contains("new VarianceScaling(scale: 1.98305825", text, StringComparison.Ordinal);
        Assert.Contains("torch.nn.init.trunc_normal_(layer.weight", text, StringComparison.Ordinal);
        Assert.Contains("H he, G glorot, g gain, A advice", text, StringComparison.Ordinal);
        Assert.DoesNotContain("H he", ToolRun.InProcess("advise", "gelu", "--residual").IsDone().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gated_unit_is_known_by_its_own_name()
    {
        JsonElement json = Json("swiglu");

        Assert.Equal("swiglu", json.GetProperty("activation").GetString());
        IsNear(2.810761124, json.GetProperty("recommendation").GetProperty("numbers").GetProperty("down_weight_variance"));
    }

    [Theory]
    [InlineData("advise gleu", "Did you mean 'gelu'?")]
    [InlineData("advise swigul", "Did you mean 'swiglu'?")]
    [InlineData("advise gelu --weight-variance 1e300", "weightVariance is 1E+300; it must be at most 1E+09.")]
    [InlineData("advise softmax", "acts on a whole axis")]
    [InlineData("advise gelu --depth 0", "--depth is '0'; it must be an integer of at least 1.")]
    [InlineData("advise gelu --depth 1000000", "depth is 1000000; it must be from 1 to 10000.")]
    [InlineData("advise gelu --layer desne", "--layer is 'desne'; it must be one of dense, conv, lstm, gru, attention, embedding, glu. Did you mean 'dense'?")]
    [InlineData("advise gelu --weight-variance -1", "--weight-variance is '-1'; it must be a finite number")]
    [InlineData("advise gelu --weight-variance 0", "--weight-variance is '0'; it must be a finite number greater than 0.")]
    [InlineData("advise relu(max_value=6)", "relu takes no arguments, but 'max_value' is given. Related: leaky_relu, relu6, relu_squared.")]
    [InlineData("advise tanh(beta=6)", "tanh takes no arguments, but 'beta' is given. Related: ")]
    public void Wrong_input_gets_a_sentence(string line, string sentence) =>
        ToolRun.InProcess(line.Split(' ')).IsRefused(2, sentence);

    private static JsonElement Json(string line) => ToolRun.InProcess([.. $"advise {line} --json".Split(' ')]).IsDone().Json();

    private static void IsNear(double expected, JsonElement actual) => Assert.Equal(expected, actual.GetDouble(), 1e-8 * expected);
}
