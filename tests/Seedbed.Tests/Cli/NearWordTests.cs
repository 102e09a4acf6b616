using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>A mistyped word gets the near one, whatever list it is of.</summary>
public sealed class NearWordTests
{
    private const string Train = "train FOLDER/model.json --data FOLDER/d.csv --loss mse ";

    [Theory]
    [InlineData("list he_norml", "he_normal")]
    [InlineData("sample VarianceScalin(scale=2) --shape 3", "VarianceScaling")]
    [InlineData("sample VarianceScaling(scal=2) --shape 3", "scale")]
    [InlineData("sample VarianceScaling(mode=fan_inn) --shape 3", "fan_in")]
    [InlineData("sample VarianceScaling(distribution=unifrom) --shape 3", "uniform")]
    [InlineData("sample zeros --shape 3 --dtype flaot16", "float16")]
    [InlineData("sample zeros --shape 3 --like tensorfow", "tensorflow")]
    [InlineData("smaple", "sample")]
    [InlineData("help inti", "init")]
    [InlineData("completion fihs", "fish")]
    [InlineData("init FOLDER/wrong.json --dry-run", "Sequential")]
    [InlineData("init FOLDER/layer.json --dry-run", "Dense")]
    [InlineData("train FOLDER/activation.json --data FOLDER/d.csv --loss mse --seed 1", "relu")]
    [InlineData("init FOLDER/model.json --dry-run --initializer glorot_unifrm", "glorot_uniform")]
    [InlineData("init FOLDER/model.json --dry-run --initializer dense/kernl=zeros", "dense/kernel")]
    [InlineData("train FOLDER/model.json --data FOLDER/d.csv --loss mean_squared_eror", "mean_squared_error")]
    [InlineData(Train + "--optimizer adm", "adam")]
    [InlineData(Train + "--optimizer SGD(learning_rat=1)", "learning_rate")]
    [InlineData(Train + "--metrics accurcy", "accuracy")]
    [InlineData(Train + "--early-stopping 1 --watch los --seed 1", "loss")]
    public void In_every_list(string line, string word) => Run(line, 2, word);

    [Theory]
    [InlineData("inspect FOLDER/modle.json")]
    [InlineData("init FOLDER/modl.json --dry-run")]
    [InlineData("convert FOLDER/mode.json FOLDER/w.npz")]
    [InlineData("train FOLDER/model.jso.json --data FOLDER/d.csv --loss mse")]
    public void Among_the_files_of_a_folder(string line) => Run(line, 3, "model.json");

    private static void Run(string line, int status, string word)
    {
        using TemporaryFolder folder = new();
        const string model = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "dense", "units": 1, "activation": "relu", "batch_input_shape": [null, 1]}}]}}
            """;
        File.WriteAllText(folder.At("model.json"), model);
        File.WriteAllText(folder.At("wrong.json"), model.Replace("\"Sequential\"", "\"Sequentail\"", StringComparison.Ordinal));
        File.WriteAllText(folder.At("layer.json"), model.Replace("\"Dense\"", "\"Dens\"", StringComparison.Ordinal));
        File.WriteAllText(folder.At("activation.json"), model.Replace("\"relu\"", "\"rleu\"", StringComparison.Ordinal));
        File.WriteAllText(folder.At("d.csv"), "1,2\n3,4\n");

        ToolRun.InProcess([.. line.Replace("FOLDER", folder.Path, StringComparison.Ordinal).Split(' ')]).IsRefused(status, $"Did you mean '{word}'?");
    }
}
