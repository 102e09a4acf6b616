using System.Globalization;
using System.Text.Json;
using Seedbed.Diagnostics;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Diagnostics.Theory;

/// <summary>Every number of theory.json: 30 digits of mpmath, rounded to what is written there.</summary>
public sealed class TheoryGoldenTests
{
    private const double Moments = 1e-10;
    private const double CriticalPoints = 1e-8;
    private const double DepthScales = 1e-6;

    private static readonly JsonElement s_golden = Read();

    public static TheoryData<string> Activations => Names("activations");

    public static TheoryData<int> Correlations => [.. Enumerable.Range(0, s_golden.GetProperty("correlation").GetArrayLength())];

    public static TheoryData<string> Isometries => ["linear", "relu", "hard_tanh", "tanh"];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Moments_and_gains(string name)
    {
        JsonElement golden = Golden(name);
        ActivationFunction activation = ActivationFunction.Named(name);
        GaussianMoments moments = GaussianMoments.Of(activation, 1);
        ActivationGain gain = ActivationGain.Of(activation);

        AreClose(golden, "mean", moments.Mean, Moments);
        AreClose(golden, "meanSquare", moments.MeanSquare, Moments);
        AreClose(golden, "meanSquareDerivative", moments.MeanSquareSlope, Moments);
        AreClose(golden, "meanFourthDerivative", moments.MeanFourthSlope, Moments);
        AreClose(golden, "gain", gain.Gain, Moments);
        AreClose(golden, "gainWeightVariance", gain.Gain * gain.Gain, Moments);
        AreClose(golden, "chiPerpAtGain", moments.MeanSquareSlope / moments.MeanSquare, Moments);
        AreClose(golden, "chiParallelAtGain", moments.Growth / moments.MeanSquare, Moments);
        JsonElement unit = golden.GetProperty("unitOutput");
        Assert.Equal(unit.ValueKind == JsonValueKind.Null, gain.UnitOutput is null);
        if (unit.ValueKind != JsonValueKind.Null)
        {
            AreClose(unit, "sigma", gain.UnitOutput, Moments);
            AreClose(unit, "chiParallel", gain.UnitOutputChiParallel, Moments);
            AreClose(unit, "chiPerp", gain.UnitOutputChiPerp, Moments);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Critical_points(string name)
    {
        JsonElement golden = Golden(name);
        JsonElement expected = golden.GetProperty("critical");
        CriticalPoint? critical = CriticalPoint.Of(ActivationFunction.Named(name));

        Assert.Equal(expected.ValueKind == JsonValueKind.Null, critical is null);
        if (critical is null)
        {
            return;
        }

        Assert.Equal(
            expected.GetProperty("kind").GetString() switch
            {
                "interior" => CriticalKind.Interior,
                "zeroFixedPoint" => CriticalKind.Boundary,
                "anyFixedPoint" => CriticalKind.Any,
                _ => CriticalKind.Family,
            },
            critical.Kind);
        JsonElement numbers = expected.TryGetProperty("example", out JsonElement example) ? example : expected;
        AreClose(numbers, "weightVariance", critical.WeightVariance, CriticalPoints);
        AreClose(numbers, "biasVariance", critical.BiasVariance, CriticalPoints);
        AreClose(numbers, "fixedPoint", critical.FixedPoint, CriticalPoints);
        if (expected.TryGetProperty("secondOrderDrift", out _))
        {
            AreClose(expected, "secondOrderDrift", critical.Drift, CriticalPoints);
        }

        if (golden.TryGetProperty("criticalAtZero", out JsonElement atZero))
        {
            AreClose(atZero, "weightVariance", critical.AtZero!.Value.WeightVariance, CriticalPoints);
            Assert.Equal(atZero.GetProperty("stable").GetBoolean(), critical.AtZero.Value.IsAttracting);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Fifty_layers_from_1(string name)
    {
        JsonElement golden = Golden(name).GetProperty("secondMomentAfter50LayersFrom1");
        ActivationFunction activation = ActivationFunction.Named(name);

        AreClose(golden, "he", new VarianceMap(activation, 2).Trajectory(1, 50)[50], 1e-9);
        if (golden.TryGetProperty("critical", out _))
        {
            CriticalPoint critical = CriticalPoint.Of(activation)!;
            VarianceMap map = new(activation, critical.WeightVariance, critical.BiasVariance);
            AreClose(golden, "critical", map.Trajectory(1, 50)[50], 1e-9);
            if (golden.TryGetProperty("criticalFromFixedPoint", out _))
            {
                AreClose(golden, "criticalFromFixedPoint", map.Trajectory(critical.FixedPoint!.Value, 50)[50], 1e-9);
            }
        }
    }

    /// <summary>At the pair as it is written, to 13 digits: the second fixed point of quick_gelu moves by 3e-7 with the 14th.</summary>
    [Theory]
    [InlineData("gelu", Stability.HalfStableFromAbove)]
    [InlineData("quick_gelu", Stability.HalfStableFromBelow)]
    public void Other_fixed_points_of_the_critical_pair(string name, Stability ofCritical)
    {
        JsonElement golden = Golden(name);
        JsonElement pair = golden.GetProperty("critical");
        JsonElement other = Assert.Single(golden.GetProperty("otherFixedPointsOfTheCriticalPair").EnumerateArray());
        IReadOnlyList<FixedPoint> points = new VarianceMap(
            ActivationFunction.Named(name), pair.GetProperty("weightVariance").GetDouble(), pair.GetProperty("biasVariance").GetDouble()).FixedPoints;

        Assert.Equal(2, points.Count);
        Assert.Equal(ofCritical, Assert.Single(points, point => !point.IsAttracting).Stability);
        FixedPoint attracting = Assert.Single(points, point => point.IsAttracting);
        AreClose(other, "fixedPoint", attracting.Variance, CriticalPoints);
        AreClose(other, "chiParallel", attracting.ChiParallel, CriticalPoints);
        AreClose(other, "chiPerp", attracting.ChiPerp, CriticalPoints);
    }

    [Theory]
    [MemberData(nameof(Correlations))]
    public void Correlation_maps(int place)
    {
        JsonElement golden = s_golden.GetProperty("correlation")[place];
        SignalPropagation facts = new(new VarianceMap(
            ActivationFunction.Named(golden.GetProperty("activation").GetString()!), golden.GetProperty("weightVariance").GetDouble(),
            golden.GetProperty("biasVariance").GetDouble()));

        AreClose(golden, "fixedPoint", facts.FixedPoint!.Variance, CriticalPoints);
        AreClose(golden, "chiPerp", facts.ChiPerp, CriticalPoints);
        AreClose(golden, "chiParallel", facts.ChiParallel, CriticalPoints);
        AreClose(golden, "correlationFixedPoint", facts.CorrelationFixedPoint, CriticalPoints);
        AreClose(golden, "slopeAtCorrelationFixedPoint", facts.CorrelationSlope, CriticalPoints);
        AreClose(golden, "depthScaleVariance", facts.VarianceDepthScale, DepthScales);
        AreClose(golden, "depthScaleCorrelation", facts.DepthScale, DepthScales);
        AreClose(golden, "trainableDepth6xi", facts.TrainableDepth, 1e-5);
        Assert.Equal(golden.GetProperty("phase").GetString(), facts.Phase.ToString()!.ToLowerInvariant());
    }

    [Fact]
    public void The_critical_line_of_tanh()
    {
        ActivationFunction tanh = ActivationFunction.Named("tanh");
        foreach (JsonElement golden in s_golden.GetProperty("tanhCriticalLine").EnumerateArray())
        {
            CriticalLinePoint point = CriticalLinePoint.At(tanh, golden.GetProperty("biasVariance").GetDouble())!;
            AreClose(golden, "weightVariance", point.WeightVariance, CriticalPoints);
            AreClose(golden, "fixedPoint", point.FixedPoint, CriticalPoints);
            AreClose(golden, "chiParallel", new VarianceMap(tanh, point.WeightVariance, point.BiasVariance).Chi(point.FixedPoint).Parallel, CriticalPoints);
        }
    }

    [Theory]
    [MemberData(nameof(Isometries))]
    public void Singular_values_of_deep_jacobians(string name)
    {
        foreach (JsonElement golden in Isometry(name).EnumerateArray())
        {
            DynamicalIsometry isometry = new(
                ActivationFunction.Named(name),
                Optional(golden, "q", 1),
                Optional(golden, "weightVariance", 1),
                Ensemble(golden.GetProperty("weights").GetString()!),
                golden.GetProperty("L").GetInt32());
            AreClose(golden, "largest", isometry.Largest, CriticalPoints);
            AreClose(golden, "variance", isometry.RelativeVariance, CriticalPoints);
            AreClose(1, isometry.Mean, 1e-9);
        }
    }

    /// <summary>Networks of width 800 that were drawn: finite width pulls the largest inwards by up to a sixth.</summary>
    [Fact]
    public void Singular_values_of_jacobians_that_were_drawn()
    {
        foreach (JsonElement golden in Isometry("monteCarloChecks").EnumerateArray())
        {
            string[] words = golden.GetProperty("case").GetString()!.Split(' ');
            ActivationFunction activation = ActivationFunction.Named(words[0] == "lin" ? "linear" : words[0]);
            (double variance, double weights) = words[0] switch
            {
                "relu" => (1, 2),
                "lin" => (1, 1),
                _ => (CriticalLinePoint.At(activation, 0.05)!.FixedPoint, CriticalLinePoint.At(activation, 0.05)!.WeightVariance),
            };
            DynamicalIsometry isometry = new(activation, variance, weights, Ensemble(words[2]), int.Parse(words[1][2..], CultureInfo.InvariantCulture));

            AreClose(golden.GetProperty("theory"), "largest", isometry.Largest, CriticalPoints);
            AreClose(golden.GetProperty("theory"), "variance", isometry.RelativeVariance, CriticalPoints);
            JsonElement drawn = golden.GetProperty("monteCarlo");
            Assert.InRange(drawn.GetProperty("largest").GetDouble() / isometry.Largest, 5 / 6.0, 1.001);
            Assert.InRange(drawn.GetProperty("variance").GetDouble() / isometry.RelativeVariance, 5 / 6.0, 1.05);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(80)]
    public void Singular_values_have_their_closed_forms(int depth)
    {
        JsonElement forms = Isometry("closedForms");
        List<string> tested = [];
        foreach ((string name, double variance, double p) in ((string, double, double)[])[("relu", 1, 0.5), ("hard_tanh", 1, 0.6826894921370859)])
        {
            DynamicalIsometry gaussian = Of(name, variance, 1 / p, WeightEnsemble.Gaussian);
            DynamicalIsometry orthogonal = Of(name, variance, 1 / p, WeightEnsemble.Orthogonal);
            double m = (1 - depth + Math.Sqrt(((depth - 1) * (depth - 1.0)) + (4 * depth * p))) / (2 * depth);
            Holds("gaussian Bernoulli p", "L m^2+(L-1)m-p=0; (1+m)/m*(1+m/p)^L", (1 + m) / m * Math.Pow(1 + (m / p), depth), gaussian.Largest);
            if (depth * (1 - p) > 1)
            {
                m = p / ((depth * (1 - p)) - 1);
                Holds("orthogonal Bernoulli p, L(1-p)>1", "m=p/(L(1-p)-1); (1+m)/m*((p+m)/(p(1+m)))^L",
                    (1 + m) / m * Math.Pow((p + m) / (p * (1 + m)), depth), orthogonal.Largest);
            }

            Holds("variance", "L*(E[phi'^4]/E[phi'^2]^2 - 1 + (1 if gaussian else 0)) at chi=1", depth / p, gaussian.RelativeVariance);
            Holds("variance", "L*(E[phi'^4]/E[phi'^2]^2 - 1 + (1 if gaussian else 0)) at chi=1", depth * ((1 / p) - 1), orthogonal.RelativeVariance);
        }

        Holds("gaussian linear", "(L+1)^(L+1)/L^L", Math.Pow(depth + 1.0, depth + 1) / Math.Pow(depth, depth),
            Of("linear", 1, 1, WeightEnsemble.Gaussian).Largest);
        Holds("orthogonal ReLU (sw2=2), L>=3", "L^L/(L-1)^(L-1)", Math.Pow(depth, depth) / Math.Pow(depth - 1, depth - 1),
            Of("relu", 1, 2, WeightEnsemble.Orthogonal).Largest);
        Assert.Equal(forms.EnumerateObject().Select(form => form.Name).Order(), tested.Distinct().Order());

        DynamicalIsometry Of(string name, double variance, double weights, WeightEnsemble ensemble) =>
            new(ActivationFunction.Named(name), variance, weights, ensemble, depth);

        void Holds(string form, string text, double expected, double actual)
        {
            Assert.Equal(text, forms.GetProperty(form).GetString());
            AreClose(expected, actual, CriticalPoints, form);
            tested.Add(form);
        }
    }

    [Theory]
    [InlineData("geglu", "geglu(erf)")]
    [InlineData("reglu", "reglu")]
    [InlineData("bilinear", "bilinear")]
    public void Gated_units(string name, string key)
    {
        GatedUnit unit = GatedUnit.Find(name)!;
        AreClose(s_golden.GetProperty("gated"), key, unit.SecondMoment(1), Moments);
        AreClose(1, unit.Gain * unit.Gain * unit.SecondMoment(1), Moments);
    }

    private static JsonElement Read()
    {
        using JsonDocument golden = GoldenFile.Open("theory");
        return golden.RootElement.Clone();
    }

    private static TheoryData<string> Names(string key) =>
        [.. s_golden.GetProperty(key).EnumerateArray().Select(item => item.GetProperty("activation").GetString()!)];

    private static JsonElement Golden(string name) =>
        s_golden.GetProperty("activations").EnumerateArray().Single(item => item.GetProperty("activation").GetString() == name);

    private static JsonElement Isometry(string key) => s_golden.GetProperty("isometry").GetProperty(key);

    private static WeightEnsemble Ensemble(string name) => name switch
    {
        "gaussian" => WeightEnsemble.Gaussian,
        "orthogonal" => WeightEnsemble.Orthogonal,
        _ => throw new InvalidOperationException($"unknown ensemble {name}"),
    };

    private static double Optional(JsonElement item, string key, double otherwise) =>
        item.TryGetProperty(key, out JsonElement value) ? value.GetDouble() : otherwise;

    /// <summary>null there is null or NaN here; "inf" is infinite.</summary>
    private static void AreClose(JsonElement golden, string key, double? actual, double tolerance)
    {
        JsonElement expected = golden.GetProperty(key);
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(actual is null or double.NaN, $"{key}: {actual} instead of null");
            return;
        }

        AreClose(expected.ValueKind == JsonValueKind.String ? double.PositiveInfinity : expected.GetDouble(), actual, tolerance, key);
    }

    private static void AreClose(double expected, double? actual, double tolerance, string key = "") => Assert.True(
        actual == expected || Math.Abs(actual!.Value - expected) <= tolerance * (expected == 0 ? 1 : Math.Abs(expected)),
        $"{key}: {actual:R} instead of {expected:R}");
}
