using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>JSON that is made to break a reader is refused with a sentence, in bounded time.</summary>
public sealed class HostileModelTests
{
    private const int Mutations = 300;

    private static readonly string[] s_values =
    [
        "null", "true", "0", "-1", "1", "3", "1.5", "1e308", "9007199254740992", "9223372036854775807", "\"\"", "\"x\"", "\"same\"", "[]",
        "[null]", "[-1]", "[[1, 2], [3]]",
        "[2, 2]", "{}", "{\"class_name\": \"Dense\", \"config\": {}}", "[\"input_layer\", 0, 0]",
    ];

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"config\": ", "}")]
    public void A_hundred_thousand_levels_are_refused(string open, string close)
    {
        const int Levels = 100_000;
        StringBuilder text = new();
        text.Insert(0, open, Levels).Append('1').Append(string.Concat(Enumerable.Repeat(close, Levels)));

        Assert.Throws<FormatException>(() => KerasModelReader.Read(text.ToString()));
        Assert.Throws<FormatException>(() => KerasModelReader.Read($$$"""{"class_name": "Sequential", "config": {"name": "m", "layers": [{{{text}}}]}}"""));
    }

    [Theory]
    [InlineData("""{"class_name": "Sequential", "class_name": "Functional", "config": {"name": "m", "layers": []}}""")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m", "layers": [], "layers": []}}""")]
    public void A_key_that_stands_twice_is_refused(string json) => Assert.Throws<FormatException>(() => KerasModelReader.Read(json));

    /// <summary>Each level copies the one below: a file of 8 kB would have 2¹⁰⁰ layers.</summary>
    [Theory]
    [InlineData(18, "more than 50000 layers")]
    [InlineData(100, "characters together")]
    public void Wrappers_that_double_do_not_take_forever(int levels, string sentence)
    {
        string layer = """{"class_name": "LSTM", "config": {"name": "l", "units": 1, "return_sequences": true}}""";
        for (int level = 0; level < levels; level++)
        {
            layer = """{"class_name": "Bidirectional", "config": {"name": "b", "merge_mode": "sum", "layer": """ + layer + "}}";
        }

        string model = LayerTests.Model("""{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 3, 1]}}""", layer);

        Assert.Contains(sentence, Assert.Throws<FormatException>(() => KerasModelReader.Read(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_has_1024_characters_at_most()
    {
        Assert.Equal(1024 + "/kernel".Length, KerasModelReader.Read(Named(new string('n', 1024))).Tensors[0].Name.Length);

        FormatException fault = Assert.Throws<FormatException>(() => KerasModelReader.Read(Named(new string('n', 1_000_000))));

        Assert.Contains("a name of 1000000 characters, 'nnn", fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 1, 200);

        static string Named(string name) => LayerTests.Model(LayerTests.Layer("Dense", name, """ "units": 3 """, """{"input_shape": [null, 4]}"""));
    }

    /// <summary>Each layer repeats the names of those around it: 2 MB of JSON would have names of a hundred.</summary>
    [Fact]
    public void Names_do_not_multiply()
    {
        string model = string.Join(',', Enumerable.Range(0, 2000).Select(index => LayerTests.Layer("Dense", $"d{index}", """ "units": 1 """, """{"input_shape": [null, 1]}""")));
        for (int depth = 0; depth < 20; depth++)
        {
            model = $$$"""{"class_name": "Sequential", "config": {"name": "{{{new string('n', 1000)}}}", "layers": [{{{model}}}]}}""";
        }

        Assert.Contains("more than 67108864 characters together",
            Assert.Throws<FormatException>(() => KerasModelReader.Read(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_has_64_dimensions_at_most()
    {
        string model = LayerTests.Model($$$"""{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [{{{string.Join(", ", Enumerable.Repeat("1", 65))}}}]}}""");

        Assert.Contains("65 dimensions; at most 64", Assert.Throws<FormatException>(() => KerasModelReader.Read(model)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// Values of a model, with and without its shapes, are replaced by others: it is read or refused, whichever they were.
    /// </summary>
    [Theory]
    [InlineData("d_lstm", false)]
    [InlineData("e_attention", true)]
    [InlineData("f_zoo", true)]
    [InlineData("f_zoo", false)]
    [InlineData("g_misc", true)]
    [InlineData("h_unseeded", true)]
    public void No_mutation_breaks_the_reader(string name, bool stripped)
    {
        JsonNode model = stripped ? StrippedModels.Read(name) : JsonNode.Parse(File.ReadAllBytes(ModelFiles.PathOf(name)))!;
        string text = model.ToJsonString();
        int count = Leaves(JsonNode.Parse(text)!).Count;
        KerasModelOptions[] options = [new(), new() { InputShapes = [[8, 8, 3]] }, new() { InputShapes = [[16, 16, 3], [6, 6, 6, 2]] },
            new() { KerasVersion = new Version(3, 3) }];
        Gen<(int Leaf, int Value, int Options)> mutation =
            Gen.Choose(0, count - 1).SelectMany(leaf => Gen.Choose(0, s_values.Length - 1), (leaf, value) => (leaf, value))
            .SelectMany(pair => Gen.Choose(0, options.Length - 1), (pair, option) => (pair.leaf, pair.value, option));

        Prop.ForAll(
            Arb.From(mutation), change => IsReadOrRefused(Mutate(text, change.Leaf, s_values[change.Value]), options[change.Options]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Mutations));
    }

    private static bool IsReadOrRefused(string text, KerasModelOptions options)
    {
        try
        {
            KerasModelReader.Read(text, options);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            Assert.InRange(fault.Message.Length, 20, 2000);
        }

        return true;
    }

    private static string Mutate(string text, int leaf, string value)
    {
        JsonNode model = JsonNode.Parse(text)!;
        (JsonNode parent, string? key, int index) = Leaves(model)[leaf];
        if (key is null)
        {
            parent.AsArray()[index] = JsonNode.Parse(value);
        }
        else
        {
            parent.AsObject()[key] = JsonNode.Parse(value);
        }

        return model.ToJsonString();
    }

    /// <summary>Every place of a value, inner ones included.</summary>
    private static List<(JsonNode Parent, string? Key, int Index)> Leaves(JsonNode node) => node switch
    {
        JsonObject value => [.. value.SelectMany(member => (IEnumerable<(JsonNode, string?, int)>)[(value, member.Key, 0), .. member.Value is null ? [] : Leaves(member.Value)])],
        JsonArray list => [.. list.SelectMany((item, index) => (IEnumerable<(JsonNode, string?, int)>)[(list, null, index), .. item is null ? [] : Leaves(item)])],
        _ => [],
    };
}
