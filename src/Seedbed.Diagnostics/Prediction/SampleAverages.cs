using System.Runtime.InteropServices;
using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>The averages of products of two numbers of some samples, from sums over samples, positions and channels.</summary>
internal sealed class SampleAverages
{
    private readonly double[] _values;
    private readonly int _samples;
    private readonly int _positions;
    private readonly int _channels;
    private readonly int _lastAxis;

    private readonly bool _areTokens;

    internal SampleAverages(Samples samples, bool areTokens = false)
    {
        _values = samples.ToArray();
        _areTokens = areTokens;
        _samples = samples.Count;
        IReadOnlyList<int> sizes = samples.Dimensions;
        _channels = sizes.Count > 1 && !areTokens ? sizes[^1] : 1;
        _lastAxis = areTokens ? sizes[^1] : sizes.Count > 2 ? sizes[^2] : 1;
        _positions = Math.Max(1, _values.Length / Math.Max(1, _samples * _channels));
    }

    internal InputStatistics Statistics()
    {
        double count = Math.Max(1, _values.Length), mean = _values.Sum() / count, second = _values.Sum(x => x * x) / count;
        double own = _areTokens ? count : count * second;
        double perSample = Groups(_samples * _channels, (sample, _, channel) => (sample * _channels) + channel);
        double perPlace = Groups(_positions * _channels, (_, position, channel) => (position * _channels) + channel);
        double perChannel = Groups(_channels, (_, _, channel) => channel);
        double perCell = Groups(_samples * _positions, (sample, position, _) => (sample * _positions) + position);
        double pairs = (double)_positions * (_positions - 1), twins = (double)_samples * (_samples - 1);
        InputStatistics products = new(mean, second)
        {
            NearbyPositions = _lastAxis > 1 ? Neighbours() : null,
            Positions = _positions > 1 ? (perSample - own) / (_samples * _channels * pairs) : null,
            Samples = _samples > 1 ? (perPlace - own) / (_positions * _channels * twins) : null,
            SamplesAndPositions = _samples > 1 && _positions > 1
                ? (perChannel - perSample - perPlace + own) / (_channels * pairs * twins)
                : null,
            Channels = _channels > 1 ? (perCell - own) / ((double)_samples * _positions * _channels * (_channels - 1)) : null,
        };
        return _areTokens ? OfShares(products) : products;
    }

    /// <summary>
    /// Shares of equal tokens as products of numbers that are as much alike: the correlation of two that are equal with that probability,
    /// and else any two of the vocabulary.
    /// </summary>
    private InputStatistics OfShares(InputStatistics shares)
    {
        int vocabulary = _values.Distinct().Count();
        double square = shares.Mean * shares.Mean, variance = shares.SecondMoment - square, byChance = 1.0 / vocabulary;
        double? Product(double? share) =>
            vocabulary > 1 ? square + (variance * Math.Max(0, (share - byChance) / (1 - byChance) ?? 0)) : square + variance;
        return shares with
        {
            NearbyPositions = Product(shares.NearbyPositions),
            Positions = Product(shares.Positions),
            Samples = Product(shares.Samples),
            SamplesAndPositions = Product(shares.SamplesAndPositions),
            Vocabulary = vocabulary,
        };
    }

    /// <summary>Σ over groups of (Σ x)²; of tokens, of how often each is in the group, squared.</summary>
    private double Groups(int count, Func<int, int, int, int> group)
    {
        double[] sums = new double[_areTokens ? 0 : count];
        Dictionary<(int Group, double Token), double> counts = [];
        for (int i = 0; i < _values.Length; i++)
        {
            int place = group(i / (_positions * _channels), i / _channels % _positions, i % _channels);
            if (_areTokens)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (place, _values[i]), out _)++;
            }
            else
            {
                sums[place] += _values[i];
            }
        }

        return sums.Concat(counts.Values).Sum(sum => sum * sum);
    }

    /// <summary>The average product along the last axis of positions.</summary>
    private double Neighbours()
    {
        (double sum, long count) = (0, 0);
        for (int i = 0; i + _channels < _values.Length; i++)
        {
            if (i / _channels % _lastAxis < _lastAxis - 1)
            {
                sum += _areTokens ? (_values[i] == _values[i + _channels] ? 1 : 0) : _values[i] * _values[i + _channels];
                count++;
            }
        }

        return count > 0 ? sum / count : 0;
    }
}
