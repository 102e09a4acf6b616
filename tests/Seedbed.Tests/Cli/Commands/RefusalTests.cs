using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

/// <summary>Wrong input gets one sentence and status 2, a refusal of the system status 3.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("he_norml", "'he_norml' is not a known initializer. Did you mean 'he_normal'?")]
    [InlineData("", "'' is not a known initializer")]
    [InlineData("{\"class_name\": \"HeNormal\",\n  \"config\": {,}}", "line 2, column 14")]
    [InlineData("""{"class_name": "HeNormal", "config": {"sed": 1}}""", "HeNormal has no argument 'sed'; it takes seed")]
    [InlineData("""{"class_name": "HeNormal", "config": {"seed": "x"}}""", "seed of HeNormal is 'x'; it must be an integer")]
    [InlineData("VarianceScaling(scale=0)", "scale is 0; it must be finite and greater than 0.")]
    [InlineData("VarianceScaling(scale=NaN)", "scale is NaN; it must be finite and greater than 0.")]
    [InlineData("VarianceScaling(scale=2.0", "opens a parenthesis that it does not close")]
    [InlineData("RandomNormal(stddev=-1)", "stddev is -1; it must be finite and at least 0.")]
    [InlineData("orthogonal", "Orthogonal fills tensors of rank 2 or more, but the shape [5] has rank 1")]
    public void A_wrong_initializer(string id, string sentence) => ToolRun.InProcess("sample", id, "--shape", "5").IsRefused(2, sentence);

    [Theory]
    [InlineData("-1,3", "shape [-1, 3] has the dimension -1")]
    [InlineData("1000000000,1000000000", "(2^53) elements")]
    [InlineData("99999999999999999999", "whose dimension 99999999999999999999 is too large")]
    [InlineData("3,,4", "--shape is '3,,4'; it must be dimensions")]
    [InlineData("3x4", "--shape is '3x4'; it must be dimensions")]
    [InlineData("", "--shape is ''; it must be dimensions")]
    public void A_wrong_shape(string shape, string sentence) =>
        ToolRun.InProcess("sample", "he_normal", "--shape", shape).IsRefused(2, sentence);

    [Theory]
    [InlineData("--slice", "3:3", "--slice 3:3 is outside the shape [5] of 5 elements")]
    [InlineData("--slice", "6:0", "--slice 6:0 is outside")]
    [InlineData("--slice", "3:9223372036854775807", "is outside the shape")]
    [InlineData("--slice", "3", "--slice is '3'; it must be START:COUNT")]
    [InlineData("--slice", "-1:2", "--slice is '-1:2'; it must be START:COUNT")]
    [InlineData("--seed", "x", "--seed is 'x'; it must be an integer")]
    [InlineData("--seed", "9223372036854775808", "it must be an integer from -9223372036854775808 to 9223372036854775807")]
    [InlineData("--like", "jax", "--like is 'jax'; allowed: tensorflow, numpy.")]
    [InlineData("--like", "nunpy", "--like is 'nunpy'; allowed: tensorflow, numpy. Did you mean 'numpy'?")]
    [InlineData("--dtype", "int8", "--dtype is 'int8'; it must be one of float32")]
    [InlineData("--dtype", "flaot32", "Did you mean 'float32'?")]
    [InlineData("--threads", "0", "--threads is '0'; it must be an integer of at least 1.")]
    [InlineData("--keras", "4", "the version of Keras is '4'; it must be one of Keras 2 or 3")]
    [InlineData("-o", "w.npz", "-o is 'w.npz'; sample writes .npy files")]
    [InlineData("--shape", "6", "See 'seedbed sample --help'.")]
    [InlineData("--kears", "2", "There is no option '--kears'. Did you mean '--keras'? See 'seedbed sample --help'.")]
    public void A_wrong_option(string option, string text, string sentence) =>
        ToolRun.InProcess("sample", "he_normal", "--shape", "5", option, text).IsRefused(2, sentence);

    [Theory]
    [InlineData("lsit", "There is no command 'lsit'. Did you mean 'list'? See 'seedbed --help'.")]
    [InlineData("audit", "There is no command 'audit'.")]
    [InlineData("--verson", "There is no option '--verson'. Did you mean '--version'?")]
    [InlineData("list --jsn", "There is no option '--jsn'. Did you mean '--json'? See 'seedbed list --help'.")]
    [InlineData("list zeros ones", "There is one argument too many: 'ones'.")]
    [InlineData("sample", "See 'seedbed sample --help'.")]
    [InlineData("sample he_normal", "'--shape' is required. See 'seedbed sample --help'.")]
    [InlineData("sample @file --shape 3", "'@file' is not a known initializer")]
    [InlineData("init model.onnx -o m.safetensors", "TEMPLATE is 'model.onnx'; it must be a Keras model, whose name ends in .json, .keras, .h5, .hdf5, or - for one on standard input.")]
    [InlineData("init model.json -o m.onnx", "-o is 'm.onnx'; its name must end in one of .safetensors, .npz, .weights.h5, .keras, .h5.")]
    [InlineData("init model.json", "-o is missing")]
    [InlineData("init model.json -o m.npz --input-shape 28,,1", "--input-shape is '28,,1'; it must be sizes of at least 1, or ?")]
    [InlineData("init model.json -o m.npz --input-shape 28,0", "--input-shape is '28,0'; it must be sizes of at least 1, or ?")]
    public void A_wrong_command_line(string line, string sentence) =>
        ToolRun.InProcess(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).IsRefused(2, sentence);

    [Fact]
    public void The_system_s_refusals_have_a_status_of_their_own()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");

        // A path under an ordinary file is refused to every user, root included.
        string below = Path.Combine(file, "w.npy");
        ToolRun.InProcess("sample", "he_normal", "--shape", "5", "-o", below).IsRefused(3, below);
        string missing = Path.Combine(folder.Path, "missing", "w.npy");
        ToolRun.InProcess("sample", "he_normal", "--shape", "5", "-o", missing).IsRefused(3, "missing");
        string template = Path.Combine(folder.Path, "missing.json");
        ToolRun.InProcess("init", template, "-o", Path.Combine(folder.Path, "m.safetensors")).IsRefused(
            3, $"{template} cannot be read: there is no such file; check its name.");
        ToolRun.InProcess("inspect", folder.Path).IsRefused(3, $"{folder.Path} cannot be read: it is a folder");
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_seed_that_has_no_effect_is_told()
    {
        ToolRun run = ToolRun.InProcess("sample", "zeros", "--shape", "3", "--seed", "4");

        Assert.Equal(0, run.Status);
        Assert.Equal($"seedbed: Zeros draws nothing, so --seed has no effect.{Environment.NewLine}", run.Error);
    }
}
