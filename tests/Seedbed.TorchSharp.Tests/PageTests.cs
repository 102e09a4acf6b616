using Seedbed.Initializers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp.Tests;

/// <summary>docs/from-torchsharp.md: what stands there is run here, line by line.</summary>
public sealed class PageTests
{
    [Fact]
    public void The_page_runs()
    {
        string previous = Environment.CurrentDirectory;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("seedbed-torch-");
        try
        {
            Environment.CurrentDirectory = folder.FullName;
            Run();
        }
        finally
        {
            Environment.CurrentDirectory = previous;
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Its_lines_stand_here_in_their_order()
    {
        string root = Repository();
        IEnumerable<string> blocks = File.ReadAllText(Path.Combine(root, "docs", "from-torchsharp.md")).Split("```csharp\n")[1..]
            .Select(block => block.Split("```")[0]);
        string[] here = Lines(File.ReadAllText(Path.Combine(root, "tests", "Seedbed.TorchSharp.Tests", "PageTests.cs")));
        int place = 0;
        // This file stands in that namespace.
        Assert.All(blocks.SelectMany(Lines).Where(line => line != "using Seedbed.TorchSharp;"), line =>
        {
            int found = Array.IndexOf(here, line, place);
            Assert.True(found >= 0, $"'{line}' of the page is not run here, or not in this order.");
            place = found + 1;
        });
        Assert.True(place > 10);
    }

    private static void Run()
    {
        using var linear = nn.Linear(784, 128);
        linear.weight!.Fill(new HeNormal(seed: 42));
        linear.bias!.Fill(new Zeros());
        Assert.Equal(Math.Sqrt(2.0 / 784), linear.weight!.std().item<float>(), 0.0005);

        using var model = nn.Sequential(("hidden", nn.Linear(784, 128)), ("relu", nn.ReLU()), ("output", nn.Linear(128, 10)));
        ModulePlan plan = model.Initialize(new HeNormal(), seed: 42);
        Console.WriteLine(plan);
        Assert.Equal(4, plan.Parameters.Length);

        using var network = nn.Sequential(("embedding", nn.Embedding(1000, 64)), ("hidden", nn.Linear(64, 64)), ("output", nn.Linear(64, 10)));
        network.Initialize(rules => rules
            .Default(new HeNormal())
            .For<Embedding>(new RandomNormal(stddev: 0.02))
            .For("output.weight", new Zeros())
            .For("**.bias", new Constant(0.01)), seed: 42);
        Assert.Equal(0, network.get_parameter("output.weight")!.abs().sum().item<float>());
        Assert.Equal(0.02, network.get_parameter("embedding.weight")!.std().item<float>(), 0.001);

        network.SaveSafetensors("network.safetensors");
        network.LoadSafetensors("network.safetensors");
        Assert.Equal(0.01f, network.get_parameter("hidden.bias")!.mean().item<float>(), 1e-6f);
    }

    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Seedbed.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
