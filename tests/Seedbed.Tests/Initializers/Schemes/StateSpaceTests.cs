using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Initializers.Schemes;

/// <summary>Recurrent biases and state spaces against worked numbers and what defines them.</summary>
public sealed class StateSpaceTests
{
    [Fact]
    public void The_forget_gate_is_open_at_first()
    {
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0], new UnitForgetBias().CreateArray<float>([8]));
        Assert.Equal([0, 0, 0, 0, 0.5f, 0.5f], new UnitForgetBias(0.5, 2, 3).CreateArray<float>([6]));
    }

    [Fact]
    public void Chrono_biases_remember_from_one_step_to_the_longest()
    {
        const int Units = 5000;
        double[] bias = new ChronoBias(100, 3).CreateArray<double>([4 * Units]);
        double[] forget = bias[Units..(2 * Units)];

        Assert.Equal(Array.ConvertAll(forget, value => -value), bias[..Units]);
        Assert.All(bias[(2 * Units)..], value => Assert.Equal(0, value));
        Assert.InRange(forget.Min(), 0, 0.1);
        Assert.InRange(forget.Max(), 4.58, 4.59511985);
        Assert.Equal(50, forget.Average(Math.Exp), 2.0);
    }

    [Fact]
    public void Hippo_matrices_are_the_worked_ones()
    {
        AssertEqual([-1, 0, 0, -1.732050808, -2, 0, -2.236067977, -3.872983346, -3], new HippoTransition().CreateArray<double>([3, 3]));
        AssertEqual([1, 1.732050808, 2.236067977], new HippoInput().CreateArray<double>([3]));
        AssertEqual([-0.5, 0.8660254038, -0.8660254038, -1.5], new HippoTransition(HippoMeasure.LegT).CreateArray<double>([2, 2]));
        AssertEqual([0.5, 0.8660254038], new HippoInput(HippoMeasure.LegT).CreateArray<double>([2]));
        AssertEqual([1, 0, Math.Sqrt(2), 0], new HippoInput(HippoMeasure.Fourier).CreateArray<double>([4]));
        AssertEqual(
            [-1, 0, -Math.Sqrt(2), 0, 0, 0, 0, 0, -Math.Sqrt(2), 0, -2, -Math.PI, 0, 0, Math.PI, 0],
            new HippoTransition(HippoMeasure.Fourier).CreateArray<double>([4, 4]));
    }

    /// <summary>The matrix is triangular, so det(A + k·I) = ∏(A[n, n] + k): eigenvalues −1 … −N.</summary>
    [Fact]
    public void The_eigenvalues_of_LegS_are_the_negative_integers()
    {
        double[] matrix = new HippoTransition().CreateArray<double>([8, 8]);
        for (int i = 0; i < 64; i++)
        {
            Assert.Equal(i / 8 == i % 8 ? -(i / 8) - 1 : 0, i / 8 <= i % 8 ? matrix[i] : 0);
        }
    }

    /// <summary>A + ½·(2B)(2B)ᵀ of LegT and A + BBᵀ of Fourier are skew but for their diagonal: the energy of a state decays through the input alone.</summary>
    [Theory]
    [InlineData(HippoMeasure.LegS, 0.5)]
    [InlineData(HippoMeasure.Fourier, 1)]
    public void The_symmetric_part_is_of_low_rank(HippoMeasure measure, double share)
    {
        const int Size = 6;
        double[] a = new HippoTransition(measure).CreateArray<double>([Size, Size]);
        double[] b = new HippoInput(measure).CreateArray<double>([Size]);
        for (int n = 0; n < Size; n++)
        {
            for (int k = 0; k < Size; k++)
            {
                double left = a[(n * Size) + k] + (share * b[n] * b[k]);
                double right = a[(k * Size) + n] + (share * b[n] * b[k]);
                Assert.Equal(n == k && measure == HippoMeasure.LegS ? -0.5 : -right, left, 1e-12);
            }
        }
    }

    [Fact]
    public void Diagonal_state_spaces_are_the_worked_ones()
    {
        AssertEqual([0, 3.141592654], new DiagonalStateSpace().CreateArray<double>([2]));
        AssertEqual([3.819718634, 0.4244131816], new DiagonalStateSpace(DiagonalScheme.Inv).CreateArray<double>([2]));
        AssertEqual([-0.5, -0.5], new DiagonalStateSpace(DiagonalScheme.Inv, DiagonalPart.Real).CreateArray<double>([2]));
        AssertEqual([-1, -2, -3, -1, -2, -3], new DiagonalStateSpace(DiagonalScheme.Real, DiagonalPart.Real).CreateArray<double>([2, 3]));
        AssertEqual([Math.Log(0.5)], new DiagonalStateSpace(part: DiagonalPart.LogReal).CreateArray<double>([1]));
    }

    [Fact]
    public void Mamba_s_states_decay_at_the_whole_numbers()
    {
        double[] logarithms = new MambaLogA().CreateArray<double>([2, 16]);

        AssertEqual([.. Enumerable.Range(0, 32).Select(i => (i % 16) + 1.0)], Array.ConvertAll(logarithms, Math.Exp));
    }

    [Fact]
    public void Step_biases_are_log_uniform_steps_after_a_softplus()
    {
        double[] steps = Array.ConvertAll(new StepBias(seed: 5).CreateArray<double>([50_000]), bias => Math.Log(1 + Math.Exp(bias)));
        double[] logarithms = Array.ConvertAll(steps, Math.Log);

        Assert.InRange(steps.Min(), 0.001 - 1e-12, 0.00101);
        Assert.InRange(steps.Max(), 0.099, 0.1);
        Assert.Equal((Math.Log(0.001) + Math.Log(0.1)) / 2, logarithms.Average(), 0.03);

        // The worked number: dt = 0.01.
        AssertEqual([-4.600166019], new StepBias(0.01, 0.01, seed: 1).CreateArray<double>([1]));
        AssertEqual([-4.600166019], new StepBias(0.001, 0.001, 0.01, seed: 1).CreateArray<double>([1]));
    }

    [Fact]
    public void The_projections_of_Mamba_have_the_worked_bounds()
    {
        Assert.Equal(0.25, new InverseRootUniform().DistributionFor([16, 1024])!.Maximum, 1e-15);
        Assert.Equal(0.00390625, new InverseRootUniform(1 / Math.Sqrt(64)).DistributionFor([1024, 512])!.Maximum, 1e-15);
        Assert.Equal(0.015625, new InverseRootUniform().DistributionFor([4096, 8])!.Maximum, 1e-15);
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(0.01, 16)]
    public void Heads_decay_uniformly(double least, double greatest)
    {
        double[] decays = Array.ConvertAll(new LogOfUniform(least, greatest, 2).CreateArray<double>([50_000]), Math.Exp);

        Assert.InRange(decays.Min(), least - 1e-12, least + 0.01);
        Assert.InRange(decays.Max(), greatest - 0.01, greatest);
        Assert.Equal((least + greatest) / 2, decays.Average(), 0.1);
    }

    [Fact]
    public void The_recurrence_of_an_RG_LRU_lies_in_its_ring()
    {
        double[] parameters = new RingLambda(seed: 3).CreateArray<double>([50_000]);
        double[] radii = Array.ConvertAll(parameters, parameter => 1 / (1 + Math.Exp(parameter)));

        Assert.InRange(radii.Min(), 0.9, 0.9001);
        Assert.InRange(radii.Max(), 0.9989, 0.999 + 1e-7);
        Assert.Equal((0.81 + 0.998001) / 2, radii.Average(radius => radius * radius), 1e-3);

        // The worked numbers are without the 1e-8 that is added to u.
        Assert.Equal(-2.197224577, new RingLambda(0.9, 0.9, 1).CreateArray<double>([1])[0], 1e-6);
        Assert.Equal(-6.906754779, new RingLambda(0.999, 0.999, 1).CreateArray<double>([1])[0], 1e-5);
    }

    [Fact]
    public void Forget_gates_of_xLSTM_stand_in_equal_steps()
    {
        Assert.Equal([3, 4, 5, 6], new Linspace().CreateArray<float>([4]));
        Assert.Equal([3], new Linspace().CreateArray<float>([1]));
    }

    [Fact]
    public void The_decay_of_the_first_layer_of_RWKV_is_the_worked_one()
    {
        double[] decay = new RwkvVector().CreateArray<double>([128]);

        AssertEqual([-8.0, -0.02362204724, 3.0], [decay[0], decay[63], decay[127]]);
    }

    [Fact]
    public void The_other_vectors_of_RWKV_are_the_formulas_of_its_code()
    {
        foreach ((RwkvParameter parameter, Func<double, double, double> formula) in new (RwkvParameter, Func<double, double, double>)[]
        {
            (RwkvParameter.A0, (zigzag, linear) => -0.19 + (zigzag * 0.3) + (linear * 0.4)),
            (RwkvParameter.V0, (_, linear) => 0.73 - (linear * 0.4)),
            (RwkvParameter.Kk, (_, linear) => 0.71 - (linear * 0.1)),
        })
        {
            double[] vector = new RwkvVector(parameter, 3, 12).CreateArray<double>([128]);
            AssertEqual(
                [.. Enumerable.Range(0, 128).Select(n =>
                {
                    double z = ((n % 64) - 31.5) / 31.5;
                    return formula(z * Math.Abs(z), (n / 127.0) - 0.5);
                })], vector);
        }
    }

    private static void AssertEqual(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }
}
