using System.Numerics;
using Seedbed.Autodiff;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Networks.Training.Optimizers;

/// <summary>
/// Every optimizer against Keras's formulas, written out element by element in double: several steps, lengths around those of vectors, both
/// types.
/// </summary>
public sealed class UpdateTests
{
    private static readonly int[] s_lengths = [1, 2, 3, 7, 8, 9, 15, 16, 17, 33, 67];

    /// <summary>Step t, the weight, its gradient and three remembered numbers.</summary>
    private delegate double Rule(int step, double weight, double gradient, double[] memory);

    public static TheoryData<string> Names => [.. Rules.Keys];

    private static Dictionary<string, (Optimizer Optimizer, Rule Rule)> Rules { get; } = new()
    {
        ["sgd"] = (new SGD(0.1), (_, w, g, _) => w - (0.1 * g)),
        ["momentum"] = (new SGD(0.1, momentum: 0.9), (_, w, g, m) => w + (m[0] = (0.9 * m[0]) - (0.1 * g))),
        ["nesterov"] = (new SGD(0.1, momentum: 0.9, nesterov: true), (_, w, g, m) =>
        {
            m[0] = (0.9 * m[0]) - (0.1 * g);
            return w + (0.9 * m[0]) - (0.1 * g);
        }),
        ["rmsprop"] = (new RMSprop(0.01), (_, w, g, m) => w - (0.01 * g / Math.Sqrt((m[0] = (0.9 * m[0]) + (0.1 * g * g)) + 1e-7))),
        ["rmsprop with momentum"] = (new RMSprop(0.01, rho: 0.8, momentum: 0.5), (_, w, g, m) =>
        {
            m[0] = (0.8 * m[0]) + (0.2 * g * g);
            m[1] = (0.5 * m[1]) + (0.01 * g / Math.Sqrt(m[0] + 1e-7));
            return w - m[1];
        }),
        ["rmsprop, centered"] = (new RMSprop(0.01, centered: true), (_, w, g, m) =>
        {
            m[0] = (0.9 * m[0]) + (0.1 * g * g);
            m[1] = (0.9 * m[1]) + (0.1 * g);
            return w - (0.01 * g / Math.Sqrt(m[0] - (m[1] * m[1]) + 1e-7));
        }),
        ["adam"] = (new Adam(0.01), (t, w, g, m) => w - AdamStep(t, g, m, max: false)),
        ["amsgrad"] = (new Adam(0.01, amsgrad: true), (t, w, g, m) => w - AdamStep(t, g, m, max: true)),
        ["adamw"] = (new AdamW(0.01, weightDecay: 0.1), (t, w, g, m) => (w * (1 - (0.1 * 0.01))) - AdamStep(t, g, m, max: false)),
        ["decay"] = (new SGD(0.1) { WeightDecay = 0.2 }, (_, w, g, _) => (w * (1 - (0.2 * 0.1))) - (0.1 * g)),
        ["clipped values"] = (new SGD(0.1) { ClipValue = 0.3 }, (_, w, g, _) => w - (0.1 * Math.Clamp(g, -0.3, 0.3))),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_are_those_of_the_formula(string name)
    {
        foreach (int length in s_lengths)
        {
            Compare<double>(name, length, ElementType.Float64, 1e-12);
            Compare<float>(name, length, ElementType.Float32, 2e-5);
        }
    }

    [Fact]
    public void Threads_and_pieces_change_nothing()
    {
        const int Length = (1 << 17) + 5;
        float[] one = Run(1);

        Assert.Equal(one, Run(4));
        Assert.Equal(one[1], one[Length - 1 - ((Length - 2) % 11)], 1e-6f);

        float[] Run(int threads)
        {
            Tensor weight = Of<float>(ElementType.Float32, Length);
            OptimizerState state = new(new Adam(), [weight]) { Execution = new ExecutionOptions(threads) };
            state.Apply();
            state.Apply();
            return weight.Values<float>().ToArray();
        }
    }

    [Fact]
    public void Norms_are_clipped_each_or_all_together()
    {
        float[] each = Clipped(new SGD(1) { ClipNorm = 2.5 });
        float[] all = Clipped(new SGD(1) { GlobalClipNorm = 2.5 });
        float[] loose = Clipped(new SGD(1) { GlobalClipNorm = 100 });

        Assert.Equal([-1.5f, -2f, -0.6f], each);
        double scale = 2.5 / Math.Sqrt(25 + 0.36);
        Assert.Equal((float)(-3 * scale), all[0], 1e-6f);
        Assert.Equal((float)(-0.6 * scale), all[2], 1e-6f);
        Assert.Equal([-3f, -4f, -0.6f], loose);

        static float[] Clipped(Optimizer optimizer)
        {
            Tensor first = Of<float>([0, 0], [3, 4]);
            Tensor second = Of<float>([0], [0.6f]);
            new OptimizerState(optimizer, [first, second]).Apply();
            return [.. first.Values<float>(), .. second.Values<float>()];
        }
    }

    [Fact]
    public void What_is_remembered_never_becomes_subnormal()
    {
        Vector<float> singles = Underflow<float>.Flush(Vector.Create(1e-31f));
        Vector<double> doubles = Underflow<double>.Flush(Vector.Create(-1e-301));

        Assert.Equal(Vector<float>.Zero, singles);
        Assert.Equal(Vector<double>.Zero, doubles);
        Assert.Equal(Vector.Create(-1e-29f), Underflow<float>.Flush(Vector.Create(-1e-29f)));
        Assert.Equal(Vector.Create(1e-299), Underflow<double>.Flush(Vector.Create(1e-299)));
        Assert.True(float.IsNaN(Underflow<float>.Flush(Vector.Create(float.NaN))[0]));
    }

    [Fact]
    public void A_weight_without_a_gradient_stays()
    {
        Tensor weight = Tensor.Of<float>([1, 2], 2);

        new OptimizerState(new SGD(1) { WeightDecay = 0.5 }, [weight]).Apply();

        Assert.Equal([1f, 2f], weight.Values<float>().ToArray());
    }

    private static double AdamStep(int t, double g, double[] m, bool max)
    {
        m[0] += (g - m[0]) * (1 - 0.9);
        m[1] += ((g * g) - m[1]) * (1 - 0.999);
        m[2] = Math.Max(m[2], m[1]);
        double alpha = 0.01 * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t));
        return alpha * m[0] / (Math.Sqrt(max ? m[2] : m[1]) + 1e-7);
    }

    private static void Compare<T>(string name, int length, ElementType type, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        (Optimizer optimizer, Rule rule) = Rules[name];
        Tensor weight = Of<T>(type, length);
        OptimizerState state = new(optimizer, [weight]);
        double[] expected = new double[length];
        double[][] memory = [.. Enumerable.Range(0, length).Select(_ => new double[3])];
        for (int i = 0; i < length; i++)
        {
            expected[i] = double.CreateChecked(weight.Values<T>()[i]);
        }

        for (int step = 1; step <= 5; step++)
        {
            for (int i = 0; i < length; i++)
            {
                double gradient = Gradient(i, step);
                weight.GradientMemory!.Values<T>()[i] = T.CreateChecked(gradient);
                expected[i] = rule(step, expected[i], gradient, memory[i]);
            }

            state.Apply();
        }

        for (int i = 0; i < length; i++)
        {
            Assert.Equal(expected[i], double.CreateChecked(weight.Values<T>()[i]), tolerance);
        }
    }

    private static double Gradient(int index, int step) => Math.Sin((index % 11) + (3 * step)) * (step == 3 ? 0.01 : 1);

    private static Tensor Of<T>(ElementType type, int length)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] values = [.. Enumerable.Range(0, length).Select(i => T.CreateChecked(Math.Cos(i % 11)))];
        T[] gradients = [.. Enumerable.Range(0, length).Select(i => T.CreateChecked(Gradient(i, 1)))];
        Assert.Equal(type, ElementTypes.Of<T>());
        return Of<T>(values, gradients);
    }

    private static Tensor Of<T>(T[] values, T[] gradients)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Tensor weight = Tensor.Of<T>(values, values.Length);
        weight.GradientMemory = Tensor.Of<T>(gradients, gradients.Length);
        weight.HasGradient = true;
        return weight;
    }
}
