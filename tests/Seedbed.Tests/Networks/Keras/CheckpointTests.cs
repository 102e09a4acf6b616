using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Models;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Checkpoints.Reading;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Checkpoints of one format as those of another.</summary>
public sealed class CheckpointTests
{
    /// <summary>Files that Keras wrote, and the model whose weights each has; an .h5 of Keras 2 too.</summary>
    public static TheoryData<string, string> RealFiles => new()
    {
        { "Golden/models/f_zoo.keras", "Golden/models/f_zoo.keras" },
        { "Golden/models/e_attention.keras", "Golden/models/e_attention.keras" },
        { "Golden/models/c_mlp_mixed.keras", "Golden/models/c_mlp_mixed.keras" },
        { "Golden/models/d_lstm.keras", "Golden/models/d_lstm.keras" },
        { "Golden/models/f_zoo.weights.h5", "Golden/models/f_zoo.json" },
        { "Golden/models/e_attention.weights.h5", "Golden/models/e_attention.keras" },
        { "Golden/models/c_mlp_mixed.weights.h5", "Golden/models/c_mlp_mixed.json" },
        { "Golden/models/d_lstm.weights.h5", "Golden/models/d_lstm.json" },
        { "Golden/training/lstm.weights.h5", "Golden/training/lstm.json" },
        { "Golden/training/batchnorm.weights.h5", "Golden/training/batchnorm.json" },
        { "Golden/training/attention.weights.h5", "Golden/training/attention.json" },
        { "Golden/training/cnn.weights.h5", "Golden/training/cnn.json" },
        { "Golden/training/mlp.weights.h5", "Golden/training/mlp.json" },
        { "Cases/legacy_model.h5", "Cases/legacy.json" },
        { "Cases/legacy_weights.h5", "Cases/legacy.json" },
    };

    [Theory]
    [MemberData(nameof(RealFiles))]
    public void A_real_file_goes_through_every_format_and_back(string name, string modelName)
    {
        using TemporaryFolder folder = new();
        string path = Repository.At(["tests", "Seedbed.Tests", .. name.Split('/')]);
        var model = KerasModelFile.Read(Repository.At(["tests", "Seedbed.Tests", .. modelName.Split('/')]));
        string back = name.EndsWith(".weights.h5", StringComparison.Ordinal) ? ".weights.h5" : Path.GetExtension(name);
        foreach (string ending in CheckpointFiles.Endings.Append("/"))
        {
            string there = folder.At("there" + ending);
            string again = folder.At($"back_{ending.Trim('.', '/')}{back}");

            Checkpoint.Convert(path, there, new ConvertOptions { Model = model });
            Checkpoint.Convert(there, again, new ConvertOptions { Model = model });

            Assert.Equal(Contents(path), Contents(again));
        }
    }

    [Fact]
    public void Without_a_model_names_are_kept_and_what_needs_one_is_refused()
    {
        using TemporaryFolder folder = new();
        string weights = Repository.At("tests", "Seedbed.Tests", "Golden", "models", "d_lstm.weights.h5");
        Checkpoint.Convert(weights, folder.At("w.npz"));
        Checkpoint.Convert(folder.At("w.npz"), folder.At("w.weights.h5"));

        Assert.Equal(Contents(weights), Contents(folder.At("w.weights.h5")));
        Assert.Contains("layers/lstm/cell/vars/0", Contents(folder.At("w.npz")).Keys);
        foreach (string ending in (string[])[".h5", ".keras"])
        {
            Assert.Contains("name the model with --model", Refusal(weights, folder.At("x" + ending)), StringComparison.Ordinal);
        }

        Assert.Contains(
            "name the model with --model", Refusal(weights, folder.At("x.npz"), new ConvertOptions { PyTorch = true }), StringComparison.Ordinal);
        Assert.Contains("its name must end in one of", Refusal(weights, folder.At("x.onnx")), StringComparison.Ordinal);
        Assert.Contains("exists", Refusal(weights, folder.At("w.npz")), StringComparison.Ordinal);
        Assert.Equal(["w.npz", "w.weights.h5"], folder.Files);
    }

    [Fact]
    public void A_tensor_that_is_no_weight_keeps_its_place_or_is_refused()
    {
        using TemporaryFolder folder = new();
        Sequential model = new([new Input([2]), new Dense(3, name: "d")], seed: 1);
        model.Save(folder.At("m.keras"));
        WriteWith("layers/dropout/seed_generator/vars/0");
        Checkpoint.Convert(folder.At("w.safetensors"), folder.At("w.keras"), Of("m.keras"));
        Checkpoint.Convert(folder.At("w.keras"), folder.At("w.h5"));
        Checkpoint.Convert(folder.At("w.h5"), folder.At("back.safetensors"));

        Assert.Equal(Contents(folder.At("w.safetensors")), Contents(folder.At("back.safetensors")));
        Assert.Equal(model.GetWeights(), Model.Load(folder.At("w.h5")).GetWeights());
        WriteWith("stray");
        Assert.Contains(
            "has 'stray' of shape [2], which is no weight of the model and has no place", Refusal(folder.At("w.safetensors"), folder.At("x.h5"), Of("m.keras")),
            StringComparison.Ordinal);

        ConvertOptions Of(string name) => new() { Model = KerasModelFile.Read(folder.At(name)), Write = new() { Overwrite = true } };

        void WriteWith(string name)
        {
            model.SaveWeights(folder.At("plain.safetensors"), new WriteOptions { Overwrite = true });
            using var plain = CheckpointFiles.Open(folder.At("plain.safetensors"));
            TensorTemplate[] tensors = [.. plain.Tensors.Select(tensor =>
                new TensorTemplate(tensor.Name, tensor.Shape, tensor.Type, new Zeros()) { Stored = tensor })];
            CheckpointFormat.Safetensors.Write(
                folder.At("w.safetensors"),
                InitializationPlan.Create(
                    new ModelTemplate("m", [.. tensors, new TensorTemplate(name, [2], DType.Int32, new Zeros())]), new PlanOptions { Seed = 0 }),
                new WriteOptions { Overwrite = true });
        }
    }

    [Fact]
    public void Numbers_are_rounded_once()
    {
        using TemporaryFolder folder = new();

        // Rounded to float32 first it would be the middle of two bfloat16 numbers, and then go to the even one, 1.
        double[] values = [1 + Math.ScaleB(1, -8) + Math.ScaleB(1, -40), 1 + Math.ScaleB(1, -11) + Math.ScaleB(1, -40), 0.1, double.NaN, -1e300];
        CheckpointFormat.Npz.Write(folder.At("w.npz"), Plans.Of(new TensorTemplate(
            "w", [5], DType.Float64, Initializer.FromValues<double>(values, [5]))));
        foreach ((ElementType type, Func<double, double> expected) in new (ElementType, Func<double, double>)[]
        {
            (ElementType.BFloat16, value => (double)(BFloat16)value), (ElementType.Float16, value => (double)(Half)value),
            (ElementType.Float32, value => (float)value), (ElementType.Float64, value => value),
        })
        {
            Checkpoint.Convert(folder.At("w.npz"), folder.At("w.safetensors"), new ConvertOptions
            {
                ElementType = type, Write = new() { Overwrite = true },
            });
            using var file = CheckpointFiles.Open(folder.At("w.safetensors"));
            double[] read = new double[5];
            file.Tensors[0].ReadNumbers(0, read);
            Assert.Equal(values.Select(expected), read);
        }

        Assert.Equal(1 + Math.ScaleB(1, -7), (double)(BFloat16)values[0]);
    }

    [Fact]
    public void Layers_get_the_names_and_layouts_of_PyTorch()
    {
        using TemporaryFolder folder = new();
        Sequential model = new(
        [
            new Input([8, 8, 2]), new Conv2D(3, (3, 2), name: "c"), new BatchNormalization(name: "bn"), new DepthwiseConv2D((2, 2), depthMultiplier: 2, name: "dw"),
            new Flatten(), new Dense(4, name: "d"),
        ], seed: 1);
        model.Save(folder.At("m.keras"));

        Conversion conversion = Checkpoint.Convert(folder.At("m.keras"), folder.At("m.safetensors"), new ConvertOptions { PyTorch = true });

        Assert.Contains("Flatten", Assert.Single(conversion.Notes), StringComparison.Ordinal);
        using var file = CheckpointFiles.Open(folder.At("m.safetensors"));
        Assert.Equal(
            ["c.weight [3, 2, 3, 2]", "c.bias [3]", "bn.weight [3]", "bn.bias [3]", "bn.running_mean [3]", "bn.running_var [3]", "dw.weight [6, 1, 2, 2]",
                "dw.bias [6]", $"d.weight [4, {5 * 6 * 6}]", "d.bias [4]"],
            file.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape}"));
        float[] kernel = model.GetLayer("c").Kernel.ToArray<float>();
        float[] weight = Floats(file, "c.weight");
        float[] depthwise = model.WeightsOf("dw")[0].ToArray<float>();
        float[] grouped = Floats(file, "dw.weight");
        for (int output = 0; output < 3; output++)
        {
            for (int input = 0; input < 2; input++)
            {
                for (int window = 0; window < 6; window++)
                {
                    Assert.Equal(kernel[(((window * 2) + input) * 3) + output], weight[(((output * 2) + input) * 6) + window]);
                }
            }
        }

        for (int channel = 0; channel < 6; channel++)
        {
            for (int window = 0; window < 4; window++)
            {
                Assert.Equal(depthwise[(window * 6) + channel], grouped[(channel * 4) + window]);
            }
        }
    }

    [Fact]
    public void A_folder_of_arrays_is_replaced_only_when_it_has_nothing_else()
    {
        using TemporaryFolder folder = new();
        string source = Repository.At("tests", "Seedbed.Tests", "Cases", "legacy_model.h5");
        string target = folder.At("arrays");
        ConvertOptions force = new() { Write = new() { Overwrite = true } };
        Checkpoint.Convert(source, target + "/");

        Assert.Equal(["dense/bias", "dense/kernel"], Contents(target).Keys);
        Assert.Contains("allow it to be replaced", Refusal(source, target), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(target, "old.npy"), "old");
        Checkpoint.Convert(source, target, force);
        Assert.False(File.Exists(Path.Combine(target, "old.npy")));
        File.WriteAllText(Path.Combine(target, "notes.txt"), "mine");
        Assert.Contains("such as notes.txt", Refusal(source, target, force), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(target, "notes.txt")));
        Assert.Equal(["arrays"], folder.Files);
        Assert.Contains(
            "cannot be a file of a folder",
            Refusal(Repository.At("tests", "Seedbed.Tests", "Cases", "colon_names.npz"), folder.At("colons/")), StringComparison.Ordinal);
        Assert.Equal(["arrays"], folder.Files);
    }

    /// <summary>What an .h5 file says of its origin is not mistaken for its structure, and an archive's facts are handed on.</summary>
    [Fact]
    public void The_origin_is_handed_on()
    {
        using TemporaryFolder folder = new();
        KerasFormats.Archive.Write(
            folder.At("m.keras"),
            InitializationPlan.Create(
                KerasModelFile.Read(Repository.At("tests", "Seedbed.Tests", "Cases", "legacy.json")).Template, new PlanOptions { Seed = 7 }));
        Checkpoint.Convert(folder.At("m.keras"), folder.At("m.h5"));
        Checkpoint.Convert(folder.At("m.h5"), folder.At("m.safetensors"));

        using var file = CheckpointFiles.Open(folder.At("m.safetensors"));
        Assert.DoesNotContain("model_config", file.Metadata.Keys);
    }

    private static string Refusal(string source, string target, ConvertOptions? options = null) =>
        Assert.Throws<ArgumentException>(() => Checkpoint.Convert(source, target, options)).Message;

    /// <summary>Every tensor by its name, without the group of an .h5 file that has the model too: type, shape and bytes.</summary>
    private static SortedDictionary<string, string> Contents(string path)
    {
        using var file = CheckpointFiles.Open(path);
        return new(
            file.Tensors.ToDictionary(
                tensor => tensor.Name.Replace("model_weights/", "", StringComparison.Ordinal), tensor => $"{tensor.Type} {tensor.Shape} {Convert.ToHexString(CheckpointFiles.Bytes(tensor))}"),
            StringComparer.Ordinal);
    }

    private static float[] Floats(CheckpointFile file, string name)
    {
        StoredTensor tensor = file.Tensors.Single(tensor => tensor.Name == name);
        double[] numbers = new double[tensor.Shape.ElementCount];
        tensor.ReadNumbers(0, numbers);
        return [.. numbers.Select(number => (float)number)];
    }

    [Fact]
    public void A_value_beyond_the_range_of_the_new_type_is_told()
    {
        using TemporaryFolder folder = new();
        TensorTemplate Of(string name, params float[] values) =>
            new(name, [values.Length], ElementType.Float32, Initializer.FromValues<float>(values, [values.Length]));
        ModelTemplate template = new("t", [Of("large", 1, 65520), Of("fits", 65519, float.PositiveInfinity, float.NaN)]);
        KerasFormats.All.Find("a.npz")!.Write(folder.At("a.npz"), InitializationPlan.Create(template, new PlanOptions { Seed = 0 }));
        foreach (string target in (string[])["b.npz", "b.safetensors", "b/"])
        {
            ConvertOptions half = new() { ElementType = ElementType.Float16 };
            string note = Assert.Single(Checkpoint.Convert(folder.At("a.npz"), folder.At(target), half).Notes);

            Assert.Equal("'large' has values beyond the range of float16, which became infinite; take a wider type to keep them.", note);
        }

        ConvertOptions brain = new() { ElementType = ElementType.BFloat16 };
        Assert.Empty(Checkpoint.Convert(folder.At("a.npz"), folder.At("c.safetensors"), brain).Notes);
    }

    [UnixFact]
    public void A_link_to_a_folder_is_not_followed()
    {
        using TemporaryFolder folder = new();
        string held = Directory.CreateDirectory(folder.At("held")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(held, "a"), ".");
        Directory.CreateSymbolicLink(Path.Combine(held, "b"), ".");
        new Sequential([new Input([2]), new Dense(3)], seed: 1).Save(folder.At("m.keras"));

        foreach (Action convert in (Action[])
            [() => Checkpoint.Convert(held, folder.At("o.npz")), () => Checkpoint.Convert(folder.At("m.keras"), held)])
        {
            Assert.Contains("links to folders are not followed", Assert.Throws<IOException>(convert).Message, StringComparison.Ordinal);
        }

        Assert.Contains(
            "/ is the root of a drive; name a folder in it.",
            Assert.Throws<ArgumentException>(() => Checkpoint.Convert(folder.At("m.keras"), "/")).Message, StringComparison.Ordinal);
    }
}
