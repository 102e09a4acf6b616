using System.Text;
using System.Text.Json;
using Seedbed.Diagnostics;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

/// <summary><c>init --calibrate</c> writes what <c>model.Calibrate</c> gives, and says what it changed.</summary>
public sealed class InitCalibrationTests
{
    private static readonly string s_deep = Repository.At("samples", "deep.json");
    private static readonly string s_digits = Repository.At("samples", "digits.npz");

    [Theory]
    [InlineData(".keras")]
    [InlineData(".weights.h5")]
    [InlineData(".safetensors")]
    [InlineData(".npz")]
    [InlineData(".h5")]
    public void Every_format_holds_the_calibrated_weights(string ending)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "m" + ending);
        JsonElement json = ToolRun.InProcess(
            "init", s_deep, "-o", path, "--seed", "1", "--calibrate", "lsuv", "--data", s_digits, "--batch-size", "32", "--json", "-q").IsDone().Json();

        Model expected = Model.Load(s_deep, seed: 1);
        CalibrationTable table = expected.Calibrate(DataSet.Read(s_digits), "lsuv", new CalibrationOptions { BatchSize = 32 });
        Model written = Model.Load(s_deep, seed: 5);
        written.LoadWeights(path);
        Assert.Equal(expected.GetWeights(), written.GetWeights());
        JsonElement calibration = json.GetProperty("calibration");
        Assert.Equal("lsuv(tolerance=0.1, tries=10)", calibration.GetProperty("method").GetString());
        Assert.Equal(32, calibration.GetProperty("batch_size").GetInt32());
        JsonElement[] layers = [.. calibration.GetProperty("layers").EnumerateArray()];
        Assert.Equal(table.Layers.Select(layer => layer.Layer), layers.Select(layer => layer.GetProperty("name").GetString()));
        Assert.Equal(table.Layers.Select(layer => layer.Before!.Value), layers.Select(layer => layer.GetProperty("std_before").GetDouble()));
        Assert.All(layers, layer => Assert.InRange(layer.GetProperty("std_after").GetDouble(), 0.9, 1.1));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_for_any_threads_and_the_file_tells_the_calibration()
    {
        using TemporaryFolder folder = new();
        byte[][] files = [.. ((string[])["1", "4"]).Select(threads =>
        {
            string path = Path.Combine(folder.Path, $"{threads}.safetensors");
            ToolRun.InProcess("init", s_deep, "-o", path, "--seed", "1", "--calibrate", "data_dependent", "--threads", threads, "-q").IsDone();
            return File.ReadAllBytes(path);
        })];
        Assert.Equal(files[0], files[1]);
        string header = Encoding.UTF8.GetString(files[0].AsSpan(0, 10_000));
        Assert.Contains("\"calibration\":\"data_dependent on 64 drawn samples\"", header, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_is_given_behind_the_calibration_and_a_pattern_keeps_layers()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "m.npz");
        string[] line = ["init", s_deep, "-o", path, "--seed", "1", "--calibrate", "lsuv", "--data", s_digits, "--keep", "hidden_*", "--keep", "digit/kernel"];
        ToolRun run = ToolRun.InProcess([.. line, "--dtype", "bfloat16"]).IsDone();
        Assert.Contains("left: it is to be kept", run.Output, StringComparison.Ordinal);
        string plain = Path.Combine(folder.Path, "plain.npz");
        ToolRun.InProcess("init", s_deep, "-o", plain, "--seed", "1", "--dtype", "bfloat16").IsDone();
        Model kept = Model.Load(s_deep, seed: 3), drawn = Model.Load(s_deep, seed: 4);
        kept.LoadWeights(path);
        drawn.LoadWeights(plain);
        Assert.Equal(drawn.GetWeights(), kept.GetWeights());
    }

    [Fact]
    public void What_other_options_draw_is_what_is_calibrated()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "m.npz");
        ToolRun run = ToolRun.InProcess(
            "init", s_deep, "-o", path, "--seed", "1", "--calibrate", "critical", "--initializer", "hidden_2/kernel=zeros", "--initializer",
            "hidden_1/kernel=ones", "--data", s_digits, "--like", "numpy").IsDone();
        Assert.Contains("left: Zeros draws nothing", run.Output, StringComparison.Ordinal);
        Assert.Contains("left: Ones draws nothing", run.Output, StringComparison.Ordinal);
        Model written = Model.Load(s_deep, seed: 5);
        written.LoadWeights(path);
        Assert.All(written.GetLayer("hidden_2").Kernel.ToArray<float>(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Data_needs_no_targets()
    {
        using TemporaryFolder folder = new();
        string data = Path.Combine(folder.Path, "x.npz");
        Seedbed.Checkpoints.ModelTemplate template = new("x", [
            new("x", [40, 144], ElementType.Float32, new Seedbed.Initializers.RandomNormal(0, 1, 3)),
        ]);
        Seedbed.Checkpoints.CheckpointFormat.Npz.Write(data, Seedbed.Checkpoints.InitializationPlan.Create(template));
        ToolRun run = ToolRun.InProcess("init", s_deep, "--dry-run", "--seed", "1", "--calibrate", "lsuv", "--data", data);
        Assert.Equal(0, run.Status);
        Assert.Contains("rows of 144 numbers are taken as [12, 12, 1]", run.Error, StringComparison.Ordinal);
        Assert.Contains("lsuv(tolerance=0.1, tries=10) on 40 samples", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_stands_beside_the_model_and_its_figures_in_a_folder()
    {
        using TemporaryFolder folder = new();
        (string model, string page, string pictures) =
            (Path.Combine(folder.Path, "m.npz"), Path.Combine(folder.Path, "m.html"), Path.Combine(folder.Path, "figures"));
        string[] line = ["init", s_deep, "-o", model, "--seed", "1", "--calibrate", "lsuv", "--data", s_digits, "--report", page];
        ToolRun.InProcess([.. line, "--svg", pictures]).IsDone();
        Assert.Contains("lsuv changed 21 of 21 kernels: the standard deviation of what they give was ", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Equal(
            ["01-standard-deviation-by-depth.svg", "02-weights-and-their-intended-density.svg"],
            Directory.GetFiles(pictures).Select(Path.GetFileName).Order());

        File.Delete(model);
        ToolRun.InProcess(line).IsRefused(2, "m.html exists; --force replaces it.");
        Assert.False(File.Exists(model));
        ToolRun.InProcess([.. line, "--force"]).IsDone();
    }

    [Fact]
    public void A_page_that_cannot_be_written_loses_no_model()
    {
        using TemporaryFolder folder = new();
        string model = Path.Combine(folder.Path, "m.npz");
        ToolRun run = ToolRun.InProcess(
            "init", s_deep, "-o", model, "--seed", "1", "--calibrate", "lsuv", "--report", Path.Combine(folder.Path, "none", "m.html"));
        Assert.Equal(3, run.Status);
        Assert.Contains("hidden_20", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(model));
    }

    [Theory]
    [InlineData("--report is given without --calibrate", "--report", "r.html")]
    [InlineData("--svg is given without --calibrate", "--svg", "figures")]
    [InlineData("--report is 'r.txt'; the name must end in .html.", "--calibrate", "lsuv", "--report", "r.txt")]
    [InlineData("--report is given with --dry-run, which writes nothing", "--calibrate", "lsuv", "--report", "r.html", "--dry-run")]
    [InlineData("--data is given without --calibrate", "--data", "d.npz")]
    [InlineData("--batch-size is given without --calibrate", "--batch-size", "3")]
    [InlineData("--keep is given without --calibrate", "--keep", "a")]
    [InlineData("Did you mean 'lsuv'?", "--calibrate", "lsvu")]
    [InlineData("the tolerance of lsuv is 3", "--calibrate", "lsuv(tolerance=3)")]
    [InlineData("has no residual addition", "--calibrate", "fixup")]
    [InlineData("has no recurrent layer", "--calibrate", "orthogonal_recurrent")]
    [InlineData("--keep nolayer matches no layer and no weight of the model.", "--calibrate", "lsuv", "--keep", "nolayer")]
    [InlineData("--keep hiden_1 matches no layer and no weight of the model. Did you mean 'hidden_1'?", "--calibrate", "lsuv", "--keep", "hiden_1")]
    [InlineData("--batch-size is '0'", "--calibrate", "lsuv", "--batch-size", "0")]
    public void What_is_wrong_gets_a_sentence_and_writes_nothing(string sentence, params string[] options)
    {
        using TemporaryFolder folder = new();
        ToolRun.InProcess(["init", s_deep, "-o", Path.Combine(folder.Path, "m.keras"), "--seed", "1", .. options]).IsRefused(2, sentence);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_model_that_is_not_computed_is_refused()
    {
        using TemporaryFolder folder = new();
        string model = Path.Combine(folder.Path, "m.json");
        File.WriteAllText(model, """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, 4]}},
            {"class_name": "TernaryDense", "config": {"name": "t", "units": 3}}]}}
            """);
        string path = Path.Combine(folder.Path, "m.npz");
        ToolRun.InProcess("init", model, "-o", path, "--seed", "1").IsDone();
        File.Delete(path);
        ToolRun.InProcess("init", model, "-o", path, "--seed", "1", "--calibrate", "lsuv").IsRefused(2, "is not computed here");
        Assert.Equal([model], Directory.GetFileSystemEntries(folder.Path));
    }
}
