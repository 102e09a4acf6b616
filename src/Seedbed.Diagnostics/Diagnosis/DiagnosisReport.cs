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
                new("Trainings", diagnosis.TrainedOn),
            ],
            Sections = [.. Sections(diagnosis), .. ProbeReport.Sections(probes)],
        };
    }

    private static IEnumerable<string> Sentences(Diagnosis diagnosis)
    {
        if (diagnosis.Change is { } change)
        {
            yield return change.Description;
            string medians = diagnosis.Evidence.Count == 1 ? "" : $", the medians of {diagnosis.Evidence.Count} pairs of trainings";
            yield return $"After {diagnosis.Evidence[0].After.Steps} steps the loss is {diagnosis.MedianAfter:G4} instead of "
                + $"{diagnosis.MedianBefore:G4}{medians}.";
            if (diagnosis.Caveat is { } caveat)
            {
                yield return caveat;
            }
        }
    }

    private static IEnumerable<ReportSection> Sections(Diagnosis diagnosis)
    {
        if (diagnosis.Change is { } change)
        {
            yield return new ReportSection("The change to make", [])
            {
                Paragraphs = [change.Description],
                Code = string.Join("\n\n", (string?[])[change.CSharp, change.Patch.ToJsonString(s_indented), change.Command]).TrimEnd(),
            };
        }

        if (diagnosis.Trials.Count > 1)
        {
            yield return new ReportSection("The evidence",
            [
                new TableFigure(
                    "What was tried", "Faults that an initialization leaves, and losses of short trainings.",
                    ["initialization", "seed", "faults", "steps", "first loss", "loss"],
                    [.. diagnosis.Trials.Select(trial => (IReadOnlyList<string>)
                    [
                        trial.Name, $"{trial.Seed}", $"{trial.FaultsLeft}", $"{trial.Steps}", $"{trial.FirstLoss:G5}", $"{trial.Loss:G5}",
                    ])]),
                new TableFigure(
                    "Before and after", "Losses of pairs of trainings, each pair from one seed, which is none of the choice.",
                    ["seed", "steps", "before", "after"],
                    [.. diagnosis.Evidence.Select(pair => (IReadOnlyList<string>)
                        [$"{pair.Before.Seed}", $"{pair.After.Steps}", $"{pair.Before.Loss:G5}", $"{pair.After.Loss:G5}"])]),
            ]);
        }
    }
}
