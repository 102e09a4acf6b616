using System.Text.Json;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

/// <summary><c>convert</c>, and what <c>inspect</c> shows of files that others wrote.</summary>
public sealed class ConvertCommandTests
{
    private static string Case(string name) => Repository.At("tests", "Seedbed.Tests", "Cases", name);

    [Fact]
    public void A_checkpoint_is_converted_and_told()
    {
        using TemporaryFolder folder = new();

        JsonElement json = ToolRun.InProcess("convert", Case("legacy_model.h5"), folder.At("m.npz"), "--dtype", "float16", "--json").IsDone().Json();

        Assert.Equal((".h5", ".npz", 2, 15, 30), (json.GetProperty("source_format").GetString()!, json.GetProperty("format").GetString()!,
            json.GetProperty("tensor_count").GetInt32(), json.GetProperty("parameter_count").GetInt32(), json.GetProperty("bytes").GetInt32()));
        Assert.Contains("dense/kernel", ToolRun.InProcess("inspect", folder.At("m.npz")).IsDone().Output, StringComparison.Ordinal);
        ToolRun.InProcess("convert", Case("legacy_model.h5"), folder.At("m.npz")).IsRefused(2, "--force");
        ToolRun.InProcess("convert", Case("legacy_weights.h5"), folder.At("m.keras")).IsRefused(2, "name the model with --model");
        ToolRun.InProcess("convert", Case("f4.safetensors"), folder.At("f.npz")).IsRefused(2, "choose a type with --dtype");
        ToolRun.InProcess("convert", folder.At("absent"), folder.At("f.npz")).IsRefused(3, "no such file");
        Assert.Equal(["m.npz"], folder.Files);
    }

    [Fact]
    public void Folders_are_read_and_written()
    {
        using TemporaryFolder folder = new();
        ToolRun.InProcess("convert", Case("legacy_model.h5"), folder.At("arrays/")).IsDone();
        ToolRun.InProcess("convert", folder.At("arrays"), folder.At("m.h5"), "--model", Case("legacy.json")).IsDone();

        Assert.Equal(Values("inspect", Case("legacy_model.h5")), Values("inspect", folder.At("m.h5")));
        Assert.Equal(2, Values("inspect", folder.At("arrays")).Length);
    }

    [Theory]
    [InlineData("colon_names.npz", "dense/kernel:0 [2, 3] 2.5", "dense/bias:0 [3] 1")]
    [InlineData("leading_slash.npz", "/conv/W [2, 3] 2.5")]
    [InlineData("column_major.npy", " [3, 2] 2.5")]
    [InlineData("f4.safetensors", "a [8] 0")]
    [InlineData("f8_e8m0.safetensors", "a [8] 5.877471754111438E-39")]
    public void What_others_wrote_is_shown(string name, params string[] tensors) => Assert.Equal(tensors, Values("inspect", Case(name)));

    [Fact]
    public void A_long_key_and_its_value_stand_apart() => Assert.Contains(
        "a_long_metadata_key value", ToolRun.InProcess("inspect", Case("long_metadata_key.safetensors")).IsDone().Output, StringComparison.Ordinal);

    [Fact]
    public void Biases_of_two_LSTMs_are_no_duplicates()
    {
        using TemporaryFolder folder = new();
        ToolRun.InProcess("init", Case("two_lstms.json"), "-o", folder.At("m.safetensors"), "--seed", "1").IsDone();

        JsonElement json = ToolRun.InProcess("inspect", folder.At("m.safetensors"), "--json").IsDone().Json();

        Assert.All(json.GetProperty("tensors").EnumerateArray(), tensor => Assert.Equal(JsonValueKind.Null, tensor.GetProperty("duplicate_of").ValueKind));
    }

    private static string[] Values(params string[] arguments) =>
    [
        .. ToolRun.InProcess([.. arguments, "--json"]).IsDone().Json().GetProperty("tensors").EnumerateArray().Select(tensor =>
            $"{tensor.GetProperty("name").GetString()} [{string.Join(", ", tensor.GetProperty("shape").EnumerateArray())}] {tensor.GetProperty("mean")}"),
    ];
}
