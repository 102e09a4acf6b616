using Seedbed.Compare.Planning;
using Seedbed.Compare.Peers;
using Seedbed.Random;

namespace Seedbed.Compare.Measuring;

/// <summary>Whether a result is what the workload asks for: the same of everyone.</summary>
internal static class Verdict
{
    /// <summary>Standard errors that a sample's mean or standard deviation may be off.</summary>
    private const double Tolerance = 6;

    /// <summary>Beyond this no sample of 1e6 normals comes (probability 1e-9).</summary>
    private const double LargestNormal = 8;

    /// <summary>
    /// PyTorch's bfloat16 normals are made of uniforms of 8 bits: their standard deviation is 0.993, with no value beyond 3.33.
    /// </summary>
    private const double BFloat16Slack = 0.012;

    private const double OrthogonalTolerance = 1e-4;

    /// <summary>Guessing among ten labels has a loss of ln 10 = 2.30.</summary>
    private const double LearnedLoss = 2.2;

    /// <summary>A sentence about what is wrong, or null.</summary>
    public static string? Of(Workload workload, Facts facts)
    {
        if (facts.Count != workload.Elements)
        {
            return $"it has {facts.Count} values instead of {workload.Elements}.";
        }

        return workload.Kind switch
        {
            WorkloadKind.Product => facts.Defect == 0 ? null : $"C·x differs from A·(B·x) by {facts.Defect}.",
            WorkloadKind.Orthogonal or WorkloadKind.OrthogonalReflectors => OfMatrix(workload, facts),
            _ => workload.IsTraining ? OfNetwork(facts) : OfSample(workload, facts),
        };
    }

    private static string? OfNetwork(Facts facts) =>
        facts.Loss < LearnedLoss ? null : $"its loss after training is {facts.Loss}.";

    private static string? OfMatrix(Workload workload, Facts facts)
    {
        if (facts.Defect is not < OrthogonalTolerance)
        {
            return $"max |QᵀQ − I| is {facts.Defect}.";
        }

        // An identity would pass the test above, but no Haar matrix of this size has an entry near 1.
        double spread = double.Sqrt(1.0 / workload.Rows);
        return facts.Max < LargestNormal * spread && facts.Min > -LargestNormal * spread
            ? null
            : $"its entries reach from {facts.Min} to {facts.Max}.";
    }

    private static string? OfSample(Workload workload, Facts facts)
    {
        Distribution distribution = workload.Kind switch
        {
            WorkloadKind.Uniform => new UniformDistribution(0, 1),
            WorkloadKind.Normal => new NormalDistribution(0, 1),
            _ => new TruncatedNormalDistribution(0, 1),
        };
        double slack = workload.ElementType == ElementType.BFloat16 ? BFloat16Slack : 0;
        double error = (Tolerance * distribution.StandardDeviation / double.Sqrt(facts.Sampled)) + slack;
        bool isLike = double.Abs((facts.Mean ?? double.NaN) - distribution.Mean) < error
            && double.Abs((facts.Std ?? double.NaN) - distribution.StandardDeviation) < error
            && facts.Min >= double.Max(distribution.Minimum, -LargestNormal)
            && facts.Max <= double.Min(distribution.Maximum, LargestNormal)
            && facts.Max - facts.Min > distribution.StandardDeviation;
        return isLike ? null : $"mean {facts.Mean}, standard deviation {facts.Std}, from {facts.Min} to {facts.Max}.";
    }
}
