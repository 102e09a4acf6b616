namespace Seedbed.Initializers.Stft;

/// <summary>Points at equal distance, rounded as <c>numpy.linspace</c> rounds them: windows inherit its last bits.</summary>
internal static class EvenSpacing
{
    /// <summary>first + n·(last − first)/(length − 1), and last itself at the end.</summary>
    internal static double At(int n, int length, double first, double last) =>
        n == length - 1 ? last : (n * ((last - first) / (length - 1))) + first;
}
