using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Checkpoints.Reading;

/// <summary>Every format holds the same bytes, whatever the threads.</summary>
public sealed class FormatTests
{
    private const string Model = "f_zoo";

    public static TheoryData<ElementType?> Types => [null, ElementType.Float64, ElementType.Float16, ElementType.BFloat16];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_format_holds_the_same_tensors(ElementType? type)
    {
        using TemporaryFolder folder = new();
        InitializationPlan plan = CheckpointFiles.Plan(Model, new PlanOptions { Seed = 1, ElementType = type });
        foreach (string ending in CheckpointFiles.Endings)
        {
            CheckpointFiles.Write(folder.At("m" + ending), plan);
        }

        using var reference = CheckpointFiles.Open(folder.At("m.safetensors"));
        Dictionary<string, StoredTensor> expected = reference.Tensors.ToDictionary(tensor => tensor.Name);
        foreach (string ending in CheckpointFiles.Endings)
        {
            using var file = CheckpointFiles.Open(folder.At("m" + ending));
            Assert.Equal(ending, file.Format.Name);
            Assert.Equal(expected.Count, file.Tensors.Length);
            Dictionary<string, StoredTensor> stored = file.Tensors.ToDictionary(tensor => tensor.Name);
            foreach (PlannedTensor tensor in plan.Tensors)
            {
                StoredTensor found = stored[ending switch
                {
                    ".weights.h5" or ".keras" => Assert.Single(tensor.StoredPlaces).Path,
                    ".h5" => $"model_weights/{tensor.Name.Split('/')[0]}/{tensor.Name}:0",
                    _ => tensor.Name,
                }];
                Assert.Equal(tensor.Type, found.Type);
                Assert.Equal(tensor.Shape, found.Shape);
                Assert.Equal(CheckpointFiles.Bytes(expected[tensor.Name]), CheckpointFiles.Bytes(found));
            }
        }
    }

    [Fact]
    public void Threads_change_no_byte_and_the_origin_is_told()
    {
        using TemporaryFolder folder = new();
        InitializationPlan plan = CheckpointFiles.Plan(Model);
        foreach (string ending in CheckpointFiles.Endings)
        {
            CheckpointFiles.Write(folder.At("1" + ending), plan, new WriteOptions { MaxDegreeOfParallelism = 1 });
            CheckpointFiles.Write(folder.At("4" + ending), plan, new WriteOptions { MaxDegreeOfParallelism = 4 });

            Assert.Equal(File.ReadAllBytes(folder.At("1" + ending)), File.ReadAllBytes(folder.At("4" + ending)));
            using var file = CheckpointFiles.Open(folder.At("1" + ending));
            Assert.Equal("1", file.Metadata["seed"]);
            Assert.Equal("tensorflow", file.Metadata["stream"]);
            file.Verify();
        }
    }

    [Fact]
    public void Integers_empty_tensors_and_scalars_are_stored()
    {
        using TemporaryFolder folder = new();
        TensorTemplate[] tensors =
        [
            Tensor("count", [], DType.Int32),
            Tensor("nothing", [2, 0, 3], DType.Float32),
            Tensor("one", [1], DType.All.Single(type => type.Name == "bool")),
        ];
        InitializationPlan plan = Plans.Of(tensors);
        foreach (string ending in CheckpointFiles.Endings)
        {
            CheckpointFiles.Write(folder.At("m" + ending), plan);
            using var file = CheckpointFiles.Open(folder.At("m" + ending));

            Assert.Equal(
                tensors.Select(tensor => (tensor.Shape, tensor.Type)).OrderBy(pair => pair.Type.Name),
                file.Tensors.Select(tensor => (tensor.Shape, tensor.Type)).OrderBy(pair => pair.Type.Name));
            Assert.All(file.Tensors, tensor => Assert.All(CheckpointFiles.Bytes(tensor), value => Assert.Equal(0, value)));
        }
    }

    [Fact]
    public void A_variable_of_two_layers_is_stored_at_both_places()
    {
        using TemporaryFolder folder = new();
        TensorTemplate kernel = new("sn/d/kernel", [3, 2], DType.Float32, new HeNormal())
        {
            StoredPlaces = [new("layers/sn/vars/0", "sn"), new("layers/sn/layer/vars/0", "d")],
        };
        CheckpointFiles.Write(folder.At("m.weights.h5"), Plans.Of(kernel));
        using var file = CheckpointFiles.Open(folder.At("m.weights.h5"));

        Assert.Equal(
            ["layers/sn/layer/vars/0", "layers/sn/vars/0"], file.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal(CheckpointFiles.Bytes(file.Tensors[0]), CheckpointFiles.Bytes(file.Tensors[1]));
    }

    [Fact]
    public void A_tensor_without_a_place_is_refused() => Assert.Contains(
        "has no place in a weight file of Keras",
        Assert.Throws<ArgumentException>(
            () =>
                CheckpointFiles.Write(
                    "m.weights.h5", Plans.Of(new TensorTemplate("w", [2], DType.Float32, new Zeros())))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_slice_is_checked_against_the_tensor()
    {
        using TemporaryFolder folder = new();
        CheckpointFiles.Write(folder.At("m.npz"), CheckpointFiles.Plan(Model));
        using var file = CheckpointFiles.Open(folder.At("m.npz"));
        StoredTensor tensor = file.Tensors[0];
        byte[] slice = new byte[8];

        tensor.Read(3, slice);

        Assert.Equal(CheckpointFiles.Bytes(tensor)[12..20], slice);
        Assert.Throws<ArgumentException>(() => tensor.Read(-1, slice));
        Assert.Throws<ArgumentException>(() => tensor.Read(tensor.Shape.ElementCount - 1, slice));
        Assert.Throws<ArgumentException>(() => tensor.Read(0, slice.AsSpan(0, 7)));
    }

    private static TensorTemplate Tensor(string name, long[] shape, DType type) =>
        new(name, shape, type, new Zeros()) { StoredPlaces = [new StoredPlace($"layers/{name}/vars/0", name)] };
}
