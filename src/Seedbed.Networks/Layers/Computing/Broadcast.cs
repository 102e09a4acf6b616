namespace Seedbed.Layers.Computing;

/// <summary>Shapes that are stretched to one along axes of size 1, and along axes that they lack at the front.</summary>
internal static class Broadcast
{
    /// <summary>The sizes that the shapes have together; null where along an axis two differ of which none is 1.</summary>
    internal static int[]? Sizes(params ReadOnlySpan<int[]> shapes)
    {
        int rank = 0;
        foreach (int[] shape in shapes)
        {
            rank = Math.Max(rank, shape.Length);
        }

        int[] sizes = new int[rank];
        Array.Fill(sizes, 1);
        foreach (int[] shape in shapes)
        {
            for (int axis = 1; axis <= shape.Length; axis++)
            {
                if (shape[^axis] != 1 && sizes[^axis] != 1 && shape[^axis] != sizes[^axis])
                {
                    return null;
                }

                sizes[^axis] = sizes[^axis] == 1 ? shape[^axis] : sizes[^axis];
            }
        }

        return sizes;
    }
}
