using System.Runtime.InteropServices;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Tests.Networks.Keras;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Safetensors;

/// <summary>Files that are written and read back, bit for bit.</summary>
public sealed class SafetensorsFileTests
{
    [Theory]
    [InlineData("a_mlp_mnist")]
    [InlineData("b_cnn_mnist")]
    [InlineData("d_lstm")]
    [InlineData("e_attention")]
    [InlineData("f_zoo")]
    [InlineData("app_ResNet50")]
    public void A_model_is_written_with_the_cores_own_values(string name)
    {
        using TemporaryFolder folder = new();
        ModelTemplate model = ModelFiles.Read(name);
        InitializationPlan plan = InitializationPlan.Create(model, new PlanOptions { Seed = 42 });

        CheckpointFormat.Safetensors.Write(folder.At("w.safetensors"), plan);

        using SafetensorsReader reader = SafetensorsReader.Open(folder.At("w.safetensors"));
        Assert.Equal(model.Tensors.Select(tensor => (tensor.Name, tensor.Shape, tensor.Type)),
            reader.Tensors.Select(tensor => (tensor.Name, tensor.Shape, tensor.Type)));
        Assert.All(model.Tensors, tensor => Assert.Equal(Drawn(tensor.Name, tensor.Initializer, tensor), Values(reader, tensor.Name)));
        Assert.Equal(CheckpointFormat.Safetensors.FileLength(plan), new FileInfo(folder.At("w.safetensors")).Length);
        Assert.Equal(0, reader.Tensors[0].Offset % 8);
        Assert.Equal("42", reader.Metadata["seed"]);
        Assert.Equal("tensorflow", reader.Metadata["stream"]);
        Assert.Equal(model.Name, reader.Metadata["template"]);
        Assert.Equal("pt", reader.Metadata["format"]);
        Assert.StartsWith("seedbed ", reader.Metadata["generator"], StringComparison.Ordinal);
    }

    [Fact]
    public void Types_are_drawn_as_themselves_and_empty_tensors_and_scalars_are_kept()
    {
        using TemporaryFolder folder = new();
        InitializationPlan plan = Plans.Of(
            new TensorTemplate("odd", [3], ElementType.BFloat16, new RandomNormal(seed: 1)),
            new("scalar", [], ElementType.Float32, new RandomUniform(seed: 2)),
            new("empty", [3, 0, 2], ElementType.Float64, new RandomNormal(seed: 3)),
            new("half", [5, 7], ElementType.Float16, new TruncatedNormal(seed: 4)),
            new("count", [], DType.Int32, new Zeros()),
            new("double", [11], ElementType.Float64, new RandomNormal(seed: 5)));

        CheckpointFormat.Safetensors.Write(folder.At("w.safetensors"), plan);

        using SafetensorsReader reader = SafetensorsReader.Open(folder.At("w.safetensors"));
        Assert.Equal(new RandomNormal(seed: 1).CreateArray<BFloat16>([3]), Cast<BFloat16>(reader, "odd"));
        Assert.Equal(new RandomUniform(seed: 2).CreateArray<float>([]), Cast<float>(reader, "scalar"));
        Assert.Empty(Cast<double>(reader, "empty"));
        Assert.Equal(new TruncatedNormal(seed: 4).CreateArray<Half>([5, 7]), Cast<Half>(reader, "half"));
        Assert.Equal([0], Cast<int>(reader, "count"));
        Assert.Equal(new RandomNormal(seed: 5).CreateArray<double>([11]), Cast<double>(reader, "double"));
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Another_type_is_drawn_in_float32_or_float64_and_rounded_once(ElementType type)
    {
        using TemporaryFolder folder = new();
        InitializationPlan plan = Plans.Of(
            new PlanOptions { Seed = 1, ElementType = type },
            new("normal", [1000, 613], ElementType.Float16, new RandomNormal(stddev: 1, seed: 6)),
            new("orthogonal", [40, 30], ElementType.Float32, new Orthogonal(seed: 7)));

        CheckpointFormat.Safetensors.Write(folder.At("w.safetensors"), plan);

        using SafetensorsReader reader = SafetensorsReader.Open(folder.At("w.safetensors"));
        foreach (
            (string name, Initializer initializer) in new (
                string, Initializer)[] { ("normal", new RandomNormal(stddev: 1, seed: 6)), ("orthogonal", new Orthogonal(seed: 7)) })
        {
            float[] drawn = initializer.CreateArray<float>(reader[name].Shape);
            Assert.Equal(DType.Of(type), reader[name].Type);
            switch (type)
            {
                case ElementType.Float16: Assert.Equal(drawn.Select(value => (Half)value), Cast<Half>(reader, name)); break;
                case ElementType.BFloat16: Assert.Equal(drawn.Select(value => (BFloat16)value), Cast<BFloat16>(reader, name)); break;
                case ElementType.Float32: Assert.Equal(drawn, Cast<float>(reader, name)); break;
                default: Assert.Equal(initializer.CreateArray<double>(reader[name].Shape), Cast<double>(reader, name)); break;
            }
        }
    }

    [Fact]
    public void Threads_do_not_change_a_byte()
    {
        using TemporaryFolder folder = new();
        InitializationPlan plan = InitializationPlan.Create(ModelFiles.Read("f_zoo"), new PlanOptions { Seed = 3 });

        CheckpointFormat.Safetensors.Write(folder.At("one"), plan, new WriteOptions { MaxDegreeOfParallelism = 1 });
        CheckpointFormat.Safetensors.Write(folder.At("five"), plan, new WriteOptions { MaxDegreeOfParallelism = 5, FlushToDisk = false });

        Assert.Equal(File.ReadAllBytes(folder.At("one")), File.ReadAllBytes(folder.At("five")));
    }

    [Fact]
    public void A_reserved_name_is_refused()
    {
        using TemporaryFolder folder = new();

        Assert.Throws<ArgumentException>(
            () =>
                CheckpointFormat.Safetensors.Write(
                    folder.At("w"), Plans.Of(new TensorTemplate("__metadata__", [], ElementType.Float32, new Zeros()))));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_name_may_have_any_letters()
    {
        using TemporaryFolder folder = new();
        const string Name = "schicht \"größe\"\\/漢字\u0001";

        CheckpointFormat.Safetensors.Write(folder.At("w"), Plans.Of(new TensorTemplate(Name, [2], ElementType.Float32, new Ones())));

        using SafetensorsReader reader = SafetensorsReader.Open(folder.At("w"));
        Assert.Equal([1f, 1f], Cast<float>(reader, Name));
    }

    private static float[] Drawn(string name, Initializer initializer, TensorTemplate tensor) =>
        (initializer is RandomInitializer { Seed: DrawnSeed } random ? random with { Seed = Seed.FromKey(RandomKey.FromName(42, name)) } : initializer)
        .CreateArray<float>(tensor.Shape);

    private static float[] Values(SafetensorsReader reader, string name) => Cast<float>(reader, name);

    private static unsafe T[] Cast<T>(SafetensorsReader reader, string name)
        where T : unmanaged
    {
        T[] values = new T[reader[name].ByteCount / sizeof(T)];
        reader.Read(reader[name], 0, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
