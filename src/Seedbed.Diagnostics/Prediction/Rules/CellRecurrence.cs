using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>The covariances of a state's elements at two steps, of one sample and of two, averaged over all pairs of steps.</summary>
internal sealed class StateCovariances(int steps)
{
    private readonly double[] _means = new double[steps];
    private readonly double[] _variances = new double[steps];
    private double _near;
    private double _far;
    private double _sample;
    private double _farSample;
    private double _lastSample;

    /// <summary>Takes a step, in order.</summary>
    /// <param name="t">The step.</param>
    /// <param name="mean">E[h].</param>
    /// <param name="own">E[h·h′] of the step and each up to it, of one sample.</param>
    /// <param name="other">The same of two.</param>
    internal void Add(int t, double mean, double[] own, double[] other)
    {
        _means[t] = mean;
        for (int u = 0; u < t; u++)
        {
            _far += 2 * (own[u] - (mean * _means[u]));
            _farSample += 2 * (other[u] - (mean * _means[u]));
        }

        _near += t > 0 ? own[t - 1] - (mean * _means[t - 1]) : 0;
        _variances[t] = own[t] - (mean * mean);
        _lastSample = other[t] - (mean * mean);
        _sample += _lastSample;
    }

    /// <summary>The state behind the last step.</summary>
    internal Signal Last(double units)
    {
        double own = _variances[^1];
        return Signal.Of(units, _means[^1], new Overlaps(own, own, own, _lastSample, _lastSample, 0), PositionProfile.Flat([]));
    }

    /// <summary>The states behind all steps.</summary>
    internal Signal Sequence(double units)
    {
        double[] seconds = [.. _variances.Zip(_means, (variance, value) => variance + (value * value))];
        double mean = _means.Average(), second = seconds.Average(), spread = _means.Average(value => value * value) - (mean * mean);
        double others = Math.Max(1, steps - 1), pairs = steps * others;
        Overlaps covariance = new(
            second - (mean * mean), (_near / others) + spread, _far / pairs, (_sample / steps) + spread, _farSample / pairs, 0);
        return Signal.Of(units, mean, covariance, new PositionProfile([.. seconds.Select(value => second > 0 ? value / second : 1)]));
    }
}

/// <summary>
/// Products of two numbers of a cell, of one sample or of two: those of a step t with each step u up to it, and those of the step before,
/// which are all that the next ones come from.
/// </summary>
internal sealed class PairsOfSteps(int steps, bool isOwn)
{
    private double[] _mixedRow = new double[steps];
    private readonly double[] _mixedColumn = new double[steps];

    /// <summary>Whether both are of one sample.</summary>
    internal bool IsOwn => isOwn;

    /// <summary>E[h·h′] at t and u.</summary>
    internal double[] States { get; private set; } = new double[steps];

    /// <summary>E[h·h′] at t − 1 and u.</summary>
    internal double[] StatesBefore { get; private set; } = new double[steps];

    /// <summary>E[c·c′] of the memory at t and u.</summary>
    internal double[] Memory { get; private set; } = new double[steps];

    /// <summary>E[c·c′] of the memory at t − 1 and u.</summary>
    internal double[] MemoryBefore { get; private set; } = new double[steps];

    /// <summary>E[a·a′] of what t and u add.</summary>
    internal double[] Added { get; } = new double[steps];

    /// <summary>E[c·a′] of the memory at t − 1 and what u adds.</summary>
    internal double[] MixedBefore { get; private set; } = new double[steps];

    /// <summary>E[c·a′] of the memory at u − 1 and what t adds; 0 at the first step.</summary>
    internal double MixedWith(int u) => u > 0 ? _mixedColumn[u - 1] : 0;

    /// <summary>Goes on to the next step.</summary>
    internal void Advance()
    {
        (States, StatesBefore) = (StatesBefore, States);
        (Memory, MemoryBefore) = (MemoryBefore, Memory);
        (_mixedRow, MixedBefore) = (MixedBefore, _mixedRow);
    }

    /// <summary>
    /// The products of what is remembered with what is added, up to a step: what is remembered is the kept part of what was, and what is
    /// added.
    /// </summary>
    internal void Mix(int t, Func<int, double> kept, Func<int, double> share)
    {
        for (int s = 0; s <= t; s++)
        {
            _mixedColumn[s] = (s > 0 ? kept(s) * _mixedColumn[s - 1] : 0) + (share(s) * Added[s]);
        }

        for (int u = 0; u < t; u++)
        {
            _mixedRow[u] = (kept(t) * MixedBefore[u]) + (share(t) * Added[u]);
        }

        (_mixedRow[t], MixedBefore[t]) = (_mixedColumn[t], MixedWith(t));
    }
}

/// <summary>The recurrence of a cell over all pairs of steps.</summary>
internal abstract class CellRecurrence
{
    /// <summary>The products of so many steps with each other take half a minute; the time grows with the square.</summary>
    private const int MostSteps = 10_000;

    private readonly Overlaps _products;
    private readonly double[] _decays;

    private protected CellRecurrence(PredictedLayer layer)
    {
        Layer = layer;
        Kernel = layer.MomentsOf(layer.Weight("kernel"));
        State = layer.MomentsOf(layer.Weight("recurrent_kernel"));
        Width = Units(layer);
        Steps = layer.Input.Positions.Sizes[0];
        if (Steps > MostSteps)
        {
            throw new NotSupportedException($"it takes {Steps} steps, and the products of any two are followed over {MostSteps} at most.");
        }

        Activation = Activations.Named(layer.Text("activation") ?? "tanh");
        Gate = Activations.Named(layer.Text("recurrent_activation") ?? "sigmoid");
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
        StateCovariances covariances = new(Steps);
        for (int t = 0; t < Steps; t++)
        {
            double state = t > 0 ? own.States[t - 1] : 0, recurrent = FromState(state);
            Share = recurrent > 0 ? recurrent / (recurrent + FromInput(t, t, isOwn: true)) : 0;
            Begin(t, state);
            own.Advance();
            other.Advance();
            double mean = Advance(own, t);
            _ = Advance(other, t);
            covariances.Add(t, mean, own.States, other.States);
        }

        return covariances;
    }

    /// <summary>Takes the moments of the gates at a step.</summary>
    /// <param name="t">The step.</param>
    /// <param name="state">E[h²] before it.</param>
    private protected abstract void Begin(int t, double state);

    /// <summary>The products of the state at a step with those up to it.</summary>
    /// <returns>E[h].</returns>
    private protected abstract double Advance(PairsOfSteps pairs, int t);

    /// <summary>The product of the states before the step and before another up to it.</summary>
    private protected static double Before(PairsOfSteps pairs, int u) => u > 0 ? pairs.StatesBefore[u - 1] : 0;

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
}
