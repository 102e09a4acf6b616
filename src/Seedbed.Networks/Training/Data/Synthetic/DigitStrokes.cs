namespace Seedbed.Training;

/// <summary>
/// The strokes of the digits: points (x to the right, y down) of a box of height and width 1, joined by straight lines. Drawn by hand for
/// this library.
/// </summary>
internal static class DigitStrokes
{
    private static readonly (float X, float Y)[][] s_strokes =
    [
        [(.50f, .08f), (.30f, .16f), (.22f, .50f), (.30f, .84f), (.50f, .92f), (.70f, .84f), (.78f, .50f), (.70f, .16f), (.50f, .08f)],
        [(.34f, .26f), (.54f, .08f), (.54f, .92f)],
        [(.24f, .28f), (.32f, .13f), (.50f, .08f), (.68f, .13f), (.75f, .30f), (.66f, .48f), (.22f, .92f), (.78f, .92f)],
        [(.24f, .18f), (.40f, .08f), (.62f, .10f), (.74f, .26f), (.66f, .42f), (.46f, .48f), (.68f, .54f), (.78f, .72f), (.66f, .88f),
            (.44f, .92f), (.22f, .82f)],
        [(.66f, .92f), (.66f, .08f), (.20f, .64f), (.82f, .64f)],
        [(.74f, .08f), (.32f, .08f), (.26f, .46f), (.50f, .40f), (.70f, .50f), (.76f, .68f), (.66f, .86f), (.46f, .92f), (.24f, .84f)],
        [(.70f, .12f), (.48f, .16f), (.30f, .38f), (.24f, .66f), (.32f, .86f), (.50f, .92f), (.70f, .84f), (.76f, .68f), (.66f, .52f),
            (.48f, .48f), (.28f, .60f)],
        [(.22f, .08f), (.78f, .08f), (.42f, .92f)],
        [
            (.50f, .48f), (.32f, .40f), (.28f, .24f), (.36f, .12f), (.50f, .08f), (.64f, .12f), (.72f, .24f), (.68f, .40f), (.50f, .48f),
            (.28f, .58f), (.22f, .74f), (.32f, .88f), (.50f, .92f), (.68f, .88f), (.78f, .74f), (.72f, .58f), (.50f, .48f),
        ],
        [(.72f, .40f), (.52f, .52f), (.32f, .46f), (.26f, .28f), (.36f, .12f), (.54f, .08f), (.70f, .16f), (.74f, .34f), (.70f, .66f),
            (.56f, .92f)],
    ];

    /// <summary>The number of points of the digit that has most.</summary>
    internal static int MostPoints { get; } = s_strokes.Max(points => points.Length);

    /// <summary>The points of a digit.</summary>
    /// <param name="digit">0 to 9.</param>
    internal static ReadOnlySpan<(float X, float Y)> Of(int digit) => s_strokes[digit];
}
