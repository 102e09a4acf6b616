namespace Seedbed.Tests.Networks.Computing;

/// <summary>Recurrent cells and their loop over a masked sequence, element by element in double.</summary>
internal static class PlainCells
{
    internal delegate (double[] Output, double[][] States) Cell(double[] x, double[][] states);

    /// <summary>x·W (+ b), W row-major of so many columns.</summary>
    internal static double[] Product(double[] x, double[] w, double[]? b = null)
    {
        int columns = w.Length / x.Length;
        return [.. Enumerable.Range(0, columns).Select(j => x.Select((value, i) => value * w[(i * columns) + j]).Sum() + (b?[j] ?? 0))];
    }

    internal static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    internal static Cell Simple(double[] w, double[] u, double[] b) => (x, states) =>
    {
        double[] h = [.. Product(x, w, b).Zip(Product(states[0], u), (first, second) => Math.Tanh(first + second))];
        return (h, [h]);
    };

    internal static Cell Lstm(double[] w, double[] u, double[] b) => (x, states) =>
    {
        int n = states[0].Length;
        double[] z = [.. Product(x, w, b).Zip(Product(states[0], u), (first, second) => first + second)];
        double[] c = [.. states[1].Select((old, i) => (Sigmoid(z[n + i]) * old) + (Sigmoid(z[i]) * Math.Tanh(z[(2 * n) + i])))];
        double[] h = [.. c.Select((value, i) => Sigmoid(z[(3 * n) + i]) * Math.Tanh(value))];
        return (h, [h, c]);
    };

    internal static Cell Gru(double[] w, double[] u, double[] b, bool resetAfter) => (x, states) =>
    {
        double[] old = states[0];
        int n = old.Length;
        double[] zx = Product(x, w, resetAfter ? b[..(3 * n)] : b);
        double[] zh = Product(old, u, resetAfter ? b[(3 * n)..] : null);
        double[] r = [.. Enumerable.Range(0, n).Select(i => Sigmoid(zx[n + i] + zh[n + i]))];
        double[] late = Product([.. old.Zip(r, (first, second) => first * second)], u);
        double[] h = [.. Enumerable.Range(0, n).Select(i =>
        {
            double z = Sigmoid(zx[i] + zh[i]);
            double candidate = Math.Tanh(zx[(2 * n) + i] + (resetAfter ? r[i] * zh[(2 * n) + i] : late[(2 * n) + i]));
            return (z * old[i]) + ((1 - z) * candidate);
        })];
        return (h, [h]);
    };

    /// <summary>The output of each step; one that is masked has the output before it, or zeros, and leaves the states.</summary>
    internal static (double[][] Outputs, double[][] States) Run(
        Cell cell, double[][] sequence, bool[] mask, double[][] states, bool backwards = false, bool zeroes = false)
    {
        List<double[]> outputs = [];
        foreach (int time in backwards ? Enumerable.Range(0, sequence.Length).Reverse() : Enumerable.Range(0, sequence.Length))
        {
            (double[] output, double[][] next) = cell(sequence[time], states);
            outputs.Add(mask[time] ? output : zeroes || outputs.Count == 0 ? new double[output.Length] : outputs[^1]);
            states = mask[time] ? next : states;
        }

        return ([.. outputs], states);
    }
}
