using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

public sealed class SampleCommandTests
{
    [Fact]
    public void Json_tells_what_was_drawn_and_what_came_out()
    {
        JsonElement json = ToolRun.InProcess("sample", "he_normal", "--shape", "64,32", "--seed", "7", "--json").IsDone().Json();

        float[] values = new HeNormal(seed: 7).CreateArray<float>([64, 32]);
        double mean = values.Average(value => (double)value);
        Assert.Equal("HeNormal", json.GetProperty("initializer").GetProperty("class_name").GetString());
        Assert.Equal(7, json.GetProperty("initializer").GetProperty("config").GetProperty("seed").GetInt64());
        Assert.Equal([64, 32], json.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt32()));
        Assert.Equal(7, json.GetProperty("seed").GetInt64());
        Assert.Equal(64, json.GetProperty("fans").GetProperty("fan_in").GetDouble());
        JsonElement statistics = json.GetProperty("statistics");
        Assert.Equal(values.Length, statistics.GetProperty("count").GetInt64());
        Assert.Equal(mean, statistics.GetProperty("mean").GetDouble(), 1e-15);
        Assert.Equal(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), statistics.GetProperty("std").GetDouble(), 1e-15);
        Assert.Equal(values.Min(), statistics.GetProperty("min").GetDouble());
        Assert.Equal(values.Max(), statistics.GetProperty("max").GetDouble());
        Assert.Equal(Math.Sqrt(2.0 / 64), json.GetProperty("expected").GetProperty("std").GetDouble(), 1e-15);
        Assert.Equal(values.Take(8).Select(value => (double)value),
            json.GetProperty("first_values").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal(values.Length, json.GetProperty("histogram").GetProperty("counts").EnumerateArray().Sum(count => count.GetInt64()));
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("3.4", "3.0 to 3.4")]
    [InlineData("3", "3.5 and later")]
    [InlineData("3.15.1", "3.5 and later")]
    public void A_version_of_Keras_chooses_the_stream(string version, string versions)
    {
        // Above 2³¹ the three generations fold a seed differently.
        const long Seed = 1L << 40;
        RandomStream stream = version[0] == '2' ? RandomStream.TensorFlowStateless
            : version == "3.4" ? RandomStream.TensorFlowKeras34
            : RandomStream.TensorFlow;
        float[] values = new HeNormal(Seed).CreateArray<float>([4, 4], new FillOptions { Stream = stream });

        JsonElement json =
            ToolRun.InProcess("sample", "he_normal", "--shape", "4,4", "--seed", $"{Seed}", "--keras", version, "--json").IsDone().Json();

        Assert.Equal(versions, json.GetProperty("keras").GetString());
        Assert.Equal(values[0], json.GetProperty("first_values")[0].GetDouble());
    }

    [Fact]
    public void Text_has_statistics_beside_the_expected_and_a_histogram()
    {
        string text = ToolRun.InProcess("sample", "RandomUniform(minval=-1, maxval=1, seed=3)", "--shape", "1000").IsDone().Output;

        Assert.StartsWith("RandomUniform [1000], float32, seed 3, tensorflow\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\nstd +0\.5\d+ +0\.57735\n", text);
        Assert.Equal(20, text.Split('\n').Count(line => line.Contains('█', StringComparison.Ordinal)));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public void Nothing_has_no_statistics()
    {
        Assert.Matches(@"\nmean +n/a +0\n", ToolRun.InProcess("sample", "he_normal", "--shape", "0,3", "--seed", "1").IsDone().Output);

        JsonElement json = ToolRun.InProcess("sample", "he_normal", "--shape", "0,3", "--seed", "1", "--json").IsDone().Json();
        Assert.Equal(0, json.GetProperty("statistics").GetProperty("count").GetInt64());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("statistics").GetProperty("mean").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("histogram").ValueKind);
    }

    [Fact]
    public void Values_that_are_no_numbers_are_counted()
    {
        JsonElement json = ToolRun.InProcess("sample", "Constant(value=NaN)", "--shape", "5", "--json").IsDone().Json();

        Assert.Equal(5, json.GetProperty("statistics").GetProperty("nan").GetInt64());
        Assert.Equal("NaN", json.GetProperty("first_values")[0].GetString());
    }

    [Fact]
    public void A_drawn_seed_is_told_and_draws_the_same_again()
    {
        ToolRun first = ToolRun.InProcess("sample", "he_normal", "--shape", "3,3", "--json");
        long seed = first.Json().GetProperty("seed").GetInt64();

        ToolRun second = ToolRun.InProcess("sample", "he_normal", "--shape", "3,3", "--json", "--seed", $"{seed}").IsDone();

        Assert.Equal($"seedbed: drew the seed {seed}; --seed {seed} gives the same values again.{Environment.NewLine}", first.Error);
        Assert.Equal(first.Output, second.Output);
    }

    [Fact]
    public void A_given_seed_overrides_the_configuration()
    {
        string[] rest = ["--shape", "3,3", "--json", "--seed", "7"];

        Assert.Equal(
            ToolRun.InProcess(["sample", "he_normal", .. rest]).IsDone().Output,
            ToolRun.InProcess(["sample", """{"class_name": "HeNormal", "config": {"seed": 9}}""", .. rest]).IsDone().Output);
    }

    [Theory]
    [InlineData("he_normal", "float32", 4)]
    [InlineData("orthogonal", "float64", 8)]
    [InlineData("glorot_uniform", "bfloat16", 2)]
    public void Slices_in_files_are_parts_of_the_whole(string id, string type, int size)
    {
        using TemporaryFolder folder = new();
        byte[] Data(string name, params string[] options)
        {
            string path = Path.Combine(folder.Path, name);
            ToolRun run = ToolRun.InProcess(["sample", id, "--shape", "40,25", "--seed", "1", "--dtype", type, "-o", path, .. options]);
            Assert.Equal(0, run.Status);
            byte[] file = File.ReadAllBytes(path);
            return file[(10 + BitConverter.ToUInt16(file, 8))..];
        }

        byte[] whole = Data("whole.npy");

        Assert.Equal(1000 * size, whole.Length);
        Assert.Equal(whole[..(333 * size)], Data("a.npy", "--slice", "0:333"));
        Assert.Equal(whole[(333 * size)..], Data("b.npy", "--slice", "333:667", "--threads", "2"));
        Assert.Empty(Data("c.npy", "--slice", "1000:0"));
    }

    [Fact]
    public void A_file_holds_the_library_s_values()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "w.npy");

        ToolRun run =
            ToolRun.InProcess("sample", "he_normal", "--shape", "3,3", "--seed", "5", "--dtype", "float16", "-o", path, "--json").IsDone();

        Assert.Equal(path, run.Json().GetProperty("file").GetString());
        byte[] values = [.. new HeNormal(5).CreateArray<Half>([3, 3]).SelectMany(BitConverter.GetBytes)];
        Assert.Equal(values, File.ReadAllBytes(path)[^values.Length..]);
    }

    [Fact]
    public void An_existing_file_is_kept_unless_forced()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "w.npy");
        File.WriteAllText(path, "mine");
        string[] arguments = ["sample", "he_normal", "--shape", "3,3", "--seed", "5", "-o", path];

        ToolRun.InProcess(arguments).IsRefused(2, $"{path} exists already and is kept");
        Assert.Equal("mine", File.ReadAllText(path));

        Assert.Equal(0, ToolRun.InProcess([.. arguments, "--force"]).Status);
        Assert.Equal(0x93, File.ReadAllBytes(path)[0]);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Every_element_type_is_drawn_as_the_library_draws_it() =>
        Assert.All(Enum.GetValues<ElementType>(), type =>
        {
            JsonElement json =
                ToolRun.InProcess("sample", "he_normal", "--shape", "2,2", "--seed", "3", "--dtype", type.Name(), "--json").IsDone().Json();
            double expected = type switch
            {
                ElementType.Float32 => new HeNormal(3).CreateArray<float>([2, 2])[0],
                ElementType.Float64 => new HeNormal(3).CreateArray<double>([2, 2])[0],
                ElementType.Float16 => (double)new HeNormal(3).CreateArray<Half>([2, 2])[0],
                _ => (double)new HeNormal(3).CreateArray<BFloat16>([2, 2])[0],
            };
            Assert.Equal(expected, json.GetProperty("first_values")[0].GetDouble());
        });

    [Fact]
    public void Several_types_give_a_sample_of_each()
    {
        string[] line = ["sample", "he_normal", "--shape", "20,30", "--seed", "3"];
        JsonElement[] samples = [.. ToolRun.InProcess([.. line, "--json", "--dtype", "float64,bfloat16"]).IsDone().Json().GetProperty("samples").EnumerateArray()];

        Assert.Equal(["float64", "bfloat16"], samples.Select(sample => sample.GetProperty("dtype").GetString()));
        Assert.Equal(new HeNormal(3).CreateArray<double>([20, 30])[1], samples[0].GetProperty("first_values")[1].GetDouble());
        Assert.Equal((double)new HeNormal(3).CreateArray<BFloat16>([20, 30])[1], samples[1].GetProperty("first_values")[1].GetDouble());
        string text = ToolRun.InProcess([.. line, "--dtype", "float64,bfloat16"]).IsDone().Output;
        Assert.Equal(text, ToolRun.InProcess([.. line, "--dtype", "float64"]).Output + Environment.NewLine + ToolRun.InProcess([.. line, "--dtype", "bfloat16"]).Output);
        ToolRun.InProcess([.. line, "--dtype", "float64,bfloat16", "-o", "w.npy"]).IsRefused(2, "-o takes one tensor, and --dtype names 2 types;");
    }
}
