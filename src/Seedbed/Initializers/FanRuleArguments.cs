using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Seedbed.Initializers;

/// <summary>
/// Fan rules as arguments: Keras's <c>input_axes</c> and <c>output_axes</c>, and <c>fans</c> for the named rules, which Keras has not.
/// </summary>
internal static partial class FanRuleArguments
{
    /// <summary>The argument that no Keras knows.</summary>
    private const string Key = "fans";

    private const string Accepted =
        "one of keras, depthwise, transposed, transposed(STRIDE PRODUCT), grouped(GROUPS), packed(PARTS), pytorch(GROUPS), "
        + "pytorch_transposed(GROUPS), jax(IN;OUT;BATCH) with axes such as jax(-2;-1;0,1)";

    internal static IReadOnlyList<ParameterDescription> Parameters { get; } =
    [
        new("input_axes", "a list of axes or null", "null"),
        new("output_axes", "a list of axes or null", "null"),
        new(Key, Accepted, "keras")
        {
            Refusal = rule =>
                $"the fan rule {rule.Describe()} is not one of Keras's, so no Keras could read it back; use input_axes and output_axes.",
        },
    ];

    internal static IReadOnlyList<Argument> ToArguments(FanRule rule) => rule switch
    {
        KerasFanRule => [],
        AxesFanRule axes => [new("input_axes", ToArray(axes.InputAxes)), new("output_axes", ToArray(axes.OutputAxes))],
        _ => [new(Key, rule.Name)],
    };

    /// <summary>The rule that the arguments name. As in Keras axes count only where both are given.</summary>
    internal static FanRule FromArguments(NamedArguments arguments)
    {
        ImmutableArray<int>? inputAxes = arguments.Axes("input_axes");
        ImmutableArray<int>? outputAxes = arguments.Axes("output_axes");
        bool hasAxes = inputAxes is not null && outputAxes is not null;
        if (arguments.Find(Key) is not ArgumentValue fans)
        {
            return hasAxes ? new AxesFanRule(inputAxes!.Value, outputAxes!.Value) : FanRule.Keras;
        }

        if (hasAxes)
        {
            throw new ArgumentException("fans and input_axes/output_axes are two ways to say the same; give one of them.");
        }

        return (fans is TextValue text ? Parse(text.Value) : null) ?? throw arguments.Wrong(Key, fans, Accepted);
    }

    private static FanRule? Parse(string text)
    {
        if (JaxPattern().Match(text) is { Success: true } jax)
        {
            return FanRule.Jax(AxesIn(jax.Groups[1]), AxesIn(jax.Groups[2]), AxesIn(jax.Groups[3]));
        }

        Match match = RulePattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        int? number = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : null;
        return (match.Groups[1].Value, number) switch
        {
            ("keras", null) => FanRule.Keras,
            ("depthwise", null) => FanRule.Depthwise,
            ("transposed", null) => FanRule.Transposed,
            ("transposed", >= 1) => FanRule.TransposedWithStrides(number.Value),
            ("grouped", >= 1) => FanRule.Grouped(number.Value),
            ("packed", >= 1) => FanRule.Packed(number.Value),
            ("pytorch", null or >= 1) => FanRule.PyTorch(number ?? 1),
            ("pytorch_transposed", null or >= 1) => FanRule.PyTorchTransposed(number ?? 1),
            _ => null,
        };
    }

    private static int[] AxesIn(Group list) =>
        [.. list.Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(axis => int.Parse(axis, CultureInfo.InvariantCulture))];

    private static ArrayValue ToArray(ImmutableArray<int> axes) => new([axes.Length], [.. axes.Select(axis => (double)axis)]);

    [GeneratedRegex(@"^([a-z_]+)(?:\(([0-9]{1,9})\))?$")]
    private static partial Regex RulePattern();

    [GeneratedRegex(@"^jax\(((?:-?[0-9]{1,2},?)*);((?:-?[0-9]{1,2},?)*);((?:-?[0-9]{1,2},?)*)\)$")]
    private static partial Regex JaxPattern();
}
