namespace Seedbed.Initializers.Stft;

/// <summary>A window's values w in float32 and the number s that its scaling divides by.</summary>
internal readonly struct ScaledWindow
{
    private readonly float[]? _values;
    private readonly float _divisor;

    private ScaledWindow(float[] values, float divisor)
    {
        _values = values;
        _divisor = divisor;
    }

    /// <summary>No window is the struct's default: nothing is scaled, whatever the scaling.</summary>
    internal static ScaledWindow Create(StftWindow? window, int frameLength, StftScaling scaling, bool periodic)
    {
        if (window is null || frameLength == 0)
        {
            return default;
        }

        float[] values = Array.ConvertAll(window.Compute(frameLength, periodic), value => (float)value);
        return new ScaledWindow(values, Divisor(values, scaling));
    }

    /// <summary>x·w(t)/s, in this order; x without a window.</summary>
    internal float Apply(float x, long t) => _values is null ? x : x * _values[t] / _divisor;

    private static float Divisor(float[] values, StftScaling scaling) => scaling switch
    {
        StftScaling.None => 1,
        StftScaling.Density => MathF.Sqrt(PairwiseSum.Of(Array.ConvertAll(values, value => value * value))),
        StftScaling.Spectrum => PairwiseSum.Of(Array.ConvertAll(values, Math.Abs)),
        _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "scaling must be None, Density or Spectrum."),
    };
}
