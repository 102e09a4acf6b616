namespace Seedbed.Training;

/// <summary>
/// Digits drawn with a pen: each is a few strokes, moved, slanted, stretched and shaken, of a random thickness, on a noisy ground. They
/// stand in for MNIST where nothing is to be downloaded, and have its form.
/// </summary>
public static class DrawnDigits
{
    private const int Classes = 10;
    private const int NumbersPerPose = 6;

    /// <summary>Images of digits.</summary>
    /// <param name="count">The number of images, at least 1. They show 0, 1, …, 9, 0, … in turns.</param>
    /// <param name="seed">Gives the images: image i depends on the seed, i and the size alone.</param>
    /// <param name="size">Height and width in pixels, at least 8.</param>
    /// <param name="noise">The standard deviation that is added to every pixel, at least 0.</param>
    /// <returns>Inputs [count, size, size, 1], from 0 (ground) to 1 (ink), and targets [count] from 0 to 9.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static DataSet Create(int count, long seed, int size = 28, double noise = 0.1)
    {
        SampleDraws.CheckAtLeast(count, 1, nameof(count));
        SampleDraws.CheckAtLeast(size, 8, nameof(size));
        SampleDraws.CheckNoise(noise);
        SampleDraws draws = new("drawn digits", seed, count);
        float[] poses = draws.Uniform("pose", NumbersPerPose, -1, 1);
        float[] shakes = draws.Normal("shake", 2 * DigitStrokes.MostPoints, 0.02);
        float[] images = draws.Normal("noise", checked(size * size), noise);
        int[] targets = new int[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = i % Classes;
            Pen pen = new(poses.AsSpan(i * NumbersPerPose, NumbersPerPose), size);
            pen.Draw(
                DigitStrokes.Of(targets[i]), shakes.AsSpan(i * 2 * DigitStrokes.MostPoints), images.AsSpan(i * size * size, size * size));
        }

        return new DataSet(Samples.Of<float>(images, count, size, size, 1), Samples.Of<int>(targets, count));
    }
}
