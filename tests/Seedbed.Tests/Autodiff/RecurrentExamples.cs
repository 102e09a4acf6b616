using Seedbed.Autodiff;

namespace Seedbed.Tests.Autodiff;

/// <summary>Recurrent layers as examples of operations.</summary>
internal static class RecurrentExamples
{
    private const int Batch = 7;
    private const int Steps = 4;
    private const int Units = 3;

    internal static IReadOnlyList<OperationExample> All { get; } =
    [
        new("SimpleRecurrence", () => new SimpleRecurrence(new Tanh()), [Batch, Steps, Units], [Units, Units], [Batch, Units]),
        new("SimpleRecurrence of another activation", () => new SimpleRecurrence(new Softsign()), [Batch, Steps, Units], [Units, Units],
            [Batch, Units]),
        new("LstmRecurrence", () => new LstmRecurrence(new Tanh(), new Sigmoid()), [Batch, Steps, 4 * Units], [Units, 4 * Units],
            [Batch, Units], [Batch, Units]),
        new("LstmRecurrence of other activations", () => new LstmRecurrence(new Softsign(), new Silu()), [Batch, Steps, 4 * Units],
            [Units, 4 * Units], [Batch, Units], [Batch, Units]),
        new("LstmRecurrence of whole vectors", () => new LstmRecurrence(new Tanh(), new Sigmoid()), [2, 3, 4 * 16], [16, 4 * 16], [2, 16],
            [2, 16]),
        new("GruRecurrence", () => new GruRecurrence(new Tanh(), new Sigmoid()), [Batch, Steps, 3 * Units], [Units, 3 * Units],
            [Batch, Units], [3 * Units]),
        new("GruRecurrence without a bias", () => new GruRecurrence(new Softsign(), new Silu()), [Batch, Steps, 3 * Units],
            [Units, 3 * Units], [Batch, Units]),
        new("EarlyResetGruRecurrence", () => new EarlyResetGruRecurrence(new Tanh(), new Sigmoid()), [Batch, Steps, 3 * Units],
            [Units, 3 * Units], [Batch, Units]),
        new("LstmRecurrence in slices", () => new LstmRecurrence(new Tanh(), new Sigmoid()), [13, 9, 4 * 50], [50, 4 * 50], [13, 50],
            [13, 50]),
    ];
}
