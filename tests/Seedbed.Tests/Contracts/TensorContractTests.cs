namespace Seedbed.Tests.Contracts;

/// <summary>The contract of arrays and tensors for every element type.</summary>
public static class TensorContractTests
{
    public sealed class Float32 : TensorContract<float>;

    public sealed class Float64 : TensorContract<double>;

    public sealed class Float16 : TensorContract<Half>;

    public sealed class OfBFloat16 : TensorContract<BFloat16>;
}
