namespace Seedbed.Batteries.Widths;

/// <summary>What comparing the widths for one distribution and element type gave.</summary>
/// <param name="What">The distribution and the type.</param>
/// <param name="Values">How many values the scalar way drew, all parameters together.</param>
/// <param name="Digest">The sum of the first 64 bits of the SHA-256 of each slice's bytes, drawn the scalar way.</param>
/// <param name="Rows">One for each vector width of this processor.</param>
internal sealed record WidthResult(string What, long Values, ulong Digest, IReadOnlyList<BatteryRow> Rows);
