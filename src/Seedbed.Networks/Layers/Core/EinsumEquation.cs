using System.Text.RegularExpressions;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>
/// "input,kernel->output" of an EinsumDense: a label for each axis, and dots at one end where input and output have more axes.
/// </summary>
/// <param name="Input">The labels of the input.</param>
/// <param name="Kernel">The labels of the kernel.</param>
/// <param name="Output">The labels of the output.</param>
/// <param name="ElidesLeft">Whether the axes without labels stand first.</param>
/// <param name="ElidesRight">Whether they stand last.</param>
internal sealed partial record EinsumEquation(string Input, string Kernel, string Output, bool ElidesLeft, bool ElidesRight)
{
    /// <exception cref="FormatException">The layer's equation is none.</exception>
    internal static EinsumEquation Of(BuiltLayer layer, string equation)
    {
        Match match = Pattern().Match(equation);
        return match.Success
            ? new EinsumEquation(
                Labels("input"), Labels("kernel"), Labels("output"), match.Groups["left"].Success, match.Groups["right"].Success)
            : throw layer.Wrong("equation", Kinds.Text.Text(equation), "of the form 'ab,bc->ac', '...b,bc->...c' or 'ab...,bc->ac...'");

        string Labels(string group) => match.Groups[group].Value;
    }

    [GeneratedRegex(
        @"^(?<left>\.\.\.)?(?<input>[a-zA-Z]+)(?<right>\.\.\.)?,(?<kernel>[a-zA-Z]+)->(?(left)\.\.\.)(?<output>[a-zA-Z]+)(?(right)\.\.\.)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
