using Seedbed.Diagnostics.Prediction.Signals;

namespace Seedbed.Diagnostics.Prediction.Rules;

/// <summary>h = φ(x·W + h·U + b).</summary>
internal sealed class SimpleCell(PredictedLayer layer) : CellRecurrence(layer)
{
    private readonly List<HermiteCoefficients> _sums = [];

    private WeightMoments? _bias;

    private WeightMoments OwnBias => _bias ??= Bias(0, 1);

    private protected override void Begin(int t, double state) => _sums.Add(
        HermiteCoefficients.Of(Activation, OwnBias.Mean, FromInput(t, t, isOwn: true) + FromState(state) + OwnBias.Variance));

    private protected override double Advance(PairsOfSteps pairs, int t)
    {
        for (int u = 0; u <= t; u++)
        {
            double covariance = FromInput(t, u, pairs.IsOwn) + FromState(Before(pairs, u)) + OwnBias.Variance;
            pairs.States[u] = _sums[t].Product(_sums[u], covariance, pairs.IsOwn && u == t);
        }

        return _sums[t].Mean;
    }
}

/// <summary>c = σ(f)·c + σ(i)·φ(g), h = σ(o)·φ(c).</summary>
/// <remarks>Gates of one unit are independent of each other and of what they multiply, since their kernels are.</remarks>
internal sealed class LongMemoryCell : CellRecurrence
{
    private const int Input = 0;
    private const int Forget = 1;
    private const int Candidate = 2;
    private const int Output = 3;

    private readonly WeightMoments[] _biases;
    private readonly List<HermiteCoefficients[]> _gates = [];
    private readonly List<HermiteCoefficients> _memories = [];
    private double _mean;

    internal LongMemoryCell(PredictedLayer layer)
        : base(layer) => _biases = [.. Enumerable.Range(0, 4).Select(gate => Bias(gate, 4))];

    private protected override void Begin(int t, double state)
    {
        double variance = FromInput(t, t, isOwn: true) + FromState(state);
        _gates.Add([.. _biases.Select((bias, gate) =>
            HermiteCoefficients.Of(gate == Candidate ? Activation : Gate, bias.Mean, variance + bias.Variance))]);
        _mean = (_gates[t][Forget].Mean * _mean) + (_gates[t][Input].Mean * _gates[t][Candidate].Mean);
    }

    private protected override double Advance(PairsOfSteps pairs, int t)
    {
        double[] sums = [.. Enumerable.Range(0, t + 1).Select(u => FromInput(t, u, pairs.IsOwn) + FromState(Before(pairs, u)))];
        for (int u = 0; u <= t; u++)
        {
            pairs.Added[u] = Product(Input, t, u) * Product(Candidate, t, u);
        }

        pairs.Mix(t, step => _gates[step][Forget].Mean, _ => 1);
        for (int u = 0; u <= t; u++)
        {
            double before = u > 0 ? Product(Forget, t, u) * pairs.MemoryBefore[u - 1] : 0;
            double mixed = (_gates[t][Forget].Mean * pairs.MixedBefore[u]) + (_gates[u][Forget].Mean * pairs.MixedWith(u));
            pairs.Memory[u] = before + mixed + pairs.Added[u];
        }

        if (pairs.IsOwn)
        {
            _memories.Add(HermiteCoefficients.Of(Activation, _mean, Math.Max(0, pairs.Memory[t] - (_mean * _mean))));
        }

        for (int u = 0; u <= t; u++)
        {
            double covariance = pairs.Memory[u] - (_memories[t].At * _memories[u].At);
            pairs.States[u] =
                Product(Output, t, u) * _memories[t].Product(_memories[u], covariance, pairs.IsOwn && u == t);
        }

        return _gates[t][Output].Mean * _memories[t].Mean;

        double Product(int gate, int first, int second) => _gates[first][gate].Product(
            _gates[second][gate], sums[second] + _biases[gate].Variance, pairs.IsOwn && first == second);
    }
}

/// <summary>h = σ(z)·h + (1 − σ(z))·φ(x·W + σ(r)·(h·U) + b).</summary>
internal sealed class GatedCell : CellRecurrence
{
    private const int Update = 0;
    private const int Reset = 1;
    private const int Candidate = 2;

    private readonly WeightMoments[] _biases;
    private readonly List<HermiteCoefficients[]> _gates = [];
    private double _mean;

    internal GatedCell(PredictedLayer layer)
        : base(layer) => _biases = [.. Enumerable.Range(0, 3).Select(gate => Bias(gate, 3))];

    private protected override void Begin(int t, double state)
    {
        double input = FromInput(t, t, isOwn: true), recurrent = FromState(state);
        HermiteCoefficients[] gates =
            [.. _biases.Take(2).Select(bias => HermiteCoefficients.Of(Gate, bias.Mean, input + recurrent + bias.Variance))];
        double variance = input + (gates[Reset].Square * recurrent) + _biases[Candidate].Variance;
        _gates.Add([.. gates, HermiteCoefficients.Of(Activation, _biases[Candidate].Mean, variance)]);
        double kept = gates[Update].Mean;
        _mean = (kept * _mean) + ((1 - kept) * _gates[t][Candidate].Mean);
    }

    private protected override double Advance(PairsOfSteps pairs, int t)
    {
        double[] inputs = [.. Enumerable.Range(0, t + 1).Select(u => FromInput(t, u, pairs.IsOwn))];
        for (int u = 0; u <= t; u++)
        {
            double reset = Gated(Reset, u) * FromState(Before(pairs, u));
            pairs.Added[u] = _gates[t][Candidate].Product(
                _gates[u][Candidate], inputs[u] + reset + _biases[Candidate].Variance, pairs.IsOwn && u == t);
        }

        pairs.Mix(t, step => _gates[step][Update].Mean, step => 1 - _gates[step][Update].Mean);
        for (int u = 0; u <= t; u++)
        {
            double both = Gated(Update, u), first = _gates[t][Update].Mean, second = _gates[u][Update].Mean;
            pairs.States[u] = (both * Before(pairs, u))
                + ((first - both) * pairs.MixedBefore[u]) + ((second - both) * pairs.MixedWith(u))
                + ((1 - first - second + both) * pairs.Added[u]);
        }

        return _mean;

        double Gated(int gate, int u) => _gates[t][gate].Product(
            _gates[u][gate], inputs[u] + FromState(Before(pairs, u)) + _biases[gate].Variance, pairs.IsOwn && u == t);
    }
}
