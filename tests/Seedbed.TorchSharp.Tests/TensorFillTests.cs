using System.Numerics;
using System.Runtime.InteropServices;
using Seedbed.Initializers;
using Xunit;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp.Tests;

public sealed class TensorFillTests
{
    [Fact]
    public void A_weight_has_the_library_s_values_under_the_fans_of_PyTorch()
    {
        using var linear = nn.Linear(784, 128);

        linear.weight!.Fill(new HeNormal(seed: 42));

        Assert.Equal(new HeNormal(42, FanRule.PyTorch()).CreateArray<float>([128, 784]), linear.weight!.data<float>().ToArray());
        Assert.True(linear.weight!.requires_grad);
        Assert.Equal(Math.Sqrt(2.0 / 784), linear.weight!.std().item<float>(), 0.0005);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    public void Any_type_and_any_strides_get_the_same_values(ScalarType type)
    {
        GlorotUniform initializer = new(seed: 7);
        using Tensor dense = zeros([6, 10, 3], dtype: type).Fill(initializer);
        using Tensor permuted = zeros([3, 6, 10], dtype: type).permute(1, 2, 0);
        using Tensor strided = zeros([6, 20, 3], dtype: type)[TensorIndex.Ellipsis, TensorIndex.Slice(0, 20, 2), TensorIndex.Colon];

        Assert.False(permuted.is_contiguous());
        Assert.False(strided.is_contiguous());
        permuted.Fill(initializer);
        strided.Fill(initializer);

        Assert.True(permuted.equal(dense).all().item<bool>());
        Assert.True(strided.equal(dense).all().item<bool>());
        Assert.NotEqual(0, dense.abs().sum().to(ScalarType.Float64).item<double>());
        Assert.Equal(type switch
        {
            ScalarType.Float32 => Bytes(initializer.CreateFor<float>()),
            ScalarType.Float64 => Bytes(initializer.CreateFor<double>()),
            ScalarType.Float16 => Bytes(initializer.CreateFor<Half>()),
            _ => Bytes(initializer.CreateFor<BFloat16>()),
        }, dense.bytes.ToArray());
    }

    [Fact]
    public void A_strided_tensor_of_many_pieces_is_filled_whole()
    {
        RandomUniform initializer = new(seed: 3);
        using Tensor permuted = zeros([7_000_001, 3], dtype: ScalarType.BFloat16).t();
        using Tensor dense = zeros([3, 7_000_001], dtype: ScalarType.BFloat16).Fill(initializer);

        permuted.Fill(initializer);

        Assert.True(permuted.equal(dense).all().item<bool>());
    }

    [Fact]
    public void A_tensor_of_more_than_two_gibibytes_is_filled_whole()
    {
        const long Length = (1L << 30) + 5;
        RandomUniform initializer = new(seed: 3);
        using Tensor tensor = empty([1, Length], dtype: ScalarType.BFloat16).Fill(initializer);

        BFloat16[] expected = new BFloat16[100];
        initializer.FillSlice(expected.AsSpan(), [1, Length], Length - 100);
        using Tensor last = tensor.view(-1).narrow(0, Length - 100, 100).clone();
        Assert.Equal(Bytes(expected), last.bytes.ToArray());
    }

    [Fact]
    public void An_orthogonal_kernel_has_orthonormal_rows()
    {
        using Tensor kernel = zeros(16, 8, 3, 3).Fill(new Orthogonal(seed: 1));
        using Tensor rows = kernel.view(16, 72);

        Assert.True((rows.matmul(rows.t()) - eye(16)).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Grouped_and_transposed_convolutions_have_their_own_fans()
    {
        using var grouped = nn.Conv2d(32, 64, 3, groups: 4);
        using var transposed = nn.ConvTranspose2d(32, 64, 3);

        ModulePlan first = grouped.Initialize(new HeNormal(), seed: 1);
        ModulePlan second = transposed.Initialize(new HeNormal(), seed: 1);

        Assert.Equal(Math.Sqrt(2.0 / (8 * 9)), first.Parameters[0].Initializer.StandardDeviationFor([64, 8, 3, 3])!.Value, 12);
        Assert.Equal(Math.Sqrt(2.0 / (32 * 9)), second.Parameters[0].Initializer.StandardDeviationFor([32, 64, 3, 3])!.Value, 12);
        Assert.Equal(Math.Sqrt(2.0 / (32 * 9)), transposed.weight!.std().item<float>(), 0.002);
    }

    [Fact]
    public void A_tensor_of_integers_is_refused() =>
        Assert.Contains("Int64", Assert.Throws<ArgumentException>(() => zeros([3], dtype: ScalarType.Int64).Fill(new Zeros())).Message,
            StringComparison.Ordinal);

    /// <summary>What TorchSharp's own functions do, and what ours do.</summary>
    [Fact]
    public void Where_TorchSharp_is_wrong_this_is_right()
    {
        using Tensor truncated = nn.init.trunc_normal_(empty(1000), mean: 0, std: 0.5);
        Assert.True((truncated == 0.5f).all().item<bool>());
        using Tensor ours = empty(1000).Fill(new TruncatedNormal(stddev: 0.5, seed: 1));
        Assert.Equal(0.44, ours.std().item<float>(), 0.03);

        using Tensor xavier = nn.init.xavier_normal_(empty(500, 500));
        double bound = Math.Sqrt(6.0 / 1000);
        Assert.True(xavier.abs().max().item<float>() <= bound * 1.0001);
        using Tensor normal = empty(500, 500).Fill(new VarianceScaling(1, FanMode.FanAverage, ScalingDistribution.UntruncatedNormal, seed: 1));
        Assert.True(normal.abs().max().item<float>() > bound * 1.3);
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}

file static class Expected
{
    public static T[] CreateFor<T>(this GlorotUniform initializer)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (initializer with { Fans = FanRule.PyTorch() }).CreateArray<T>([6, 10, 3]);
}
