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
        ["lion"] = (new Lion(0.01), (_, w, g, m) =>
        {
            double step = Math.Sign((0.9 * m[0]) + (0.1 * g));
            m[0] = (0.99 * m[0]) + (0.01 * g);
            return w - (0.01 * step);
        }),
        ["adagrad"] = (new Adagrad(0.01), (t, w, g, m) =>
        {
            m[0] = (t == 1 ? 0.1 : m[0]) + (g * g);
            return w - (0.01 * g / Math.Sqrt(m[0] + 1e-7));
        }),
        ["adadelta"] = (new Adadelta(0.5), (_, w, g, m) =>
        {
            m[0] = (0.95 * m[0]) + (0.05 * g * g);
            double change = Math.Sqrt(m[1] + 1e-7) * g / Math.Sqrt(m[0] + 1e-7);
            m[1] = (0.95 * m[1]) + (0.05 * change * change);
            return w - (0.5 * change);
        }),
        ["adamax"] = (new Adamax(0.01), (t, w, g, m) =>
        {
            m[0] += (g - m[0]) * 0.1;
            m[1] = Math.Max(0.999 * m[1], Math.Abs(g));
            return w - (0.01 * m[0] / ((1 - Math.Pow(0.9, t)) * (m[1] + 1e-7)));
        }),
        ["nadam"] = (new Nadam(0.01), (t, w, g, m) =>
        {
            double now = 0.9 * (1 - (0.5 * Math.Pow(0.96, t)));
            double next = 0.9 * (1 - (0.5 * Math.Pow(0.96, t + 1)));
            m[2] = (t == 1 ? 1 : m[2]) * now;
            m[0] += (g - m[0]) * 0.1;
            m[1] += ((g * g) - m[1]) * 0.001;
            double direction = (next * m[0] / (1 - (m[2] * next))) + ((1 - now) * g / (1 - m[2]));
            return w - (0.01 * direction / (Math.Sqrt(m[1] / (1 - Math.Pow(0.999, t))) + 1e-7));
        }),
        ["ftrl"] = (new Ftrl(0.1, l1: 0.05, l2: 0.1, l2Shrinkage: 0.01, beta: 0.2), (t, w, g, m) =>
        {
            double before = t == 1 ? 0.1 : m[0];
            m[0] = before + (g * g);
            m[1] += g + (0.02 * w) - ((Math.Sqrt(m[0]) - Math.Sqrt(before)) / 0.1 * w);
            return (Math.Clamp(m[1], -0.05, 0.05) - m[1]) / ((Math.Sqrt(m[0]) / 0.1) + (2 * (0.1 + 1)));
        }),
        ["ftrl of another power"] = (new Ftrl(0.1, learningRatePower: -0.7), (t, w, g, m) =>
        {
            double before = t == 1 ? 0.1 : m[0];
            m[0] = before + (g * g);
            m[1] += g - ((Math.Pow(m[0], 0.7) - Math.Pow(before, 0.7)) / 0.1 * w);
            return -m[1] / (Math.Pow(m[0], 0.7) / 0.1);
        }),
        ["a schedule"] = (new SGD { Schedule = new ExponentialDecay(0.1, 2, 0.5) }, (t, w, g, _) => w - (0.1 * Math.Pow(0.5, (t - 1) / 2.0) * g)),
        ["accumulated gradients"] = (new SGD(0.1) { GradientAccumulationSteps = 2 }, (t, w, g, m) =>
        {
            m[0] = t % 2 == 1 ? g : m[0] + g;
            return t % 2 == 1 ? w : w - (0.1 * m[0] / 2);
        }),
        ["averages that overwrite"] = (new SGD(0.1) { UseEma = true, EmaMomentum = 0.9, EmaOverwriteFrequency = 2 }, (t, w, g, m) =>
        {
            double after = w - (0.1 * g);
            m[0] = t == 1 ? after : (0.9 * m[0]) + (0.1 * after);
            return t % 2 == 0 ? m[0] : after;
        }),
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
    public void Averages_take_the_weights_places_in_the_end()
    {
        Tensor weight = Of<double>([1.0], [1.0]);
        OptimizerState state = new(new SGD(0.5) { UseEma = true, EmaMomentum = 0.75 }, [weight]);
        state.Apply();
        state.Apply();

        Assert.Equal(0.0, weight.Values<double>()[0]);
        state.Finish();
        Assert.Equal(0.75 * 0.5, weight.Values<double>()[0], 1e-15);
    }

    [Fact]
    public void Adafactor_takes_second_moments_of_rows_and_columns()
    {
        double[] w = [1, -2, 3, 0.5, 0.25, -1];
        double[] g = [0.1, 0.2, -0.3, 0.4, 0.5, -0.6];
        double[] r = new double[2];
        double[] c = new double[3];
        Tensor weight = Tensor.Of<double>(w, 2, 3);
        OptimizerState state = new(new Adafactor(0.01), [weight]);
        for (int t = 1; t <= 3; t++)
        {
            weight.GradientMemory = Tensor.Of<double>(g, 2, 3);
            weight.HasGradient = true;
            state.Apply();
            double beta = 1 - Math.Pow(t, -0.8);
            for (int i = 0; i < 2; i++)
            {
                r[i] = (beta * r[i]) + ((1 - beta) * Enumerable.Range(0, 3).Average(j => (g[(i * 3) + j] * g[(i * 3) + j]) + 1e-30));
            }

            for (int j = 0; j < 3; j++)
            {
                c[j] = (beta * c[j]) + ((1 - beta) * Enumerable.Range(0, 2).Average(i => (g[(i * 3) + j] * g[(i * 3) + j]) + 1e-30));
            }

            double[] u = [.. g.Select((value, at) => value / Math.Sqrt(r[at / 3] / r.Average() * c[at % 3]))];
            double rate = Math.Max(1e-3, Math.Sqrt(w.Average(value => value * value))) * 0.01
                / Math.Max(1, Math.Sqrt(u.Average(value => value * value)));
            w = [.. w.Select((value, at) => value - (rate * u[at]))];
        }

        Assert.All(w.Zip(weight.Values<double>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    public void Muon_steps_along_matrices_that_are_nearly_orthogonal(int rows, int columns)
    {
        double[] g = [.. Enumerable.Range(0, rows * columns).Select(i => Math.Sin(3 * i) + (0.2 * i))];
        Tensor weight = Tensor.Of<double>(new double[g.Length], rows, columns);
        weight.GradientMemory = Tensor.Of<double>(g, rows, columns);
        weight.HasGradient = true;
        new OptimizerState(new Muon(1) { WeightDecay = null, RmsRate = null, NewtonSchulzSteps = 30, Coefficients = (1.5, -0.5, 0) }, [weight], ["dense/kernel"]).Apply();

        // The step, −O, has orthonormal rows or columns, and lies along the gradient: Σ O·g is the sum of g's singular values.
        double[] o = [.. weight.Values<double>().ToArray().Select(value => -value)];
        (int m, int n) = rows < columns ? (rows, columns) : (columns, rows);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                double product = Enumerable.Range(0, n).Sum(k => At(i, k) * At(j, k));
                Assert.Equal(i == j ? 1 : 0, product, 1e-6);
            }
        }

        Assert.True(o.Zip(g, (a, b) => a * b).Sum() >= Math.Sqrt(g.Sum(value => value * value)));

        double At(int vector, int element) => rows < columns ? o[(vector * columns) + element] : o[(element * columns) + vector];
    }

    [Fact]
    public void Muon_leaves_embeddings_and_biases_to_Adam()
    {
        Assert.Equal(Step("embedding/embeddings", new Muon(0.01)), Step("w", new Adam(0.01) { WeightDecay = 0.004 }));
        Assert.NotEqual(Step("dense/kernel", new Muon(0.01)), Step("w", new Adam(0.01) { WeightDecay = 0.004 }));

        static double[] Step(string name, Optimizer optimizer)
        {
            Tensor weight = Tensor.Of<double>([1, 2, 3, 4], 2, 2);
            weight.GradientMemory = Tensor.Of<double>([1, -2, 0.5, 4], 2, 2);
            weight.HasGradient = true;
            new OptimizerState(optimizer, [weight], [name]).Apply();
            return weight.Values<double>().ToArray();
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
