using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Operations;

/// <summary>Products of two tensors that sum over axes that both have, told by labels or by the axes.</summary>
internal static class ContractionOperations
{
    private static readonly string[] s_equation = ["subscripts", "equation"];

    internal static IReadOnlyList<KeyValuePair<string, GraphOperation>> All { get; } =
    [
        .. ShapeOperations.Of("Einsum", call => Shape(call, Einsum(call, 0), 0), call => Product(call, Einsum(call, 0), 0)),
        .. ShapeOperations.Of("einsum linalg.einsum", call => Shape(call, Einsum(call, 1), 1), call => Product(call, Einsum(call, 1), 1)),
        .. ShapeOperations.Of(
            "Tensordot tensordot linalg.tensordot", call => Shape(call, ByAxes(call), 0), call => Product(call, ByAxes(call), 0)),
    ];

    private static string[] Names(int index) => index == 0 ? ["a", "x1"] : ["b", "x2"];

    private static PartialShape Shape(OperationCall call, EinsumEquation equation, int first)
    {
        Dictionary<char, long?> sizes = [];
        foreach ((string labels, int index) in ((string[])[equation.Input, equation.Kernel]).Select((labels, index) => (labels, index)))
        {
            PartialShape shape = call.Shape(first + index, Names(index));
            foreach ((char label, int axis) in labels.Select((label, axis) => (label, axis)))
            {
                long? size = shape.Find(axis);
                long? known = sizes.GetValueOrDefault(label) ?? size;
                sizes[label] = size is null || known == size ? known : throw new FormatException(
                    $"{call.Place}: the sizes {known} and {size} stand for one label of its factors; they must be equal.");
            }
        }

        return call.New([.. equation.Output.Select(label => sizes[label])]);
    }

    private static Tensor Product(OperationCall call, EinsumEquation equation, int first)
    {
        Tensor x = call.Tensor(first, Names(0));
        _ = Shape(call, equation, first);
        return new EinsumProduct(equation, call.Tensor(first + 1, Names(1))).Of(call.Tape, x, _ => call.Wrong(
            s_equation, "one in which no label stands twice in a factor, to be computed here"));
    }

    /// <summary>"ab,bc->ac"; dots stand for the axes in front that have no label, and are the last ones of both factors.</summary>
    private static EinsumEquation Einsum(OperationCall call, int first)
    {
        const string Pool = "ΑΒΓΔΕΖΗΘ";
        string text = call.Text("", first == 0 ? -1 : 0, s_equation).Replace(" ", "", StringComparison.Ordinal);
        string[] sides = text.Split("->");
        string[] factors = sides[0].Split(',');
        if (sides.Length != 2 || factors.Length != 2 || call.Find(first + 1, Names(1)) is null)
        {
            throw call.Wrong(s_equation, "of two tensors, such as 'ab,bc->ac'");
        }

        string left = Filled(factors[0], call.Shape(first, Names(0)).Rank);
        string right = Filled(factors[1], call.Shape(first + 1, Names(1)).Rank);
        string dots = Pool[^Math.Max(Elided(factors[0], left), Elided(factors[1], right))..];
        string output = sides[1].Replace("...", dots, StringComparison.Ordinal);
        bool isKnown = output.Distinct().Count() == output.Length && !output.Except(left + right).Any();
        return isKnown ? new EinsumEquation(left, right, output, false, false)
            : throw call.Wrong(s_equation, "one whose labels of the output stand in a factor, each once");

        string Filled(string labels, int rank)
        {
            bool hasDots = labels.Contains("...", StringComparison.Ordinal);
            int elided = rank - labels.Length + (hasDots ? 3 : 0);
            bool fits = elided >= 0 && elided <= Pool.Length && (hasDots || elided == 0);
            string filled = fits ? labels.Replace("...", Pool[^elided..], StringComparison.Ordinal) : "";
            return fits && filled.All(char.IsLetter) ? filled
                : throw call.Wrong(s_equation, $"one with a label for each of {rank} axes of a factor, or dots");
        }

        static int Elided(string labels, string filled) =>
            labels.Contains("...", StringComparison.Ordinal) ? filled.Length - labels.Length + 3 : 0;
    }

    /// <summary>The last axes of the first with the first of the second, so many, or those of two lists.</summary>
    private static EinsumEquation ByAxes(OperationCall call)
    {
        string[] names = ["axes"];
        (int left, int right) = (call.Shape(0, Names(0)).Rank, call.Shape(1, Names(1)).Rank);
        (int[] first, int[] second) = call.Find(2, names) switch
        {
            CallValue.List { Items: [CallValue.List or CallValue.Number, CallValue.List or CallValue.Number] } =>
                (Axes(0, left), Axes(1, right)),
            CallValue.Number { Value: var count } when double.IsInteger(count) && count >= 0 && count <= Math.Min(left, right) =>
                (Enumerable.Range(left - (int)count, (int)count).ToArray(), Enumerable.Range(0, (int)count).ToArray()),
            _ => throw call.Wrong(names, "a number of axes, or two lists of axes"),
        };
        if (first.Length != second.Length || first.Distinct().Count() != first.Length || second.Distinct().Count() != second.Length)
        {
            throw call.Wrong(names, "two lists of equally many axes that differ");
        }

        char[] a = [.. Enumerable.Range(0, left).Select(axis => (char)('A' + axis))];
        char[] b = [.. Enumerable.Range(0, right).Select(axis =>
            Array.IndexOf(second, axis) is >= 0 and var at ? a[first[at]] : (char)('a' + axis))];
        IEnumerable<char> kept = a.Where((_, axis) => !first.Contains(axis)).Concat(b.Where((_, axis) => !second.Contains(axis)));
        return new EinsumEquation(new(a), new(b), new([.. kept]), false, false);

        int[] Axes(int index, int rank) => [.. call.Rows(2, names).ElementAt(index).Select(axis =>
            axis is { } known && known >= -rank && known < rank ? (int)(known < 0 ? known + rank : known)
                : throw call.Wrong(names, $"axes from {-rank} to {rank - 1}"))];
    }
}
