using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Random;

namespace Seedbed.Diagnostics;

/// <summary>Arithmetic on a weight's values where they stand, in double, each rounded once.</summary>
internal static class WeightValues
{
    /// <summary>√(Σw²/n); 0 where there are no values.</summary>
    internal static double RootMeanSquare(this Weight weight) =>
        weight.Value.Count == 0 ? 0 : Math.Sqrt(weight.ToArray<double>().Sum(value => value * value) / weight.Value.Count);

    /// <summary>Gives every value another one.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="change">From place and value to the new value.</param>
    internal static void Change(this Weight weight, Func<int, double, double> change)
    {
        for (int i = 0; i < weight.Value.Count; i++)
        {
            if (weight.Type == ElementType.Float32)
            {
                ref float value = ref weight.Value.Values<float>()[i];
                value = (float)change(i, value);
            }
            else
            {
                ref double value = ref weight.Value.Values<double>()[i];
                value = change(i, value);
            }
        }
    }

    /// <summary>Multiplies all values.</summary>
    internal static void Scale(this Weight weight, double factor) => weight.Change((_, value) => value * factor);

    /// <summary>Scales the values to a root mean square; those that are all 0 stay.</summary>
    internal static void ScaleTo(this Weight weight, double rootMeanSquare)
    {
        double now = weight.RootMeanSquare();
        if (now > 0 && Math.Abs((rootMeanSquare / now) - 1) > 1e-6)
        {
            weight.Scale(rootMeanSquare / now);
        }
    }

    /// <summary>Puts values there, without saying that they were given.</summary>
    internal static void Restore(this Weight weight, double[] values) => weight.Change((i, _) => values[i]);

    /// <summary>Fills a matrix of the weight, in columns [start, start + columns), with orthonormal columns or rows.</summary>
    /// <param name="weight">Its values are rows of one length.</param>
    /// <param name="rows">Their number.</param>
    /// <param name="start">The first column.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="key">What is drawn from.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal static void FillOrthonormal(this Weight weight, int rows, int start, int columns, RandomKey key, FillOptions options)
    {
        float[] block = new Orthogonal(seed: Seed.FromKey(key)).CreateArray<float>([rows, columns], options);
        int width = weight.Value.Count / rows;
        weight.Change((i, value) => (i % width) - start is >= 0 and int column && column < columns
            ? block[(i / width * columns) + column]
            : value);
    }
}
