using System.Diagnostics;
using System.Globalization;
using Seedbed.Batteries;
using Seedbed.Batteries.Predictions;
using Seedbed.Batteries.Roundings;
using Seedbed.Batteries.Widths;

const string Usage = """
    The long proofs behind "bit for bit", minutes each; the test suite runs samples of them.

      dotnet run -c Release --project tests/Seedbed.Batteries -- roundings
          every rounding that fills do, on every float there is, at every vector width and the scalar way
      dotnet run -c Release --project tests/Seedbed.Batteries -- widths [VALUES]
          every distribution and element type at every vector width, and with no vectors at all, against the scalar way: VALUES
          (100000000) for each of several means and standard deviations
      dotnet run -c Release --project tests/Seedbed.Batteries -- predictions [SEEDS]
          the second moments that are predicted at every layer of five models against the means over networks of SEEDS (30) seeds
    """;

const int Seeds = 30;

long values = 100_000_000;
if (args.Length == 2 && !long.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out values))
{
    args = [];
}

switch (args)
{
    case ["roundings"]:
        return Print(RoundingBattery.Run(RoundingBattery.AllChunks()));
    case ["predictions"] or ["predictions", _]:
        return Print(PredictionBattery.Run("tests/Seedbed.Tests/Cases", args.Length == 2 ? (int)values : Seeds));
    case ["widths"] or ["widths", _]:
        return Print(Widths(values));
    case [BareProcess.Command, _]:
        BareProcess.WriteDigests(values);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static IEnumerable<BatteryRow> Widths(long values)
{
    List<WidthResult> results = [];
    foreach (WidthResult result in WidthBattery.Run(values))
    {
        results.Add(result);
        foreach (BatteryRow row in result.Rows)
        {
            yield return row;
        }
    }

    foreach (BatteryRow row in BareProcess.Compare(results, values))
    {
        yield return row;
    }
}

static int Print(IEnumerable<BatteryRow> rows)
{
    long start = Stopwatch.GetTimestamp();
    long wrong = 0;
    long tried = 0;
    Console.WriteLine(BatteryRow.Header);
    foreach (BatteryRow row in rows)
    {
        Console.WriteLine(row);
        wrong += row.Wrong;
        tried += row.Tried;
    }

    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    Console.WriteLine(FormattableString.Invariant($"\n{tried:N0} values tried, {wrong:N0} wrong, in {seconds:F0} s."));
    return wrong == 0 ? 0 : 1;
}
