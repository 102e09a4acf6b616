namespace Seedbed.Training;

/// <summary>Sequences that ask for a long memory.</summary>
public static class Sequences
{
    /// <summary>
    /// A symbol at the first step, and noise at all steps behind it; the target is the symbol. Whoever reads the last step must have kept
    /// the first.
    /// </summary>
    /// <param name="count">The number of sequences, at least 1. They take the symbols in turns.</param>
    /// <param name="steps">The length of a sequence, at least 1.</param>
    /// <param name="seed">Gives the sequences: sequence i depends on the seed, i, and the lengths alone.</param>
    /// <param name="symbols">The number of symbols, at least 1; as many channels has a step.</param>
    /// <param name="noise">The standard deviation of the values behind the first step, at least 0.</param>
    /// <returns>Inputs [count, steps, symbols], the first step one-hot, and targets [count] from 0 to symbols − 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static DataSet FirstSymbol(int count, int steps, long seed, int symbols = 4, double noise = 0.05)
    {
        SampleDraws.CheckAtLeast(count, 1, nameof(count));
        SampleDraws.CheckAtLeast(steps, 1, nameof(steps));
        SampleDraws.CheckAtLeast(symbols, 1, nameof(symbols));
        SampleDraws.CheckNoise(noise);
        int length = checked(steps * symbols);
        float[] values = new SampleDraws("sequences/first symbol", seed, count).Normal("noise", length, noise);
        int[] targets = new int[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = i % symbols;
            Span<float> first = values.AsSpan(i * length, symbols);
            first.Clear();
            first[targets[i]] = 1;
        }

        return new DataSet(Samples.Of<float>(values, count, steps, symbols), Samples.Of<int>(targets, count));
    }

    /// <summary>
    /// The adding problem: each step has a value uniform on [0, 1) and a mark; two steps are marked with 1, one in each half, and the
    /// target is the sum of their values.
    /// </summary>
    /// <param name="count">The number of sequences, at least 1.</param>
    /// <param name="steps">The length of a sequence, at least 2.</param>
    /// <param name="seed">Gives the sequences: sequence i depends on the seed, i, and the length alone.</param>
    /// <returns>Inputs [count, steps, 2] and targets [count, 1]. Guessing 1 always has a mean squared error of 1/6.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>After Hochreiter and Schmidhuber 1997, section 5.4, in the form of Le, Jaitly and Hinton 2015, section 4.1.</remarks>
    public static DataSet Adding(int count, int steps, long seed)
    {
        SampleDraws.CheckAtLeast(count, 1, nameof(count));
        SampleDraws.CheckAtLeast(steps, 2, nameof(steps));
        SampleDraws draws = new("sequences/adding", seed, count);
        float[] summands = draws.Uniform("value", steps, 0, 1);
        float[] places = draws.Uniform("place", 2, 0, 1);
        float[] values = new float[checked(summands.Length * 2)];
        float[] targets = new float[count];
        int half = steps / 2;
        for (int i = 0; i < count; i++)
        {
            Span<float> own = summands.AsSpan(i * steps, steps);
            Span<float> sequence = values.AsSpan(2 * i * steps, 2 * steps);
            for (int step = 0; step < steps; step++)
            {
                sequence[2 * step] = own[step];
            }

            int first = (int)(places[2 * i] * half);
            int second = half + (int)(places[(2 * i) + 1] * (steps - half));
            sequence[(2 * first) + 1] = 1;
            sequence[(2 * second) + 1] = 1;
            targets[i] = own[first] + own[second];
        }

        return new DataSet(Samples.Of<float>(values, count, steps, 2), Samples.Of<float>(targets, count, 1));
    }
}
