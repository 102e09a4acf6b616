using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Random;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Initializers;

/// <summary>What Keras refuses is refused, with a sentence that names what was got and what is allowed.</summary>
public sealed class RefusalTests
{
    /// <summary>Keras's expression, the same in C#, and a part of the sentence that it must earn.</summary>
    private static readonly (string Expression, Action Call, string Sentence)[] s_refusals =
    [
        ("I.VarianceScaling(scale=0.0)", () => _ = new VarianceScaling(scale: 0), "scale is 0; it must be finite and greater than 0."),
        ("I.VarianceScaling(scale=-1.0)", () => _ = new VarianceScaling(scale: -1), "scale is -1; it must be finite and greater than 0."),
        ("I.VarianceScaling(scale=0)", () => Make("VarianceScaling", """{"scale": 0}"""), "scale is 0; it must be finite and greater than 0."),
        ("I.VarianceScaling(mode='fan_sum')", () => Make("VarianceScaling", """{"mode": "fan_sum"}"""), "'fan_sum'; it must be one of fan_in, fan_out, fan_avg"),
        ("I.VarianceScaling(mode='FAN_IN')", () => Make("VarianceScaling", """{"mode": "FAN_IN"}"""), "'FAN_IN'; it must be one of fan_in, fan_out, fan_avg"),
        ("I.VarianceScaling(distribution='gauss')", () => Make("VarianceScaling", """{"distribution": "gauss"}"""), "'gauss'; it must be one of truncated_normal, "),
        ("I.VarianceScaling(distribution=None)", () => Make("VarianceScaling", """{"distribution": null}"""), "null; it must be one of truncated_normal, "),
        ("I.RandomNormal(seed='a')", () => Make("RandomNormal", """{"seed": "a"}"""), "seed of RandomNormal is 'a'; it must be an integer, a seed generator or null."),
        ("I.RandomNormal(seed=1.5)", () => Make("RandomNormal", """{"seed": 1.5}"""), "seed of RandomNormal is 1.5; it must be an integer"),
        ("I.Orthogonal(seed=1)((5,))", () => Fill(new Orthogonal(seed: 1), [5]), "[5] has rank 1; use another initializer"),
        ("I.Orthogonal(seed=1)(())", () => Fill(new Orthogonal(seed: 1), []), "[] has rank 0; use another initializer"),
        ("I.Identity()((3,))", () => Fill(new Identity(), [3]), "[3] has rank 1; it must have rank 2."),
        ("I.Identity()((3,3,3))", () => Fill(new Identity(), [3, 3, 3]), "[3, 3, 3] has rank 3; it must have rank 2."),
        ("I.Identity()(())", () => Fill(new Identity(), []), "[] has rank 0; it must have rank 2."),
        ("I.Identity(gain='a')((2,2))", () => Make("Identity", """{"gain": "a"}"""), "gain of Identity is 'a'; it must be a number."),
        ("I.Constant('a')((2,))", () => Make("Constant", """{"value": "a"}"""), "value of Constant is 'a'; it must be a number"),
        ("I.Constant([1.,2.])((3,3))", () => Fill(new Constant([1, 2], [2]), [3, 3]), "[2] cannot be broadcast to the weight's shape [3, "
            + "3]"),
        ("I.RandomUniform(minval=1.0,maxval=-1.0,seed=1)((3,))", () => _ = new RandomUniform(1, -1, 1), "minval is 1 and maxval is -1; "
            + "minval must not be greater."),
        ("I.RandomNormal(stddev=-1.0,seed=1)((3,))", () => _ = new RandomNormal(0, -1, 1), "stddev is -1; it must be finite and at least "
            + "0."),
        ("I.RandomNormal(seed=1)((-1,))", () => Fill(new RandomNormal(seed: 1), [-1]), "[-1] has the dimension -1; a dimension must be at "
            + "least 0."),
        ("I.RandomNormal(seed=1)((2,-3))", () => Fill(new RandomNormal(seed: 1), [2, -3]), "[2, -3] has the dimension -3;"),
        ("I.Zeros()((-1,))", () => Fill(new Zeros(), [-1]), "[-1] has the dimension -1;"),
        ("I.RandomUniform(minval=float('nan'),maxval=1.0,seed=1)((3,))", () => _ = new RandomUniform(double.NaN, 1, 1),
            "minval is NaN; it must be finite."),
        ("I.RandomUniform(minval=-1.7e308,maxval=1.7e308,seed=1)((3,))", () => Fill(new RandomUniform(-1.7e308, 1.7e308, 1), [3]), "is not "
            + "finite in float32; choose smaller bounds."),
        ("I.VarianceScaling(input_axes=[5],output_axes=[0],seed=1)((3,4))", () => Fill(new HeNormal(1, FanRule.Axes([5], [0])), [3, 4]),
            "axis 5 is outside shape [3, 4] of rank 2; an axis is from -2 to 1."),
        ("I.TruncatedNormal(stddev=-1.0,seed=1)((3,))", () => _ = new TruncatedNormal(0, -1, 1), "stddev is -1; it must be finite and at "
            + "least 0."),
    ];

    /// <summary>
    /// What C#'s types already forbid, and what other rooms refuse: short-time Fourier kernels, names and configurations.
    /// </summary>
    private static readonly string[] s_notHere =
    [
        "I.RandomNormal(seed=np.int64(3))", "I.Orthogonal(seed=1)((3,4),dtype='float16')", "I.GlorotUniform(seed=1)(3)",
        "I.GlorotUniform(seed=1)((3,None))",
        "I.Ones()((2,),dtype='foo')", "I.RandomNormal(seed=1)((2,),dtype='foo')", "I.GlorotUniform(foo=1)",
        "keras.random.SeedGenerator('a')",
        "keras.random.SeedGenerator(1.5)", "keras.random.SeedGenerator(1,foo=2)", "I.get('typo')",
        "I.get({'class_name':'Nope','config':{}})",
        "I.get(5)", "I.deserialize({'class_name':'HeNormal','config':{'bogus':1}})",
    ];

    [Fact]
    public void Every_error_of_keras_is_a_refusal_here_or_cannot_be_written_in_CSharp()
    {
        using JsonDocument golden = GoldenFile.Open("keras_numpy");
        string[] errors =
        [
            .. from item in golden.RootElement.GetProperty("errors").EnumerateArray()
               where item.TryGetProperty("error", out _)
               select item.GetProperty("expr").GetString() into expression
               where !expression.StartsWith("I.STFT", StringComparison.Ordinal)
               select expression,
        ];

        Assert.Equal(errors.Order(), s_refusals.Select(refusal => refusal.Expression).Concat(s_notHere).Order());
    }

    [Fact]
    public void A_refusal_is_an_argument_exception_with_a_helpful_sentence() =>
        Assert.All(s_refusals, refusal =>
            Assert.Contains(refusal.Sentence, Assert.ThrowsAny<ArgumentException>(refusal.Call).Message, StringComparison.Ordinal));

    [Fact]
    public void What_no_number_or_enumeration_can_be_is_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(scale: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(scale: double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(mode: (FanMode)17));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(distribution: (ScalingDistribution)17));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomNormal(mean: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomNormal() with { Stddev = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Identity(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Orthogonal(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FillOptions { MaxDegreeOfParallelism = -1 });
        Assert.Throws<ArgumentNullException>(() => new HeNormal() with { Seed = null! });
        Assert.Throws<ArgumentNullException>(() => new HeNormal() with { Fans = null! });
        Assert.Throws<ArgumentNullException>(() => Initializer.FromFunction<float>(null!));
        Assert.Throws<ArgumentNullException>(() => new FillOptions { Stream = null! });
        Assert.Throws<ArgumentNullException>(() => new HeNormal((SeedGenerator)null!));
    }

    [Fact]
    public void A_parameter_too_large_for_the_element_type_is_refused_and_one_that_fits_another_is_not()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new RandomNormal(stddev: 1e5, seed: 1).CreateArray<Half>([2]));

        Assert.Contains("stddev is 100000, which is not finite in float16.", refusal.Message, StringComparison.Ordinal);
        Assert.All(new RandomNormal(stddev: 1e5, seed: 1).CreateArray<float>([2]), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Lengths_slices_and_element_types_are_checked_at_the_door()
    {
        float[] ten = new float[10];

        Assert.Throws<ArgumentException>(() => new Ones().Fill(ten.AsSpan(), [3, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ones().FillSlice(ten.AsSpan(), [3, 3], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ones().FillSlice(ten.AsSpan(), [11], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ones().FillSlice(ten.AsSpan(), [11], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ones().FillSlice(ten.AsSpan(), [11], long.MaxValue));
        Assert.Throws<ArgumentException>(() => new Ones().CreateArray<float>([1L << 31]));
        Assert.Throws<ArgumentException>(() => new Constant([1, 2], [3]));
        Assert.Throws<ArgumentException>(() => Initializer.FromValues<float>([1, 2], [3]));
        Assert.Throws<ArgumentException>(() => Initializer.FromValues<float>([1, 2], [2]).CreateArray<float>([1, 2]));
        Assert.Throws<ArgumentException>(() => new Orthogonal(seed: 1).FillSlice(ten.AsSpan(), [1L << 20, 1L << 20], 0));
        Assert.Throws<NotSupportedException>(() => new Ones().CreateArray<System.Runtime.InteropServices.NFloat>([1]));
        Assert.All(ten, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_gain_that_overflows_the_element_type_is_refused_there_only()
    {
        Assert.Throws<ArgumentException>(() => new Identity(1e6).CreateArray<Half>([2, 2]));
        Assert.Equal([1e6f, 0, 0, 1e6f], new Identity(1e6).CreateArray<float>([2, 2]));
        Assert.Throws<ArgumentException>(() => new Orthogonal(1e6, seed: 1).CreateArray<Half>([2, 2]));
        Assert.All(new Orthogonal(1e6, seed: 1).CreateArray<float>([2, 2]), value => Assert.InRange(Math.Abs(value), 1, 1e6));
    }

    [Fact]
    public void Bounds_that_with_puts_in_the_wrong_order_are_refused_at_the_fill()
    {
        RandomUniform moved = new RandomUniform(seed: 1) with { Minval = 1, Maxval = 2 };
        Assert.All(moved.CreateArray<float>([8]), value => Assert.InRange(value, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => (moved with { Minval = 3 }).CreateArray<float>([8]));
    }

    private static void Fill(Initializer initializer, Shape shape) => initializer.CreateArray<float>(shape);

    private static void Make(string className, string arguments) => KerasCall.Create(className, arguments);
}
