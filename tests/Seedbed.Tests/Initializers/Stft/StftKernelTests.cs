using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Initializers.Stft;
using Xunit;

namespace Seedbed.Tests.Initializers.Stft;

public class StftKernelTests
{
    private const double Tolerance = 1e-7;

    private static readonly JsonElement[] Cases = StftGolden.Entries("stft.json", "cases");

    public static TheoryData<int> WholeCases => Select(hasBits: true);

    public static TheoryData<int> SampledCases => Select(hasBits: false);

    [Theory]
    [MemberData(nameof(WholeCases))]
    public void Is_what_Keras_draws(int index)
    {
        float[] expected = StftGolden.Floats(Cases[index].GetProperty("bits").GetString()!);

        // Keras returns float32 for a windowed float64 kernel.
        double[] actual = Cases[index].GetProperty("dtype").GetString() == "float64"
            ? Draw<double>(Cases[index])
            : [.. Draw<float>(Cases[index]).Select(value => (double)value)];

        AssertClose(expected, actual);
    }

    [Theory]
    [MemberData(nameof(SampledCases))]
    public void Is_what_Keras_draws_at_both_ends_and_on_average(int index)
    {
        JsonElement stats = Cases[index].GetProperty("stats");

        double[] actual = [.. Draw<float>(Cases[index]).Select(value => (double)value)];

        AssertClose(StftGolden.Floats(Cases[index].GetProperty("first").GetString()!), actual[..64]);
        AssertClose(StftGolden.Floats(Cases[index].GetProperty("last").GetString()!), actual[^64..]);
        double mean = actual.Average();
        Assert.Equal(stats.GetProperty("mean").GetDouble(), mean, 1e-9);
        Assert.Equal(stats.GetProperty("std").GetDouble(), Math.Sqrt(actual.Average(value => (value - mean) * (value - mean))), 1e-9);
        Assert.Equal(stats.GetProperty("min").GetDouble(), actual.Min(), Tolerance);
        Assert.Equal(stats.GetProperty("max").GetDouble(), actual.Max(), Tolerance);
    }

    [Fact]
    public void All_the_answers_are_asked_for() => Assert.Equal((104, 2), (WholeCases.Count, SampledCases.Count));

    [Theory]
    [InlineData(StftSide.Real, StftScaling.Density)]
    [InlineData(StftSide.Imaginary, StftScaling.Spectrum)]
    [InlineData(StftSide.Real, StftScaling.None)]
    public void Is_the_formula_up_to_the_rounding_of_the_angle(StftSide side, StftScaling scaling)
    {
        const int frame = 300;
        const int frequencies = 9;
        float[] actual = Draw<float>(0, frame * frequencies, frame, frequencies, side, StftWindow.Hamming, scaling, periodic: true);
        double[] window = StftWindow.Hamming.Compute(frame, periodic: true);
        double divisor = scaling switch
        {
            StftScaling.Density => Math.Sqrt(window.Sum(w => w * w)),
            StftScaling.Spectrum => window.Sum(),
            _ => 1,
        };

        for (int t = 0; t < frame; t++)
        {
            for (int k = 0; k < frequencies; k++)
            {
                double angle = -2 * Math.PI * t * k / 16;
                double wave = side == StftSide.Real ? Math.Cos(angle) : Math.Sin(angle);

                // Two roundings and that of π, each of 2⁻²⁴ of the angle, which is at most 300·π.
                Assert.Equal(wave * window[t] / divisor, actual[(t * frequencies) + k], (3 * Math.Abs(angle) + 4) * 6e-8 / divisor);
            }
        }
    }

    [Fact]
    public void A_double_is_the_float_widened()
    {
        float[] single = Draw<float>(0, 144, 16, 9, StftSide.Imaginary, StftWindow.Hann, StftScaling.Density, periodic: false);
        double[] wide = Draw<double>(0, 144, 16, 9, StftSide.Imaginary, StftWindow.Hann, StftScaling.Density, periodic: false);

        Assert.Equal(single.Select(value => (double)value), wide);
    }

    [Fact]
    public void A_half_is_the_float_rounded_once()
    {
        float[] single = Draw<float>(0, 144, 16, 9, StftSide.Real, StftWindow.Hann, StftScaling.Density, periodic: false);
        Half[] half = Draw<Half>(0, 144, 16, 9, StftSide.Real, StftWindow.Hann, StftScaling.Density, periodic: false);

        Assert.Equal(single.Select(value => (Half)value), half);
    }

    [Fact]
    public void Any_slice_is_that_part_of_the_whole()
    {
        float[] whole = Draw<float>(0, 7 * 5, 7, 5, StftSide.Imaginary, StftWindow.Hann, StftScaling.Spectrum, periodic: true);
        for (int start = 0; start <= whole.Length; start++)
        {
            for (int count = 0; count <= whole.Length - start; count++)
            {
                float[] slice = Draw<float>(start, count, 7, 5, StftSide.Imaginary, StftWindow.Hann, StftScaling.Spectrum, periodic: true);
                Assert.Equal(whole[start..(start + count)], slice);
            }
        }
    }

    [Fact]
    public void A_slice_far_beyond_memory_needs_no_more_than_itself()
    {
        const long period = 1L << 40;
        float[] slice = Draw<float>(
            (period + 1) * 4, 4, long.MaxValue / (period + 1), period + 1, StftSide.Real, null, StftScaling.None, periodic: false);

        // t = 4, k = 0 … 3: −2·t·k/2⁴¹ is exact and its cosine is 1 to the last bit.
        Assert.Equal([1f, 1f, 1f, 1f], slice);
    }

    [Fact]
    public void One_frequency_is_NaN_as_Keras_has_it()
    {
        float[] expected = StftGolden.Floats(Answer("I.STFT()((16,1,1))").GetProperty("bits").GetString()!);

        float[] actual = Draw<float>(0, 16, 16, 1, StftSide.Real, StftWindow.Hann, StftScaling.Density, periodic: false);

        Assert.Equal(Bits(expected), Bits(actual));
        double[] wide = Draw<double>(0, 3, 3, 1, StftSide.Real, null, StftScaling.None, periodic: false);
        Assert.All(wide, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void A_window_that_sums_to_zero_gives_NaN_of_one_bit_pattern()
    {
        float[] actual = Draw<float>(0, 6, 2, 3, StftSide.Real, StftWindow.Hann, StftScaling.Spectrum, periodic: false);

        Assert.All(Bits(actual), bits => Assert.Equal(BitConverter.SingleToUInt32Bits(float.NaN), bits));
    }

    [Fact]
    public void Zeros_have_the_sign_that_Keras_gives_them()
    {
        float[] imaginary = Draw<float>(0, 9, 16, 9, StftSide.Imaginary, StftWindow.Hamming, StftScaling.Density, periodic: false);

        Assert.All(Bits(imaginary), bits => Assert.Equal(0x80000000, bits));
    }

    [Fact]
    public void A_window_of_another_length_is_refused()
    {
        Assert.Equal("ValueError", Answer("I.STFT(window=[1,2,3])((16,1,9))").GetProperty("error").GetString());
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Draw<float>(0, 1, 16, 9, StftSide.Real, StftWindow.FromValues(1, 2, 3), StftScaling.None, periodic: false));
        Assert.StartsWith("window has 3 values and a frame has 16 samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_too_long_for_its_angles_is_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Draw<float>(0, 1, 31_830_989, 9, StftSide.Real, null, StftScaling.None, periodic: false));
        Assert.StartsWith(
            "frame length (the first number of the shape) is 31830989; it must be at most 31830988.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(16, 0)]
    public void An_empty_kernel_is_empty(long frameLength, long fftLength) =>
        Assert.Empty(Draw<float>(0, 0, frameLength, fftLength, StftSide.Real, StftWindow.Hann, StftScaling.Density, periodic: false));

    [Fact]
    public void Unknown_sides_and_scalings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw<float>(0, 1, 16, 9, (StftSide)2, null, StftScaling.None, periodic: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw<float>(0, 1, 16, 9, StftSide.Real, "hann", (StftScaling)3, periodic: false));
    }

    private static JsonElement Answer(string expression) =>
        StftGolden.Entries("stft.json", "errors").Single(entry => entry.GetProperty("expr").GetString() == expression);

    private static TheoryData<int> Select(bool hasBits) =>
        [.. Enumerable.Range(0, Cases.Length).Where(index => Cases[index].TryGetProperty("bits", out _) == hasBits)];

    private static T[] Draw<T>(JsonElement golden)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        JsonElement args = golden.GetProperty("args");
        int[] shape = [.. golden.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())];
        StftScaling scaling = !args.TryGetProperty("scaling", out JsonElement text) ? StftScaling.Density
            : text.GetString() switch { "density" => StftScaling.Density, "spectrum" => StftScaling.Spectrum, _ => StftScaling.None };
        StftSide side = args.GetProperty("side").GetString() == "real" ? StftSide.Real : StftSide.Imaginary;
        bool periodic = args.TryGetProperty("periodic", out JsonElement flag) && flag.GetBoolean();
        return Draw<T>(0, shape[0] * shape[2], shape[0], shape[2], side, Window(args), scaling, periodic);
    }

    private static StftWindow? Window(JsonElement args) =>
        !args.TryGetProperty("window", out JsonElement window) ? StftWindow.Hann
        : window.ValueKind == JsonValueKind.Array ? StftWindow.FromValues([.. window.EnumerateArray().Select(value => value.GetDouble())])
        : window.GetString();

    private static T[] Draw<T>(
        long start, int count, long frameLength, long fftLength, StftSide side, StftWindow? window, StftScaling scaling, bool periodic)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] guarded = new T[count + 2];
        guarded[0] = guarded[^1] = T.One + T.One;
        StftKernel.Fill(guarded.AsSpan(1, count), start, frameLength, fftLength, side, window, scaling, periodic);
        Assert.Equal((T.One + T.One, T.One + T.One), (guarded[0], guarded[^1]));
        return guarded[1..^1];
    }

    private static void AssertClose(float[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Tolerance));
    }

    private static IEnumerable<uint> Bits(float[] values) => values.Select(BitConverter.SingleToUInt32Bits);
}
