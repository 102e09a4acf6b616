namespace Seedbed.Training;

/// <summary>An image at another size: each point is made of the four around its place, in float32.</summary>
/// <remarks>
/// Points stand at the middles of their squares, and none but the four count, however small the image becomes. Source:
/// <c>tf.image.resize</c> with <c>bilinear</c> and without <c>antialias</c>, which Keras reads images with. Unlike the layer Resizing it
/// takes one image of bytes, whose size no other has.
/// </remarks>
internal static class BilinearResize
{
    /// <summary>Fills an image.</summary>
    /// <param name="values">Receives height · width points, each with its channels.</param>
    /// <param name="height">The height that it gets.</param>
    /// <param name="width">The width that it gets.</param>
    /// <param name="image">Its bytes.</param>
    /// <param name="oldHeight">The height that it has.</param>
    /// <param name="oldWidth">The width that it has.</param>
    internal static void Fill(Span<float> values, int height, int width, ReadOnlySpan<byte> image, int oldHeight, int oldWidth)
    {
        int channels = values.Length / height / width;
        Place[] columns = [.. Enumerable.Range(0, width).Select(x => Place.Of(x, oldWidth, width))];
        for (int y = 0; y < height; y++)
        {
            var row = Place.Of(y, oldHeight, height);
            ReadOnlySpan<byte> above = image.Slice(row.Before * oldWidth * channels, oldWidth * channels);
            ReadOnlySpan<byte> below = image.Slice(row.Behind * oldWidth * channels, oldWidth * channels);
            Span<float> destination = values.Slice(y * width * channels, width * channels);
            for (int i = 0; i < destination.Length; i++)
            {
                Place column = columns[i / channels];
                int left = (column.Before * channels) + (i % channels);
                int right = (column.Behind * channels) + (i % channels);
                float top = above[left] + ((above[right] - above[left]) * column.Share);
                float bottom = below[left] + ((below[right] - below[left]) * column.Share);
                destination[i] = top + ((bottom - top) * row.Share);
            }
        }
    }

    /// <summary>Between which two points of an axis one stands, and how near to the second.</summary>
    private readonly record struct Place(int Before, int Behind, float Share)
    {
        internal static Place Of(int index, int oldSize, int size)
        {
            float at = ((index + 0.5f) * ((float)oldSize / size)) - 0.5f;
            float floor = MathF.Floor(at);
            return new Place(Math.Max((int)floor, 0), Math.Min((int)floor + 1, oldSize - 1), at - floor);
        }
    }
}
