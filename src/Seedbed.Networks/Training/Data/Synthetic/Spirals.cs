using Seedbed.Simd;

namespace Seedbed.Training;

/// <summary>Points on the arms of a spiral in the plane: a small task that no straight line solves.</summary>
public static class Spirals
{
    private const int MostTurns = 1000;

    /// <summary>
    /// Points (r·cos(2π·(a/arms + turns·r)), r·sin(…)) + noise·N(0, 1), r uniform on [0.1, 1), a the arm; the target is the arm.
    /// </summary>
    /// <param name="count">The number of points, at least 1. They take the arms in turns.</param>
    /// <param name="seed">Gives the points: point i depends on the seed and i alone.</param>
    /// <param name="arms">The number of arms, at least 1.</param>
    /// <param name="turns">How often an arm goes round, from −1000 to 1000; negative ones go clockwise.</param>
    /// <param name="noise">The standard deviation of the points about their arm, at least 0.</param>
    /// <returns>Inputs [count, 2] and targets [count] from 0 to arms − 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static DataSet Create(int count, long seed, int arms = 3, double turns = 1, double noise = 0.03)
    {
        SampleDraws.CheckAtLeast(count, 1, nameof(count));
        SampleDraws.CheckAtLeast(arms, 1, nameof(arms));
        SampleDraws.CheckNoise(noise);
        if (!(Math.Abs(turns) <= MostTurns))
        {
            throw new ArgumentOutOfRangeException(nameof(turns), $"turns is {turns}; it must be from {-MostTurns} to {MostTurns}.");
        }

        SampleDraws draws = new("spirals", seed, count);
        float[] radii = draws.Uniform("radius", 1, 0.1, 1);
        float[] points = draws.Normal("noise", 2, noise);
        int[] targets = new int[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = i % arms;
            (double sin, double cos) = DoubleSinCos.SinCos(2 * Math.PI * (((double)targets[i] / arms) + (turns * radii[i])));
            points[2 * i] += (float)(radii[i] * cos);
            points[(2 * i) + 1] += (float)(radii[i] * sin);
        }

        return new DataSet(Samples.Of<float>(points, count, 2), Samples.Of<int>(targets, count));
    }
}
