namespace Seedbed.Tests.Contracts;

/// <summary>The contract of fills for every element type.</summary>
public static class FillContractTests
{
    public sealed class Float32 : FillContract<float>;

    public sealed class Float64 : FillContract<double>;

    public sealed class Float16 : FillContract<Half>;

    public sealed class OfBFloat16 : FillContract<BFloat16>;
}
