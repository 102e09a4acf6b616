namespace Seedbed.Training;

/// <summary>A pen that draws one digit: where, how large, how slanted, and how thick.</summary>
internal readonly ref struct Pen
{
    private readonly float _left;
    private readonly float _top;
    private readonly float _width;
    private readonly float _height;
    private readonly float _slant;
    private readonly float _halfThickness;
    private readonly int _size;

    /// <summary>Takes the pose of a digit.</summary>
    /// <param name="pose">Six numbers from −1 to 1: width, height, slant, thickness, and the place.</param>
    /// <param name="size">The size of the image in pixels.</param>
    internal Pen(ReadOnlySpan<float> pose, int size)
    {
        _size = size;
        _width = size * (0.75f + (0.12f * pose[0]));
        _height = size * (0.80f + (0.10f * pose[1]));
        _slant = 0.2f * pose[2];
        _halfThickness = size * (0.040f + (0.012f * pose[3]));
        _left = ((size - _width) * 0.5f) + (0.06f * size * pose[4]);
        _top = ((size - _height) * 0.5f) + (0.06f * size * pose[5]);
    }

    /// <summary>Adds ink to an image, and keeps its values from 0 to 1.</summary>
    /// <param name="points">The digit.</param>
    /// <param name="shakes">Two numbers for each point, by which the hand misses it.</param>
    /// <param name="image">Rows of pixels.</param>
    internal void Draw(ReadOnlySpan<(float X, float Y)> points, ReadOnlySpan<float> shakes, Span<float> image)
    {
        Span<(float X, float Y)> line = stackalloc (float, float)[points.Length];
        for (int i = 0; i < line.Length; i++)
        {
            float y = points[i].Y + shakes[(2 * i) + 1];
            float x = points[i].X + shakes[2 * i] + (_slant * (0.5f - y));
            line[i] = (_left + (_width * x), _top + (_height * y));
        }

        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            float distance = Distance(line, (pixel % _size) + 0.5f, (pixel / _size) + 0.5f);
            float ink = Math.Clamp(_halfThickness + 0.5f - distance, 0, 1);
            image[pixel] = Math.Clamp(image[pixel] + ink, 0, 1);
        }
    }

    /// <summary>The distance of a point from the nearest of the lines, in pixels.</summary>
    private static float Distance(ReadOnlySpan<(float X, float Y)> line, float x, float y)
    {
        float least = float.MaxValue;
        for (int i = 1; i < line.Length; i++)
        {
            (float fromX, float fromY) = line[i - 1];
            (float alongX, float alongY) = (line[i].X - fromX, line[i].Y - fromY);
            (float toX, float toY) = (x - fromX, y - fromY);
            float length = (alongX * alongX) + (alongY * alongY);
            float part = length > 0 ? Math.Clamp(((toX * alongX) + (toY * alongY)) / length, 0, 1) : 0;
            (float missX, float missY) = (toX - (part * alongX), toY - (part * alongY));
            least = Math.Min(least, (missX * missX) + (missY * missY));
        }

        return MathF.Sqrt(least);
    }
}
