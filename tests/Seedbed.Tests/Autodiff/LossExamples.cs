using Seedbed.Autodiff;

namespace Seedbed.Tests.Autodiff;

/// <summary>Losses of regression, of margins, of classes and of overlap, and penalties.</summary>
internal static class LossExamples
{
    internal static IReadOnlyList<OperationExample> All { get; } =
    [
        Of("Huber", () => ElementLosses.Huber(0.7)),
        Of("LogCosh", ElementLosses.LogCosh),
        Of("Hinge", ElementLosses.Hinge, Signed),
        Of("SquaredHinge", ElementLosses.SquaredHinge, Signed),
        Of("Poisson", ElementLosses.Poisson, Positive),
        Of("PercentageError", ElementLosses.PercentageError, (input, _, drawn) => input == 0 ? 3 + drawn : 1.5 + (0.4 * drawn)),
        Of("SquaredLogarithmicError", ElementLosses.SquaredLogarithmicError, Positive),
        Of("Divergence", ElementLosses.Divergence, Positive),
        Of("BinaryFocal", () => ElementLosses.BinaryFocal(0.25, 2, isBalanced: false), Positive),
        Of("BinaryFocal, balanced", () => ElementLosses.BinaryFocal(0.3, 1.5, isBalanced: true), Positive),
        Of("CosineSimilarity", RowLosses.CosineSimilarity),
        Of("CategoricalHinge", RowLosses.CategoricalHinge, OneHot),
        Of("CategoricalFocal", () => RowLosses.CategoricalFocal(0.25, 2), Positive),
        Of("CategoricalFocal of another power", () => RowLosses.CategoricalFocal(0.4, 2.5), Positive),
        Of("Dice", RowLosses.Dice, Positive),
        Of("Tversky", () => RowLosses.Tversky(0.3, 0.6), Positive),
        new("NormPenalty", () => new NormPenalty(0.3, 0.7), [3, 4]) { Value = AwayFromZero },
        new("NormPenalty of squares", () => new NormPenalty(0, 0.7), [3, 4]),
        new("OrthogonalPenalty of rows", () => new OrthogonalPenalty(0.5, areRows: true), [3, 5]),
        new("OrthogonalPenalty of columns", () => new OrthogonalPenalty(0.5, areRows: false), [5, 3]),
    ];

    private static OperationExample Of(string name, Func<Operation> make, Func<int, int, double, double>? value = null) =>
        new(name, make, [3, 4], [3, 4]) { Value = value ?? ((input, _, drawn) => drawn + input), Differentiable = 1 };

    private static double Positive(int input, int element, double drawn) => 0.5 + (0.4 * drawn);

    private static double AwayFromZero(int input, int element, double drawn) => drawn + (drawn < 0 ? -0.1 : 0.1);

    private static double Signed(int input, int element, double drawn) => input == 0 ? 0.7 * drawn : element % 2 == 0 ? 1 : -1;

    private static double OneHot(int input, int element, double drawn) => input == 0 ? drawn : element % 4 == element / 4 ? 1 : 0;
}
