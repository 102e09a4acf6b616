using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Checkpoints.Reading;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

/// <summary><c>init</c> into every format, and <c>inspect</c> of it.</summary>
public sealed class InspectCommandTests
{
    public static TheoryData<string> Endings => [.. CheckpointFiles.Endings];

    [Theory]
    [MemberData(nameof(Endings))]
    public void A_model_is_written_and_shown(string ending)
    {
        using TemporaryFolder folder = new();
        string path = folder.At("m" + ending);
        Assert.Equal(0, ToolRun.InProcess("init", ModelFiles.PathOf("f_zoo"), "-o", path, "--seed", "42").Status);

        ToolRun table = ToolRun.InProcess("inspect", path).IsDone();
        JsonElement json = ToolRun.InProcess("inspect", path, "--json").IsDone().Json();

        Assert.StartsWith("name ", table.Output, StringComparison.Ordinal);
        Assert.Equal(ending, json.GetProperty("format").GetString());
        Assert.Equal("42", json.GetProperty("metadata").GetProperty("seed").GetString());
        JsonElement[] tensors = [.. json.GetProperty("tensors").EnumerateArray()];
        Assert.Equal(ModelFiles.Weights("f_zoo").Length, tensors.Length);
        string[] keys = ["name", "shape", "dtype", "elements", "mean", "std", "min", "max", "zeros", "nan", "inf", "duplicate_of"];
        Assert.All(tensors, tensor => Assert.Equal(keys, tensor.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(ModelFiles.Read("f_zoo").ElementCount, tensors.Sum(tensor => tensor.GetProperty("elements").GetInt64()));
    }

    [Fact]
    public void An_archive_is_a_template_for_the_same_file()
    {
        using TemporaryFolder folder = new();
        Run("init", ModelFiles.PathOf("e_attention"), "-o", folder.At("a.keras"), "--seed", "1", "--keras", "3.14");

        Run("init", folder.At("a.keras"), "-o", folder.At("b.keras"), "--seed", "1");

        Assert.Equal(File.ReadAllBytes(folder.At("a.keras")), File.ReadAllBytes(folder.At("b.keras")));
        Run("init", folder.At("a.keras"), "-o", folder.At("c.keras"), "--seed", "1", "--keras", "3");
        Assert.NotEqual(File.ReadAllBytes(folder.At("a.keras")), File.ReadAllBytes(folder.At("c.keras")));
    }

    [Fact]
    public void An_initializer_is_replaced_by_pattern()
    {
        JsonElement[] tensors = [.. ToolRun.InProcess(
            "init", ModelFiles.PathOf("c_mlp_mixed"), "--dry-run", "--json", "--seed", "1", "--initializer",
            "**/kernel=VarianceScaling(scale=2.0, mode=fan_out)", "--initializer", "dense_1/*=ones")
            .Json().GetProperty("tensors").EnumerateArray()];

        Assert.Equal(
            ["VarianceScaling", "Ones", "Ones", "VarianceScaling"],
            tensors.Where((_, index) => index is 0 or 2 or 3 or 4).Select(tensor => tensor.GetProperty("initializer").GetString()));
    }

    [Theory]
    [InlineData("**/kernle=ones", "matches none of the")]
    [InlineData("=ones", "it must be PATTERN=ID")]
    [InlineData("**/kernel", "it must be PATTERN=ID")]
    [InlineData("**/kernel=he_norml", "he_normal")]
    public void A_wrong_override_is_refused(string text, string sentence) =>
        ToolRun.InProcess(
            "init", ModelFiles.PathOf("c_mlp_mixed"), "--dry-run", "--seed", "1", "--initializer", text).IsRefused(2, sentence);

    [UnixFact]
    public void A_pipe_or_a_device_is_refused_at_once()
    {
        using TemporaryFolder folder = new();

        ToolProcess.Shell("mkfifo p; exec timeout 60 $SEEDBED inspect p", folder.Path).IsRefused(
            2, "p: the file is empty, or it is a pipe or a device");
        ToolRun.InProcess("inspect", "/dev/zero").IsRefused(2, "a pipe or a device");
    }

    [UnixFact]
    public void A_folder_for_temporary_files_that_takes_none_is_named()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.At("m.npz"),
            CheckpointFiles.Zip(CompressionLevel.Optimal,
                ("a.npy", CheckpointFiles.Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", new byte[8]))));

        ToolProcess.Shell("TMPDIR=$PWD/none exec $SEEDBED inspect m.npz", folder.Path)
            .IsRefused(3, "m.npz: 'a.npy' in the archive cannot be unpacked into the folder for temporary files, " + folder.At("none"));
    }

    [Fact]
    public void What_a_file_says_of_itself_stands_apart()
    {
        using TemporaryFolder folder = new();
        byte[] json = Encoding.UTF8.GetBytes("""{"__metadata__": {"tensors": "7\u001b[2J\u202e"}, "a\u009b": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""");
        File.WriteAllBytes(folder.At("f"), [.. BitConverter.GetBytes((long)json.Length), .. json, 0, 0, 0, 0]);

        ToolRun run = ToolRun.InProcess("inspect", folder.At("f")).IsDone();
        ToolRun asJson = ToolRun.InProcess("inspect", folder.At("f"), "--json").IsDone();

        Assert.EndsWith(
            "\nmetadata of the file\n  tensors   7\ufffd[2J\ufffd\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("a\ufffd ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', asJson.Output);
        Assert.Equal("7\e[2J\u202e", asJson.Json().GetProperty("metadata").GetProperty("tensors").GetString());
    }

    [Fact]
    public void Datasets_that_hold_no_numbers_are_named()
    {
        string path = Checkpoints.Hdf5.GoldenHdf5.PathOf("hdf5/kinds.h5");

        Assert.Contains("no numbers  complex [", ToolRun.InProcess("inspect", path).IsDone().Output, StringComparison.Ordinal);
        Assert.Equal(4, ToolRun.InProcess("inspect", path, "--json").IsDone().Json().GetProperty("not_numbers").GetArrayLength());
    }

    [Fact]
    public void Wrong_content_is_status_2_and_a_missing_file_3()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("m.npz"), "no archive");

        ToolRun.InProcess("inspect", folder.At("m.npz")).IsRefused(2, "no checkpoint of a format that is read");
        ToolRun.InProcess("inspect", folder.At("none.npz")).IsRefused(3, "none.npz");
        ToolRun.InProcess("inspect", folder.Path).IsRefused(3, folder.Path);
    }

    private static void Run(params string[] arguments) => Assert.Equal(0, ToolRun.InProcess(arguments).Status);
}
