using Seedbed.Initializers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp.Tests;

public sealed class ModuleInitializationTests
{
    private static Sequential Mlp() => nn.Sequential(("hidden", nn.Linear(784, 128)), ("relu", nn.ReLU()), ("output", nn.Linear(128, 10)));

    [Fact]
    public void The_table_says_what_was_done()
    {
        using Sequential model = Mlp();

        string text = $"{model.Initialize(new HeNormal(), seed: 42)}";

        string page = File.ReadAllText(Path.Combine(Root(), "src", "Seedbed.TorchSharp", "README.md"));
        string told = page.Split("```text\n")[1].Split("\n```")[0];
        Assert.Equal(told, text);
        Assert.Equal(Math.Sqrt(2.0 / 784), model.get_parameter("hidden.weight")!.std().item<float>(), 0.0005);
        Assert.Equal(0, model.get_parameter("hidden.bias")!.abs().sum().item<float>());
    }

    [Fact]
    public void A_parameter_s_values_follow_from_the_seed_and_its_name_alone()
    {
        using Sequential model = Mlp();
        using Sequential other = nn.Sequential(("first", nn.Linear(3, 3)), ("output", nn.Linear(128, 10)));

        model.Initialize(new HeNormal(), seed: 42);
        other.Initialize(new HeNormal(), seed: 42);

        Assert.True(model.get_parameter("output.weight")!.equal(other.get_parameter("output.weight")!).all().item<bool>());
        other.Initialize(new HeNormal(), seed: 43);
        Assert.False(model.get_parameter("output.weight")!.equal(other.get_parameter("output.weight")!).all().item<bool>());
    }

    [Fact]
    public void Rules_by_layer_and_by_name()
    {
        using Sequential model = nn.Sequential(
            ("embedding", nn.Embedding(50, 8)), ("norm", nn.GroupNorm(2, 8)), ("prelu", nn.PReLU(8)), ("linear", nn.Linear(8, 4)));

        ModulePlan plan = model.Initialize(rules => rules
            .Default(new Orthogonal())
            .For<Embedding>(new RandomNormal(stddev: 0.02))
            .For("**.bias", new Constant(0.01)), seed: 1);

        Assert.Equal(["prelu.weight"], plan.Unchanged.ToArray());
        Assert.Equal(["RandomNormal", "Ones", "Constant", "Orthogonal", "Constant"],
            plan.Parameters.Select(parameter => parameter.Initializer.ClassName));
        Assert.Equal(0.02, model.get_parameter("embedding.weight")!.std().item<float>(), 0.002);
        Assert.True((model.get_parameter("norm.weight")! == 1).all().item<bool>());
        Assert.True((model.get_parameter("norm.bias")! == 0.01f).all().item<bool>());
        Tensor rows = model.get_parameter("linear.weight")!;
        Assert.True((rows.matmul(rows.t()) - eye(4)).abs().max().item<float>() < 1e-5);
    }

    [Theory]
    [InlineData("hiden.weight", "Did you mean 'hidden.weight'")]
    [InlineData("*", "in a pattern * is any letters but '.'")]
    public void A_rule_that_fits_nothing_is_an_error_and_nothing_changes(string pattern, string sentence)
    {
        using Sequential model = Mlp();
        using Tensor before = model.get_parameter("hidden.weight")!.clone();

        ArgumentException fault = Assert.Throws<ArgumentException>(
            () => model.Initialize(rules => rules.Default(new HeNormal()).For(pattern, new Zeros())));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.True(before.equal(model.get_parameter("hidden.weight")!).all().item<bool>());
        Assert.Contains("There are Linear",
            Assert.Throws<ArgumentException>(() => model.Plan(rules => rules.For<Embedding>(new Zeros()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_parameter_is_filled_once_under_its_first_name()
    {
        using var embedding = nn.Embedding(10, 4);
        using var head = nn.Linear(4, 10, hasBias: false);
        head.weight = embedding.weight!;
        using Sequential model = nn.Sequential(("embedding", embedding), ("head", head));

        ModulePlan plan = model.Initialize(new RandomNormal(stddev: 1), seed: 1);

        Assert.Equal("embedding.weight", Assert.Single(plan.Parameters).Name);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Seedbed.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
