using System.Text.Json;

namespace Seedbed.Diagnostics;

/// <summary>A diagnosis as a page.</summary>
public static class DiagnosisReport
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>The report of a diagnosis: faults and change in words, the trainings, and the signals before and after.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    public static Report Of(Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        (string, ProbeResult)[] probes = diagnosis.Mended is { } mended
            ? [("as it is", diagnosis.Probe), (diagnosis.Change!.Name, mended)]
            : [("as it is", diagnosis.Probe)];
        return new Report($"Diagnosis of {diagnosis.Model.Name}")
        {
            Verdict = diagnosis.IsHealthy ? "Healthy: signal and gradient reach every layer." : diagnosis.Faults[0].Sentence,
            Standing = diagnosis.IsHealthy ? Standing.Good : Standing.Bad,
            Summary = [.. diagnosis.Faults.Skip(1).Select(fault => fault.Sentence), .. Sentences(diagnosis)],
            Facts =
            [
                new("Model", diagnosis.Model.Name), new("Seed", $"{diagnosis.Model.Seed}"),
                new("Steps of each training", $"{(diagnosis.Trials.Count > 0 ? diagnosis.Trials[0].Steps : 0)}"),
            ],
            Sections = [.. Sections(diagnosis), .. ProbeReport.Sections(probes)],
        };
    }

    private static IEnumerable<string> Sentences(Diagnosis diagnosis)
    {
        if (diagnosis.Change is { } change)
        {
            yield return change.Description;
            double before = Band.Of(diagnosis.Evidence.Select(pair => pair.Before.Loss)).Median;
            double after = Band.Of(diagnosis.Evidence.Select(pair => pair.After.Loss)).Median;
            string medians = diagnosis.Evidence.Count == 1 ? "" : $", the medians of {diagnosis.Evidence.Count} pairs of trainings";
            yield return $"After {diagnosis.Evidence[0].After.Steps} steps the loss is {after:G4} instead of {before:G4}{medians}.";
        }
    }

    private static IEnumerable<ReportSection> Sections(Diagnosis diagnosis)
    {
        if (diagnosis.Change is { } change)
        {
            yield return new ReportSection("The change to make", [])
            {
                Paragraphs = [change.Description],
                Code = $"{change.CSharp}\n\n{change.Patch.ToJsonString(s_indented)}",
            };
        }

        if (diagnosis.Trials.Count > 1)
        {
            yield return new ReportSection("The evidence",
            [
                new TableFigure(
                    "What was tried", "Losses of short trainings from one seed.", ["initialization", "first loss", "loss"],
                    [.. diagnosis.Trials.Select(trial => (IReadOnlyList<string>)
                        [trial.Name, $"{trial.FirstLoss:G5}", $"{trial.Loss:G5}"])]),
                new TableFigure(
                    "Before and after", "Losses of pairs of trainings, each pair from one seed, which is not that of the choice.", ["seed", "before", "after"],
                    [.. diagnosis.Evidence.Select(pair => (IReadOnlyList<string>)
                        [$"{pair.Before.Seed}", $"{pair.Before.Loss:G5}", $"{pair.After.Loss:G5}"])]),
            ]);
        }
    }
}
