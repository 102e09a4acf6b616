using Seedbed.Checkpoints;

namespace Seedbed.Keras;

/// <summary>What was converted.</summary>
/// <param name="SourceFormat">The format of the checkpoint that was read.</param>
/// <param name="Plan">What was written.</param>
/// <param name="Notes">A sentence for everything that was assumed or left out.</param>
public sealed record Conversion(CheckpointFormat SourceFormat, InitializationPlan Plan, IReadOnlyList<string> Notes);
