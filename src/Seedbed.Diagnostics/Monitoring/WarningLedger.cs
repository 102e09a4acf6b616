namespace Seedbed.Diagnostics;

/// <summary>Which faults are told: each once, and what may pass by itself only where the record before has it too.</summary>
internal sealed class WarningLedger
{
    private readonly HashSet<(MonitorFault Fault, string Signal)> _told = [];
    private HashSet<(MonitorFault Fault, string Signal)> _seen = [];

    /// <summary>The warnings of a record, one for each kind of fault that is new.</summary>
    internal IReadOnlyList<MonitorWarning> Take(long step, IReadOnlyList<Finding> findings)
    {
        HashSet<(MonitorFault, string)> now = [.. findings.Select(KeyOf)];
        Finding[] isNew = [.. findings.Where(finding => (finding.IsUrgent || _seen.Contains(KeyOf(finding))) && _told.Add(KeyOf(finding)))];
        _seen = now;
        return [.. isNew.GroupBy(finding => finding.Fault).Select(group => Warning(step, [.. group]))];
    }

    /// <summary>A layer of constant units that all give one number is dead at the next step, when its biases have moved.</summary>
    private static (MonitorFault Fault, string Signal) KeyOf(Finding finding) =>
        (finding.Fault == MonitorFault.ZeroVariance ? MonitorFault.Dead : finding.Fault, finding.Signal);

    private static MonitorWarning Warning(long step, Finding[] findings)
    {
        Finding first = findings[0];
        string likewise = findings.Length switch
        {
            1 => "",
            2 => $" (likewise {findings[1].Signal})",
            _ => $" (likewise {findings[1].Signal} and {findings.Length - 2} more)",
        };
        return new MonitorWarning(
            step, first.Fault, first.Signal, first.Value, first.Threshold, [.. findings.Skip(1).Select(finding => finding.Signal)],
            $"step {step}: {first.Clause}{likewise}; {first.Help}.");
    }
}
