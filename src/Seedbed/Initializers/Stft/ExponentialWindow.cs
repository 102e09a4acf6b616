using Seedbed.Simd;

namespace Seedbed.Initializers.Stft;

/// <summary>The Poisson window with decay 1; n runs from 0 to length − 1.</summary>
internal static class ExponentialWindow
{
    internal static double At(int n, int length) => DoubleExp.Exp(-Math.Abs(n - ((length - 1) / 2.0)));
}

/// <summary>Points at equal distance, rounded as <c>numpy.linspace</c> rounds them: windows inherit its last bits.</summary>
internal static class EvenSpacing
{
    /// <summary>first + n·(last − first)/(length − 1), and last itself at the end.</summary>
    internal static double At(int n, int length, double first, double last) =>
        n == length - 1 ? last : (n * ((last - first) / (length - 1))) + first;
}
