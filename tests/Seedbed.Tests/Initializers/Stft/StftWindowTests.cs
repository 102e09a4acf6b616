using System.Reflection;
using System.Text.Json;
using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Initializers.Stft;

public class StftWindowTests
{
    /// <summary>Windows of exactly rounded operations alone, in SciPy's order: their bits must agree.</summary>
    private static readonly string[] Algebraic = ["boxcar", "triang", "bartlett"];

    public static TheoryData<string> KnownNames => [.. StftWindow.Known.Select(window => window.Name!)];

    public static TheoryData<string, int, bool, string> Golden
    {
        get
        {
            TheoryData<string, int, bool, string> data = [];
            foreach (JsonElement entry in StftGolden.Entries("windows.json", "scipy_windows"))
            {
                data.Add(
                    entry.GetProperty("window").GetString()!,
                    entry.GetProperty("n").GetInt32(),
                    entry.GetProperty("periodic").GetBoolean(),
                    entry.GetProperty("f64").GetString()!);
            }

            return data;
        }
    }

    /// <summary>By their formulas, from 50 decimal digits; symmetric.</summary>
    public static TheoryData<string, double[]> ByFormula => new()
    {
        { "taylor", [0.6620647789400378, 0.6620647789400378] },
        { "taylor", [0.4669063198500197, 1, 0.4669063198500197] },
        {
            "taylor",
            [
                0.2793462998238399, 0.5149598981910934, 0.7973015281194146, 0.9756107180961113,
                0.9756107180961113, 0.7973015281194146, 0.5149598981910934, 0.2793462998238399,
            ]
        },
        {
            "taylor",
            [
                0.2718834924087382, 0.4669063198500197, 0.7246751121792887, 0.92465582532122, 1,
                0.92465582532122, 0.7246751121792887, 0.4669063198500197, 0.2718834924087382,
            ]
        },
        { "exponential", [0.6065306597126334, 0.6065306597126334] },
        { "exponential", [0.36787944117144233, 1, 0.36787944117144233] },
        {
            "exponential",
            [
                0.0301973834223185, 0.0820849986238988, 0.22313016014842982, 0.6065306597126334,
                0.6065306597126334, 0.22313016014842982, 0.0820849986238988, 0.0301973834223185,
            ]
        },
        {
            "exponential",
            [
                0.01831563888873418, 0.049787068367863944, 0.1353352832366127, 0.36787944117144233, 1,
                0.36787944117144233, 0.1353352832366127, 0.049787068367863944, 0.01831563888873418,
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Is_scipys(string name, int length, bool periodic, string bits)
    {
        double[] expected = StftGolden.Doubles(bits);
        double tolerance = Algebraic.Contains(name) ? 0 : 2e-15;

        double[] actual = Find(name).Compute(length, periodic);

        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, tolerance));
    }

    [Theory]
    [MemberData(nameof(ByFormula))]
    public void Is_what_the_formula_says(string name, double[] expected)
    {
        double[] actual = Find(name).Compute(expected.Length, periodic: false);

        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-15));
    }

    [Fact]
    public void Every_known_window_has_answers()
    {
        IEnumerable<string> answered = Golden.Select(row => (string)row[0]).Concat(ByFormula.Select(row => (string)row[0]));

        Assert.Equal(StftWindow.Known.Select(window => window.Name!).Order(), answered.Distinct().Order());
    }

    [Fact]
    public void The_list_holds_every_window_there_is()
    {
        IEnumerable<StftWindow> declared = typeof(StftWindow).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(StftWindow))
            .Select(property => (StftWindow)property.GetValue(null)!);

        Assert.Equal(declared.Select(window => window.Name).Order(), StftWindow.Known.Select(window => window.Name).Order());
    }

    [Theory]
    [MemberData(nameof(KnownNames))]
    public void Periodic_is_the_next_longer_symmetric_without_its_end(string name)
    {
        for (int length = 2; length < 70; length++)
        {
            Assert.Equal(Find(name).Compute(length + 1, periodic: false)[..^1], Find(name).Compute(length, periodic: true));
        }
    }

    [Theory]
    [MemberData(nameof(KnownNames))]
    public void Symmetric_is_its_own_mirror_image_and_rises_to_one(string name)
    {
        for (int length = 2; length < 70; length++)
        {
            double[] window = Find(name).Compute(length, periodic: false);
            double[] mirrored = [.. window.Reverse()];

            Assert.All(window.Zip(mirrored), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 5e-15));
            if (length % 2 == 1)
            {
                // The coefficients of the flat top sum to 1.000000003.
                Assert.InRange(window[length / 2], 1 - 1e-15, 1 + 4e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(KnownNames))]
    public void A_single_value_is_one(string name)
    {
        Assert.Equal([1.0], Find(name).Compute(1, periodic: false));
        Assert.Equal([1.0], Find(name).Compute(1, periodic: true));
    }

    /// <summary>The names of scipy.signal.get_window for windows that need no parameter.</summary>
    [Theory]
    [InlineData("barthann", "brthan bth")]
    [InlineData("bartlett", "bart brt")]
    [InlineData("blackman", "black blk")]
    [InlineData("blackmanharris", "blackharr bkh")]
    [InlineData("bohman", "bman bmn")]
    [InlineData("boxcar", "box ones rect rectangular")]
    [InlineData("cosine", "halfcosine")]
    [InlineData("exponential", "poisson")]
    [InlineData("flattop", "flat flt")]
    [InlineData("hamming", "hamm ham")]
    [InlineData("hann", "han")]
    [InlineData("lanczos", "sinc")]
    [InlineData("nuttall", "nutl nut")]
    [InlineData("parzen", "parz par")]
    [InlineData("taylor", "taylorwin")]
    [InlineData("triang", "triangle tri")]
    [InlineData("tukey", "tuk")]
    public void Aliases_are_scipys(string name, string aliases)
    {
        StftWindow window = Find(name);

        Assert.Equal(name, window.Name);
        Assert.Equal(aliases.Split(' '), window.Aliases);
        Assert.All(window.Aliases, alias => Assert.Same(window, Find(alias)));
    }

    [Theory]
    [InlineData("hanning")]
    [InlineData("Hann")]
    [InlineData("unknown")]
    [InlineData("")]
    [InlineData("_periodic")]
    [InlineData("hann_sideways")]
    [InlineData("blackman-harris")]
    public void An_unknown_name_is_refused_with_those_that_are_known(string name)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => (StftWindow?)name);

        Assert.False(StftWindow.TryFind(name, out _));
        Assert.StartsWith($"window is '{name}'; it must be one of barthann, bartlett, ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kaiser")]
    [InlineData("ksr")]
    [InlineData("kaiser_periodic")]
    [InlineData("general cosine")]
    [InlineData("general_hamming")]
    [InlineData("ggs")]
    [InlineData("kbd")]
    [InlineData("gaussian")]
    [InlineData("dpss")]
    [InlineData("chebwin")]
    public void A_window_with_a_parameter_is_refused_with_the_way_out(string name)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => (StftWindow?)name);

        Assert.False(StftWindow.TryFind(name, out _));
        Assert.StartsWith(
            $"window '{name}' needs a parameter, which a name does not carry; give the window's values as an array instead.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hann_symmetric", false)]
    [InlineData("han_periodic", true)]
    public void An_ending_overrules_what_is_asked_for(string name, bool periodic)
    {
        StftWindow window = Find(name);

        Assert.Equal(StftWindow.Hann.Compute(9, periodic), window.Compute(9, periodic: true));
        Assert.Equal(StftWindow.Hann.Compute(9, periodic), window.Compute(9, periodic: false));
        Assert.Equal(periodic ? "hann_periodic" : "hann_symmetric", window.Name);
        Assert.NotEqual(StftWindow.Hann, window);
        Assert.Equal(window, Find(window.Name!));
        Assert.All(window.Aliases, alias => Assert.Equal(window, Find(alias)));
    }

    [Fact]
    public void Given_values_are_kept_and_compared_by_content()
    {
        double[] values = [1, 2, 3];
        StftWindow window = values;
        values[0] = 9;
        window.Compute(3, periodic: false)[1] = 9;

        Assert.Equal([1.0, 2.0, 3.0], window.Compute(3, periodic: true));
        Assert.Equal(StftWindow.FromValues(1, 2, 3), window);
        Assert.Equal(StftWindow.FromValues(1, 2, 3).GetHashCode(), window.GetHashCode());
        Assert.True(window != StftWindow.FromValues(1, 2, 4));
        Assert.True(window != StftWindow.Hann);
        Assert.Null(window.Name);
        Assert.Equal("[1, 2, 3]", window.ToString());
        Assert.Equal("hann", StftWindow.Hann.ToString());
    }

    [Theory]
    [InlineData(new double[0], "window has no values")]
    [InlineData(new[] { 1, double.NaN }, "window[1] is NaN; every value must be finite.")]
    [InlineData(new[] { double.PositiveInfinity }, "window[0] is ")]
    public void Values_that_are_no_window_are_refused(double[] values, string message)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => StftWindow.FromValues(values));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StftWindow.Hann.Compute(0, periodic: false));
        ArgumentException error = Assert.Throws<ArgumentException>(() => StftWindow.FromValues(1, 2, 3).Compute(16, periodic: false));
        Assert.StartsWith("window has 3 values and a frame has 16 samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_no_window()
    {
        Assert.Null((StftWindow?)(string?)null);
        Assert.Null((StftWindow?)(double[]?)null);
    }

    private static StftWindow Find(string name)
    {
        Assert.True(StftWindow.TryFind(name, out StftWindow? window));
        return window;
    }
}
