namespace Seedbed.Tests.Networks.Computing;

/// <summary>A convolutional LSTM with windows of the size 2, element by element in double.</summary>
internal static class PlainConvolution
{
    internal static double[] Lstm(
        double[] x, int[] spatial, double[] kernel, double[] recurrent, double[] bias, bool channelsFirst, bool pads, int stride,
        bool backwards, bool sequences)
    {
        const int Batch = 2, Steps = 3, Channels = 2, Filters = 2;
        int points = spatial.Aggregate(1, (product, size) => product * size);
        int[] output = [.. spatial.Select(size => pads ? size : ((size - 2) / stride) + 1)];
        int outputs = output.Aggregate(1, (product, size) => product * size);
        List<double> result = [];
        for (int sample = 0; sample < Batch; sample++)
        {
            double[] h = new double[outputs * Filters], c = new double[outputs * Filters];
            for (int i = 0; i < Steps; i++)
            {
                int step = backwards ? Steps - 1 - i : i;
                double[] frame = [.. Enumerable.Range(0, points * Channels).Select(at => x[(((sample * Steps) + step) * points * Channels)
                    + (channelsFirst ? (at % Channels * points) + (at / Channels) : at)])];
                double[] gates = Convolve(frame, spatial, Channels, kernel, bias, output, stride);
                double[] inner = Convolve(h, output, Filters, recurrent, null, output, 1);
                for (int at = 0; at < h.Length; at++)
                {
                    double[] z = [.. Enumerable.Range(0, 4).Select(gate => (at / Filters * 4 * Filters) + (gate * Filters) + (at % Filters))
                        .Select(place => gates[place] + inner[place])];
                    c[at] = (PlainCells.Sigmoid(z[1]) * c[at]) + (PlainCells.Sigmoid(z[0]) * Math.Tanh(z[2]));
                    h[at] = PlainCells.Sigmoid(z[3]) * Math.Tanh(c[at]);
                }

                result.AddRange(sequences || i == Steps - 1
                    ? Enumerable.Range(0, h.Length).Select(at => h[channelsFirst ? (at % outputs * Filters) + (at / outputs) : at])
                    : []);
            }
        }

        return [.. result];
    }

    /// <summary>Windows of 2 that begin at each stride; what they see beyond the end is 0, as the padding "same" has it for two.</summary>
    private static double[] Convolve(double[] x, int[] sizes, int channels, double[] kernel, double[]? bias, int[] output, int stride)
    {
        int filters = kernel.Length / ((1 << sizes.Length) * channels);
        int count = output.Aggregate(1, (product, size) => product * size);
        double[] y = new double[count * filters];
        for (int at = 0; at < y.Length; at++)
        {
            y[at] = bias?[at % filters] ?? 0;
            for (int tap = 0; tap < 1 << sizes.Length; tap++)
            {
                int place = 0, rest = at / filters;
                bool isInside = true;
                for (int axis = sizes.Length - 1, step = 1; axis >= 0; axis--)
                {
                    int index = (rest % output[axis] * stride) + ((tap >> (sizes.Length - 1 - axis)) & 1);
                    rest /= output[axis];
                    isInside &= index < sizes[axis];
                    place += index * step;
                    step *= sizes[axis];
                }

                for (int channel = 0; channel < channels && isInside; channel++)
                {
                    y[at] += x[(place * channels) + channel] * kernel[(((tap * channels) + channel) * filters) + (at % filters)];
                }
            }
        }

        return y;
    }
}
