using Seedbed.Tests.Networks.Keras;
using Seedbed.Tests.Networks.Training;
using Xunit;

namespace Seedbed.Tests.Cli;

/// <summary>What the tool prints does not depend on the user's culture: text, JSON and sentences.</summary>
public sealed class CultureTests
{
    public static TheoryData<string> Commands =>
    [
        "list",
        "list|--json",
        "sample|he_normal|--shape|64,32|--seed|-7",
        "sample|he_normal|--shape|64,32|--seed|-7|--json",
        "sample|RandomUniform(minval=-0.5, maxval=0.5)|--shape|2000|--seed|1|--json",
        "sample|he_normal|--shape|3,-3",
        "sample|VarianceScaling(scale=-0.5)|--shape|3",
        "sample|he_normal|--shape|99999999,99999999,99999999",
        $"init|{ModelFiles.PathOf("c_mlp_mixed")}|-o|x.npz|--seed|-3|--dry-run",
        $"init|{ModelFiles.PathOf("c_mlp_mixed")}|-o|x.npz|--seed|-3|--dry-run|--json",
        $"inspect|{TrainingFiles.PathOf("mlp.weights.h5")}",
        $"inspect|{TrainingFiles.PathOf("mlp.weights.h5")}|--json",
        $"train|{TrainingFiles.PathOf("mlp.json")}|--data|{TrainingFiles.PathOf("mlp.data.npz")}|--loss|sparse_categorical_crossentropy|--seed|-5",
        $"train|{TrainingFiles.PathOf("mlp.json")}|--data|{TrainingFiles.PathOf("mlp.data.npz")}|--loss|sparse_categorical_crossentropy|--seed|-5|--json",
        $"train|{TrainingFiles.PathOf("mlp.json")}|--data|{TrainingFiles.PathOf("mlp.data.npz")}|--loss|mse|--optimizer|SGD(learning_rate=-0.5)",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_culture_reads_the_same(string command)
    {
        var expected = ToolRun.InProcess(command.Split('|'));
        using OtherCulture culture = new();

        Assert.Equal(expected, ToolRun.InProcess(command.Split('|')));
    }
}
