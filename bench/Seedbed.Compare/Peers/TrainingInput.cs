namespace Seedbed.Compare.Peers;

/// <summary>Samples whose label shows in every tenth of their values. <c>peers/peer_pytorch_training.py</c> makes the same.</summary>
internal static class TrainingInput
{
    public const int Labels = 10;
    private const int Row = 31;
    private const int Column = 17;
    private const int Mixed = 97;
    private const int Levels = 64;

    public static float[] Values(int samples, int sampleLength)
    {
        float[] values = new float[samples * sampleLength];
        for (int i = 0; i < samples; i++)
        {
            for (int j = 0; j < sampleLength; j++)
            {
                int level = ((i * Row) + (j * Column) + (int)((long)i * j % Mixed)) % Levels;
                values[(i * sampleLength) + j] = (((float)level / Levels) + (j % Labels == i % Labels ? 1 : 0)) / 2;
            }
        }

        return values;
    }

    public static int[] LabelsOf(int samples) => [.. Enumerable.Range(0, samples).Select(i => i % Labels)];
}
