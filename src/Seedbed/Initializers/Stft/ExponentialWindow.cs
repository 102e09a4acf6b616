using Seedbed.Simd;

namespace Seedbed.Initializers.Stft;

/// <summary>The Poisson window with decay 1; n runs from 0 to length − 1.</summary>
internal static class ExponentialWindow
{
    internal static double At(int n, int length) => DoubleExp.Exp(-Math.Abs(n - ((length - 1) / 2.0)));
}
