using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>The covariances of a state's elements at two steps, of one sample and of two.</summary>
internal sealed record StateCovariances(double[][] Own, double[][] Other, double[] Means)
{
    private int Steps => Own.Length;

    /// <summary>The state behind the last step.</summary>
    internal Signal Last(double units)
    {
        int end = Steps - 1;
        double own = Own[end][end], other = Other[end][end];
        return Signal.Of(units, Means[end], new Overlaps(own, own, own, other, other, 0), PositionProfile.Flat([]));
    }

    /// <summary>The states behind all steps.</summary>
    internal Signal Sequence(double units)
    {
        int count = Steps;
        double[] seconds = [.. Enumerable.Range(0, count).Select(t => Own[t][t] + (Means[t] * Means[t]))];
        double mean = Means.Average(), second = seconds.Average(), spread = Means.Average(value => value * value) - (mean * mean);
        (double near, double far, double sample, double farSample) = (0, 0, 0, 0);
        for (int t = 0; t < count; t++)
        {
            near += t > 0 ? Own[t][t - 1] / (count - 1) : 0;
            sample += Other[t][t] / count;
            for (int u = 0; u < count; u++)
            {
                far += u != t ? Own[t][u] / count / Math.Max(1, count - 1) : 0;
                farSample += u != t ? Other[t][u] / count / Math.Max(1, count - 1) : 0;
            }
        }

        Overlaps covariance = new(second - (mean * mean), near + spread, far, sample + spread, farSample, 0);
        return Signal.Of(units, mean, covariance, new PositionProfile([.. seconds.Select(value => second > 0 ? value / second : 1)]));
    }
}

/// <summary>Products of two numbers of a cell, at any two steps, of one sample or of two.</summary>
internal sealed class PairsOfSteps(int steps, bool isOwn)
{
    /// <summary>Whether both are of one sample.</summary>
    internal bool IsOwn => isOwn;

    /// <summary>E[h·h′].</summary>
    internal double[][] States { get; } = Square(steps);

    /// <summary>E[c·c′] of the memory.</summary>
    internal double[][] Memory { get; } = Square(steps);

    /// <summary>E[a·a′] of what a step adds.</summary>
    internal double[][] Added { get; } = Square(steps);

    /// <summary>E[c·a′], the memory's step first.</summary>
    internal double[][] Mixed { get; } = Square(steps);

    private static double[][] Square(int steps) => [.. Enumerable.Range(0, steps).Select(_ => new double[steps])];

    /// <summary>
    /// The products of what is remembered with what is added, up to a step: what is remembered is the kept part of what was, and what is
    /// added.
    /// </summary>
    internal void Mix(int t, Func<int, double> kept, Func<int, double> share)
    {
        for (int s = 0; s <= t; s++)
        {
            Mixed[s][t] = ((s > 0 ? kept(s) * Mixed[s - 1][t] : 0) + (share(s) * Added[s][t]));
        }

        for (int u = 0; u < t; u++)
        {
            Mixed[t][u] = (kept(t) * Mixed[t - 1][u]) + (share(t) * Added[t][u]);
        }
    }
}

/// <summary>The recurrence of a cell over all pairs of steps.</summary>
internal abstract class CellRecurrence
{
    private readonly Overlaps _products;
    private readonly double[] _decays;

    private protected CellRecurrence(PredictedLayer layer)
    {
        Layer = layer;
        Kernel = layer.MomentsOf(layer.Weight("kernel"));
        State = layer.MomentsOf(layer.Weight("recurrent_kernel"));
        Width = Units(layer);
        Steps = layer.Input.Positions.Sizes[0];
        Activation = Named(layer.Text("activation") ?? "tanh");
        Gate = Named(layer.Text("recurrent_activation") ?? "sigmoid");
        _products = layer.Input.Products;
        _decays = [.. Enumerable.Repeat(Distances.Decay(_products), Steps)];
        _decays[0] = 1;
        for (int distance = 1; distance < Steps; distance++)
        {
            _decays[distance] *= _decays[distance - 1];
        }

        if (Kernel.Mean != 0 || State.Mean != 0)
        {
            throw new NotSupportedException("its kernels have a mean.");
        }
    }

    private protected PredictedLayer Layer { get; }

    private protected WeightMoments Kernel { get; }

    private protected WeightMoments State { get; }

    private protected double Width { get; }

    private protected int Steps { get; }

    private protected ActivationFunction Activation { get; }

    private protected ActivationFunction Gate { get; }

    internal static double Units(PredictedLayer layer) => layer.Weight("recurrent_kernel").Shape[0];

    internal static CellRecurrence Of(PredictedLayer layer) => layer.ClassName switch
    {
        "SimpleRNN" => new SimpleCell(layer),
        "LSTM" or "CuDNNLSTM" => new LongMemoryCell(layer),
        _ => new GatedCell(layer),
    };

    /// <summary>How much of the gates' variance comes from the state before, at the last step.</summary>
    internal double Share { get; private set; }

    /// <summary>Runs over all steps.</summary>
    internal StateCovariances Run()
    {
        PairsOfSteps own = new(Steps, isOwn: true), other = new(Steps, isOwn: false);
        double[] means = new double[Steps];
        for (int t = 0; t < Steps; t++)
        {
            double state = t > 0 ? own.States[t - 1][t - 1] : 0, recurrent = FromState(state);
            Share = recurrent > 0 ? recurrent / (recurrent + FromInput(t, t, isOwn: true)) : 0;
            Begin(t, state);
            means[t] = Advance(own, t);
            _ = Advance(other, t);
        }

        for (int t = 0; t < Steps; t++)
        {
            for (int u = 0; u < Steps; u++)
            {
                own.States[t][u] -= means[t] * means[u];
                other.States[t][u] -= means[t] * means[u];
            }
        }

        return new StateCovariances(own.States, other.States, means);
    }

    /// <summary>Takes the moments of the gates at a step.</summary>
    /// <param name="t">The step.</param>
    /// <param name="state">E[h²] before it.</param>
    private protected abstract void Begin(int t, double state);

    /// <summary>The products of the state at a step with those up to it.</summary>
    /// <returns>E[h].</returns>
    private protected abstract double Advance(PairsOfSteps pairs, int t);

    /// <summary>The product of the states before two steps.</summary>
    private protected static double Before(PairsOfSteps pairs, int t, int u) => t > 0 && u > 0 ? pairs.States[t - 1][u - 1] : 0;

    /// <summary>The part of a gate's covariance that comes from the inputs of two steps.</summary>
    private protected double FromInput(int t, int u, bool isOwn)
    {
        double[] profile = Layer.Input.Positions.Axes[0];
        double product = isOwn
            ? _products.Far + (_decays[Math.Abs(t - u)] * (_products.Self - _products.Far))
            : t == u ? _products.Sample : _products.FarSample;
        return Kernel.Variance * Layer.Input.Channels * Math.Sqrt(profile[t] * profile[u]) * product;
    }

    /// <summary>The part that comes from the states before.</summary>
    private protected double FromState(double product) => State.Variance * Width * product;

    /// <summary>The moments of the elements of a gate's bias.</summary>
    private protected WeightMoments Bias(int gate, int gates)
    {
        if (Layer.Find("bias") is not { } bias)
        {
            return default;
        }

        double[] values = bias.ToArray<double>();
        int rows = (int)(values.Length / (gates * Width)), width = (int)Width;
        (double mean, double square) = (0, 0);
        for (int i = 0; i < width; i++)
        {
            double sum = 0;
            for (int row = 0; row < rows; row++)
            {
                sum += values[(((row * gates) + gate) * width) + i];
            }

            mean += sum / width;
            square += sum * sum / width;
        }

        return new WeightMoments(mean, square);
    }

    private static ActivationFunction Named(string name)
    {
        try
        {
            return ActivationFunction.Named(name);
        }
        catch (ArgumentException)
        {
            throw new NotSupportedException($"the activation {name.Excerpt()} is none of one number.");
        }
    }
}
