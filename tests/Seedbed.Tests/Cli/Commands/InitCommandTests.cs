using System.Text;
using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Tests.Checkpoints;
using Xunit;

namespace Seedbed.Tests.Cli.Commands;

public sealed class InitCommandTests
{
    private const string Layer = """
        {"module": "keras.layers", "class_name": "Dense", "config": {"name": "NAME", "units": 3, "kernel_initializer":
        {"class_name": "HeNormal", "config": {"seed": SEED}}}, "registered_name": null, "build_config": {"input_shape": [null, 3]}}
        """;

    [Fact]
    public void A_model_is_written_and_summed_up()
    {
        using TemporaryFolder folder = new();
        string model = Model(folder, ("a", "null"), ("b", "7"));
        string path = Path.Combine(folder.Path, "m.safetensors");

        JsonElement json = ToolRun.InProcess("init", model, "-o", path, "--seed", "42", "--json").IsDone().Json();

        Assert.Equal(4, json.GetProperty("tensor_count").GetInt32());
        Assert.Equal(24, json.GetProperty("parameter_count").GetInt32());
        Assert.Equal(42, json.GetProperty("seed").GetInt64());
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal(96, json.GetProperty("bytes").GetInt32());
        byte[] a = Bytes(new HeNormal(Seed.FromKey(RandomKey.FromName(42, "a/kernel"))));
        byte[] b = Bytes(new HeNormal(7));
        Assert.Equal([.. a, .. new byte[12], .. b, .. new byte[12]], file[^96..]);
        Assert.Equal([model, path], Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_global_seed_gives_the_seeds_that_Keras_draws_and_stands_in_the_file()
    {
        using TemporaryFolder folder = new();
        string model = Model(folder, ("a", "null"), ("b", "7"));
        string path = Path.Combine(folder.Path, "m.safetensors");

        JsonElement json = ToolRun.InProcess("init", model, "-o", path, "--global-seed", "42", "--json").IsDone().Json();

        Assert.Equal(42, json.GetProperty("global_seed").GetInt64());
        Assert.False(json.GetProperty("seed_was_drawn").GetBoolean());
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal([.. Bytes(new HeNormal(686579304)), .. new byte[12], .. Bytes(new HeNormal(7)), .. new byte[12]], file[^96..]);
        Assert.Contains("\"global_seed\":\"42\"", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.Contains("global seed 42 (tensorflow)", ToolRun.InProcess("init", model, "--dry-run", "--global-seed", "42").IsDone().Output, StringComparison.Ordinal);
        ToolRun both = ToolRun.InProcess("init", model, "-o", path, "--global-seed", "42", "--seed", "1");
        Assert.Equal(2, both.Status);
        Assert.Contains("--seed and --global-seed are both given", both.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Keras_would_not_have_seeded_is_told_beside_a_global_seed()
    {
        using TemporaryFolder folder = new();
        string model = Model(folder, ("a", "null"), ("b", "7"));
        string[] line = ["init", model, "--dry-run", "--global-seed", "42"];

        ToolRun run = ToolRun.InProcess([.. line, "--initializer", "he_normal", "--json"]);

        string sentence = Assert.Single(run.Json().GetProperty("assumptions").EnumerateArray()).GetString()!;
        Assert.StartsWith("a/kernel and 1 more draw from keys by name, not from a seed that Keras gives", sentence, StringComparison.Ordinal);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("set_random_seed", ToolRun.InProcess([.. line, "--initializer", "he_normal(seed=3)"]).Error, StringComparison.Ordinal);
        Assert.Equal("", ToolRun.InProcess(line).IsDone().Error);
    }

    [Fact]
    public void A_dry_run_writes_nothing_and_shows_every_tensor()
    {
        using TemporaryFolder folder = new();
        string model = Model(folder, ("a", "null"), ("b", "7"));
        string path = Path.Combine(folder.Path, "m.safetensors");

        ToolRun text = ToolRun.InProcess("init", model, "-o", path, "--seed", "42", "--dry-run").IsDone();
        JsonElement[] tensors = [.. ToolRun.InProcess("init", model, "--seed", "42", "--dry-run",
            "--json").IsDone().Json().GetProperty("tensors").EnumerateArray()];

        Assert.Matches(@"\na/kernel +\[3, 3\] +float32 +HeNormal +0\.8164\d+ +[0-9a-f]{32}\n", text.Output);
        Assert.Matches(@"\nb/kernel .* \(seed 7\)\n", text.Output);
        Assert.Equal(["a/kernel", "a/bias", "b/kernel", "b/bias"], tensors.Select(tensor => tensor.GetProperty("name").GetString()));
        Assert.Equal($"{RandomKey.FromName(42, "a/kernel")}", tensors[0].GetProperty("key").GetString());
        Assert.Equal([model], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Equal_seeds_are_warned_of_and_a_drawn_seed_is_told()
    {
        using TemporaryFolder folder = new();

        ToolRun run = ToolRun.InProcess("init", Model(folder, ("a", "7"), ("b", "7")), "--dry-run", "--json");

        Assert.Equal(0, run.Status);
        Assert.Contains("warning: a/kernel, b/kernel have the same seed 7", run.Error, StringComparison.Ordinal);
        Assert.Contains($"drew the seed {run.Json().GetProperty("seed").GetInt64()};", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Json().GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public void A_drawn_seed_writes_the_same_file_again()
    {
        using TemporaryFolder folder = new();
        string model = Model(folder, ("a", "null"));
        string first = Path.Combine(folder.Path, "1.safetensors");
        string second = Path.Combine(folder.Path, "2.safetensors");

        long seed = ToolRun.InProcess("init", model, "-o", first, "--json").Json().GetProperty("seed").GetInt64();
        Assert.InRange(seed, 0, (1L << 53) - 1);
        ToolRun.InProcess("init", model, "-o", second, "--seed", $"{seed}", "--threads", "1").IsDone();

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void A_damaged_template_is_refused_with_its_path_and_nothing_is_written()
    {
        using TemporaryFolder folder = new();
        string model = Path.Combine(folder.Path, "model.json");
        File.WriteAllText(model, "{\n  \"class_name\": Sequential}");

        ToolRun.InProcess("init", model, "-o", Path.Combine(folder.Path, "m.safetensors"))
            .IsRefused(2, $"{model}: this is not valid JSON: line 2, column 17");
        Assert.Equal([model], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_model_that_does_not_tell_its_shapes_is_told_them()
    {
        using TemporaryFolder folder = new();
        string model = Path.Combine(folder.Path, "unbuilt.json");
        File.WriteAllText(model, """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "LSTM", "config": {"name": "a", "units": 2}}, {"class_name": "Dense", "config": {"name": "b", "units": 5}}]}}
            """);

        ToolRun.InProcess("init", model, "--dry-run").IsRefused(2, "--input-shape");
        JsonElement json = ToolRun.InProcess("init", model, "--dry-run", "--json", "--seed", "1", "--input-shape", "?,7").IsDone().Json();

        Assert.Equal(["a/lstm_cell/kernel[7,8]", "a/lstm_cell/recurrent_kernel[2,8]", "a/lstm_cell/bias[8]", "b/kernel[2,5]", "b/bias[5]"],
            NamesAndShapes(json));
    }

    [Fact]
    public void A_dry_run_tells_the_parts_of_a_scheme_and_the_deviation_of_a_matrix()
    {
        using TemporaryFolder folder = new();
        string model = Path.Combine(folder.Path, "lstm.json");
        File.WriteAllText(model, """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "LSTM", "config": {"name": "a", "units": 4, "bias_initializer": "random_normal"}}]}}
            """);

        JsonElement json =
            ToolRun.InProcess(
                "init", model, "--dry-run", "--json", "--seed", "1", "--keras", "3.14", "--input-shape", "?,7").IsDone().Json();

        Assert.Equal("3.14", json.GetProperty("keras").GetString());
        JsonElement[] tensors = [.. json.GetProperty("tensors").EnumerateArray()];
        Assert.Equal(["GlorotUniform", "Orthogonal", "ForgetGateBias(RandomNormal)"],
            tensors.Select(tensor => tensor.GetProperty("initializer").GetString()));
        Assert.Equal(0.25, tensors[1].GetProperty("std").GetDouble());
        Assert.All(tensors, tensor => Assert.NotNull(tensor.GetProperty("key").GetString()));
    }

    [Fact]
    public void A_layer_of_the_user_s_own_is_described_by_a_file()
    {
        using TemporaryFolder folder = new();
        string model = Model(folder, ("a", "7"));
        File.WriteAllText(model, File.ReadAllText(model).Replace("\"Dense\"", "\"Twice\"", StringComparison.Ordinal));
        string layers = Path.Combine(folder.Path, "layers.json");
        File.WriteAllText(layers, """{"layers": {"Twice": {"weights": [{"name": "kernel", "shape": ["input[-1]", "2 * units"], "initializer": "kernel_initializer"}]}}}""");

        ToolRun.InProcess("init", model, "--dry-run").IsRefused(2, "--layers");
        JsonElement json = ToolRun.InProcess("init", model, "--dry-run", "--json", "--seed", "1", "--layers", layers).IsDone().Json();
        Assert.Equal(["a/kernel[3,6]"], NamesAndShapes(json));

        File.WriteAllText(layers, "{}");
        ToolRun.InProcess("init", model, "--dry-run", "--layers", layers).IsRefused(2, layers);
        ToolRun.InProcess("init", model, "--dry-run", "--layers", folder.Path + "/none.json").IsRefused(3, "none.json");
    }

    [Fact]
    public void A_keras_file_for_an_older_release_says_what_it_leaves_out()
    {
        using TemporaryFolder folder = new();
        string model = Path.Combine(folder.Path, "new.json");
        File.WriteAllText(model, """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2, "quantization_config": null}}]}}
            """);
        string file = Path.Combine(folder.Path, "m.keras");

        ToolRun run = ToolRun.InProcess("init", model, "-o", file, "--seed", "1", "--input-shape", "4", "--keras", "3.12");

        Assert.Equal(0, run.Status);
        Assert.Contains("config.json leaves out quantization_config, which Keras 3.12 does not know", run.Error, StringComparison.Ordinal);
        ToolRun.InProcess("init", file, "--dry-run", "--seed", "1").IsDone();
        ToolRun.InProcess("init", model, "--dry-run", "--seed", "1", "--input-shape", "4", "--keras", "3.12").IsDone();
    }

    [Fact]
    public void An_initializer_that_a_pattern_replaces_need_not_be_known()
    {
        string model = Repository.At("tests", "Seedbed.Tests", "Cases", "custom_initializer_function.json");

        ToolRun.InProcess("init", model, "--dry-run").IsRefused(2, "--initializer 'dense/kernel=he_normal'");
        JsonElement json =
            ToolRun.InProcess("init", model, "--dry-run", "--json", "--seed", "1", "--initializer", "**/kernel=he_normal").IsDone().Json();

        Assert.Equal(["dense/kernel[4,3]", "dense/bias[3]"], NamesAndShapes(json));
    }

    /// <summary>A scheme without a pattern is for all kernels, in init as in train.</summary>
    [Fact]
    public void An_initializer_without_a_pattern_is_for_all_kernels()
    {
        using TemporaryFolder folder = new();
        string model = Path.Combine(folder.Path, "m.json");
        File.WriteAllText(model, """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "SeparableConv1D", "config": {"name": "s", "filters": 2, "kernel_size": [3], "batch_input_shape": [null, 8, 3]}},
            {"class_name": "LSTM", "config": {"name": "a", "units": 2}}, {"class_name": "Dense", "config": {"name": "b", "units": 5}}]}}
            """);
        string[] line = ["init", model, "--dry-run", "--json", "--seed", "1", "--initializer", "he_normal", "--initializer", "b/kernel=ones"];

        JsonElement[] tensors = [.. ToolRun.InProcess(line).IsDone().Json().GetProperty("tensors").EnumerateArray()];

        Assert.Equal(
            ["HeNormal", "HeNormal", "Zeros", "HeNormal", "Orthogonal", "ForgetGateBias(Zeros)", "Ones", "Zeros"],
            tensors.Select(tensor => tensor.GetProperty("initializer").GetString()));
        ToolRun.InProcess("init", model, "--dry-run", "--initializer", "=he_normal").IsRefused(2, "it must be PATTERN=ID, such as '**/kernel=he_normal', or ID for all kernels");
        File.WriteAllText(model, """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Embedding", "config": {"name": "e", "input_dim": 4, "output_dim": 2, "batch_input_shape": [null, 8]}}]}}
            """);
        ToolRun.InProcess("init", model, "--dry-run", "--initializer", "he_normal")
            .IsRefused(2, "--initializer he_normal means all kernels, of which the model has none; name its weights with a pattern, such as 'e/embeddings=he_normal'.");
    }

    private static IEnumerable<string> NamesAndShapes(JsonElement json) => json.GetProperty("tensors").EnumerateArray()
        .Select(tensor => $"{tensor.GetProperty("name").GetString()}[{string.Join(',', tensor.GetProperty("shape").EnumerateArray())}]");

    private static string Model(TemporaryFolder folder, params (string Name, string Seed)[] layers)
    {
        IEnumerable<string> texts = layers.Select(layer =>
            Layer.Replace("NAME", layer.Name, StringComparison.Ordinal).Replace("SEED", layer.Seed, StringComparison.Ordinal));
        string path = Path.Combine(folder.Path, "a_model.json");
        File.WriteAllText(path, $$$"""
            {"module": "keras", "class_name": "Sequential", "config": {"name": "m", "trainable": true, "layers": [
            {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 3], "dtype": "float32", "name": "in"}},
            {{{string.Join(",\n", texts)}}}]}, "registered_name": null}
            """, Encoding.UTF8);
        return path;
    }

    private static byte[] Bytes(HeNormal initializer) => [.. initializer.CreateArray<float>([3, 3]).SelectMany(BitConverter.GetBytes)];
}
