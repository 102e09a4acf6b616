using System.Text.Json;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Cli.Output;

/// <summary>The keys of all JSON that the tool prints are in snake_case.</summary>
public sealed class JsonKeyTests
{
    [Theory]
    [InlineData("list")]
    [InlineData("list he_normal")]
    [InlineData("sample he_normal --shape 3 --seed 1")]
    [InlineData("sample he_normal --shape 3 --seed 1 -o FOLDER/a.npy")]
    [InlineData("init MODEL -o FOLDER/a.npz --seed 1")]
    [InlineData("init MODEL --seed 1 --dry-run -o FOLDER/a.npz")]
    [InlineData("inspect FOLDER/w.weights.h5")]
    [InlineData("convert FOLDER/w.weights.h5 FOLDER/w.npz")]
    [InlineData("train MODEL --data FOLDER/d.csv --loss mse --seed 1")]
    [InlineData("train MODEL --data FOLDER/d.csv --loss mse --seed 1 --epochs 2 --initializer zeros --initializer he_normal")]
    [InlineData("advise gelu --optimizer sgd")]
    [InlineData("advise swiglu --normalized pre")]
    public void A_key_is_in_snake_case(string command)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("m.json"), LayerTests.Model(LayerTests.Layer("Dense", "d", """ "units": 1 """, """{"input_shape": [null, 2]}""")));
        File.WriteAllText(folder.At("d.csv"), "a,b,y\n1,2,3\n4,5,6\n");
        ToolRun.InProcess("init", folder.At("m.json"), "-o", folder.At("w.weights.h5"), "--seed", "1").IsDone();
        string[] arguments = [.. command.Split(' ').Select(word => word
            .Replace("MODEL", folder.At("m.json"), StringComparison.Ordinal).Replace("FOLDER", folder.Path, StringComparison.Ordinal))];

        string[] keys = [.. Keys(ToolRun.InProcess([.. arguments, "--json"]).Json())];

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", key));
    }

    /// <summary>All keys but those of metadata, which are the file's.</summary>
    private static IEnumerable<string> Keys(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            value.EnumerateObject().SelectMany(
                property => property.Name == "metadata" ? [property.Name] : Keys(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Keys),
        _ => [],
    };
}
