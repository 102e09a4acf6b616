using Seedbed.Autodiff;

namespace Seedbed.Diagnostics;

/// <summary>The mean and the second moment of a tensor's elements.</summary>
/// <param name="Mean">E[x].</param>
/// <param name="SecondMoment">E[x²].</param>
internal readonly record struct TensorMoments(double Mean, double SecondMoment)
{
    /// <summary>√(E[x²] − E[x]²).</summary>
    internal double Std => double.IsFinite(SecondMoment) ? Math.Sqrt(Math.Max(0, SecondMoment - (Mean * Mean))) : SecondMoment;

    internal static TensorMoments Of(Tensor tensor) => ElementSums.Of(tensor).Moments;
}
