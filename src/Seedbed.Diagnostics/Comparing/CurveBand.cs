namespace Seedbed.Diagnostics;

/// <summary>What several seeds make of one curve: quantiles in every epoch, of <see cref="Quantiles"/>.</summary>
/// <param name="Name">What is compared: the initializer.</param>
/// <param name="Quantity">The value: <c>val_loss</c>.</param>
/// <param name="Runs">The number of runs.</param>
/// <param name="Least">The least value of each epoch; NaN where no run has one.</param>
/// <param name="LowerQuartile">A quarter of the runs is below.</param>
/// <param name="Median">Half of the runs is below.</param>
/// <param name="UpperQuartile">A quarter of the runs is above.</param>
/// <param name="Greatest">The greatest value; +∞ of a loss where a run failed.</param>
public sealed record CurveBand(
    string Name, string Quantity, int Runs, IReadOnlyList<double> Least, IReadOnlyList<double> LowerQuartile, IReadOnlyList<double> Median,
    IReadOnlyList<double> UpperQuartile, IReadOnlyList<double> Greatest)
{
    private static readonly double[] s_shares = [0, 0.25, 0.5, 0.75, 1];

    internal static CurveBand Of(string name, string quantity, IReadOnlyList<ComparedRun> runs, int epochs)
    {
        double[][] quantiles = [.. Enumerable.Range(0, epochs).Select(epoch =>
        {
            double[] values = [.. runs.Select(run => run.ValueIn(quantity, epoch)).OfType<double>()];
            return values.Length == 0 ? Array.ConvertAll(s_shares, _ => double.NaN) : Quantiles.Of(values, s_shares);
        })];
        return new(name, quantity, runs.Count, At(0), At(1), At(2), At(3), At(4));

        double[] At(int share) => Array.ConvertAll(quantiles, each => each[share]);
    }
}
