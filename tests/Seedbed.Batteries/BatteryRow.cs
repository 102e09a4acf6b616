namespace Seedbed.Batteries;

/// <summary>One line of a battery's table.</summary>
/// <param name="What">What was computed.</param>
/// <param name="Way">On which way: a vector width, or scalar.</param>
/// <param name="Tried">How many values were compared.</param>
/// <param name="Wrong">How many of them differ from what they must be.</param>
internal sealed record BatteryRow(string What, string Way, long Tried, long Wrong)
{
    internal static string Header => "| What | Way | Values tried | Wrong |\n|---|---|--:|--:|";

    public override string ToString() => FormattableString.Invariant($"| {What} | {Way} | {Tried:N0} | {Wrong:N0} |");
}
