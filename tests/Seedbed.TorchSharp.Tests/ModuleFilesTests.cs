using Seedbed.Checkpoints;
using Seedbed.Initializers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp.Tests;

public sealed class ModuleFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string File => Path.Combine(_folder, "m.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Sequential Network() => nn.Sequential(
        ("conv", nn.Conv2d(3, 8, 3)), ("norm", nn.BatchNorm2d(8)), ("linear", nn.Linear(8, 4, dtype: ScalarType.BFloat16)));

    [Fact]
    public void What_is_saved_is_loaded_with_buffers_and_integers()
    {
        using Sequential saved = Network();
        using Sequential loaded = Network();
        saved.Initialize(new HeNormal(), seed: 1);
        using (no_grad())
        {
            saved.state_dict()["norm.num_batches_tracked"].fill_(12345678901);
        }

        saved.SaveSafetensors(File);
        var (missing, unexpected) = loaded.LoadSafetensors(File);

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Dictionary<string, Tensor> expected = saved.state_dict();
        Assert.Equal(9, expected.Count);
        Assert.All(loaded.state_dict(), entry =>
        {
            Assert.Equal(expected[entry.Key].dtype, entry.Value.dtype);
            Assert.True(entry.Value.equal(expected[entry.Key]).all().item<bool>());
        });
        using SafetensorsReader reader = SafetensorsReader.Open(File);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), reader.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Other_types_and_strides_are_converted()
    {
        using var half = nn.Linear(40, 30, dtype: ScalarType.Float16);
        using var single = nn.Linear(40, 30);
        half.Initialize(new HeNormal(), seed: 1);
        half.SaveSafetensors(File);
        using Tensor strided = zeros(40, 30).t();
        single.weight = new Parameter(strided);

        single.LoadSafetensors(File);

        Assert.True(single.weight!.equal(half.weight!.to(ScalarType.Float32)).all().item<bool>());
    }

    [Fact]
    public void A_file_of_another_module_is_refused_and_nothing_changes()
    {
        using var saved = nn.Sequential(("hidden", nn.Linear(4, 3)));
        using var other = nn.Sequential(("hiden", nn.Linear(4, 3)));
        using var wide = nn.Sequential(("hidden", nn.Linear(5, 3)));
        saved.SaveSafetensors(File);
        using Tensor before = wide.get_parameter("hidden.bias")!.clone();

        string names = Assert.Throws<FormatException>(() => other.LoadSafetensors(File)).Message;
        Assert.Contains("lacks 'hiden.weight', 'hiden.bias' and has", names, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'hidden.weight'?", names, StringComparison.Ordinal);
        Assert.Contains("has the shape [3, 4]; the module's is [3, 5]",
            Assert.Throws<FormatException>(() => wide.LoadSafetensors(File)).Message, StringComparison.Ordinal);
        Assert.True(before.equal(wide.get_parameter("hidden.bias")!).all().item<bool>());
        Assert.Equal(["hiden.weight", "hiden.bias"], other.LoadSafetensors(File, strict: false).Missing.ToArray());
        Assert.Throws<ArgumentException>(() => saved.SaveSafetensors(File));
    }
}
