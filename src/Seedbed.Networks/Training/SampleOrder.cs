using Seedbed.Random;

namespace Seedbed.Training;

/// <summary>The order in which an epoch takes its samples: as they stand, or a permutation by (seed, epoch).</summary>
internal static class SampleOrder
{
    /// <summary>0, 1, … in the order of an epoch.</summary>
    /// <param name="order">Receives the numbers.</param>
    /// <param name="seed">Gives the permutation; null leaves the numbers as they stand.</param>
    /// <param name="epoch">From 1.</param>
    /// <remarks>
    /// The last place gets a number uniformly drawn from all, the place before it one of the rest, and so on. Source: Durstenfeld 1964,
    /// algorithm 235.
    /// </remarks>
    internal static void Fill(Span<int> order, long? seed, int epoch)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (seed is not { } key)
        {
            return;
        }

        double[] draws = new double[order.Length];
        RandomStream.TensorFlow.FillUniform<double>(RandomKey.FromName(key, $"shuffle/{epoch}"), 0, 1, 0, draws);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = (int)(draws[i] * (i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
