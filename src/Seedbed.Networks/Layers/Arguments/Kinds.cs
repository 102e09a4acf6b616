using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seedbed.Layers.Arguments;

/// <summary>The kinds of arguments that layers have.</summary>
internal static class Kinds
{
    /// <summary>What a size is, for messages.</summary>
    internal const string SizeText = "an integer from 1 to 2^53";

    /// <summary>What a count is, for messages.</summary>
    internal const string CountText = "an integer from 0 to 2^53";

    private const string AxesText = "an integer or a list of integers";

    /// <summary>True or false.</summary>
    internal static ArgumentKind<bool> Flag { get; } = new("true or false", TryFlag, value => value, _ => true);

    /// <summary>An integer from 1 to 2⁵³; 0 stands for a missing one.</summary>
    internal static ArgumentKind<long> Size { get; } = new(SizeText, TryWhole, value => value, IsSize);

    /// <summary>The same, or null.</summary>
    internal static ArgumentKind<long?> SizeOrNull { get; } = OrNull(Size);

    /// <summary>An integer from 0 to 2⁵³, or null.</summary>
    internal static ArgumentKind<long?> CountOrNull { get; } = OrNull(new ArgumentKind<long>(CountText, TryWhole, value => value, IsCount));

    /// <summary>An integer of any sign.</summary>
    internal static ArgumentKind<long> Whole { get; } = new("an integer", TryWhole, value => value, _ => true);

    /// <summary>A seed: an integer; what else Keras writes there means none.</summary>
    internal static ArgumentKind<long?> Seed { get; } = new("an integer, or null", TrySeed, value => value, _ => true);

    /// <summary>A finite number; NaN stands for a missing one.</summary>
    internal static ArgumentKind<double> Number { get; } = Between("a number", double.MinValue, double.MaxValue);

    /// <summary>A finite number of at least 0.</summary>
    internal static ArgumentKind<double> NotNegative { get; } = Between("a number of at least 0", 0, double.MaxValue);

    /// <summary>The same, or null.</summary>
    internal static ArgumentKind<double?> NotNegativeOrNull { get; } = OrNull(NotNegative);

    /// <summary>A finite number above 0, or null.</summary>
    internal static ArgumentKind<double?> PositiveOrNull { get; } =
        OrNull(Between("a number above 0", double.Epsilon, double.MaxValue));

    /// <summary>A probability.</summary>
    internal static ArgumentKind<double> Rate { get; } = Between("a number from 0 to 1", 0, 1);

    /// <summary>A text; null stands for a missing one.</summary>
    internal static ArgumentKind<string> Text { get; } = new("a text", TryText, value => value, value => value is not null);

    /// <summary>A text, or null.</summary>
    internal static ArgumentKind<string?> TextOrNull { get; } = new("a text", TryText!, value => value, _ => true);

    /// <summary>Where channels stand.</summary>
    internal static ArgumentKind<string> DataFormat { get; } = Choice("channels_last", "channels_first");

    /// <summary>An axis or a list of them.</summary>
    internal static ArgumentKind<IReadOnlyList<int>> Axes { get; } =
        new(AxesText, TryAxes, value => value is [int one] ? one : Array(value), _ => true);

    /// <summary>A list of axes; null stands for a missing one.</summary>
    internal static ArgumentKind<IReadOnlyList<int>> AxisList { get; } = new(AxesText, TryAxes, Array, value => value is not null);

    /// <summary>A list of axes, or null.</summary>
    internal static ArgumentKind<IReadOnlyList<int>?> AxesOrNull { get; } =
        new(AxesText, TryAxes!, value => value is null ? null : Array(value), _ => true);

    /// <summary>A list of sizes, or one of them, or null.</summary>
    internal static ArgumentKind<IReadOnlyList<long>?> SizeListOrNull { get; } = new(
        "a list of integers from 1 to 2^53", TrySizes!, value => value is null ? null : Array(value), value => value?.All(IsSize) ?? true);

    /// <summary>A list of sizes, null where one is not given; a null list stands for a missing one.</summary>
    internal static ArgumentKind<IReadOnlyList<long?>> PartialSizes { get; } =
        new("a list of integers and nulls", TryPartialSizeList, Array, value => value is not null);

    /// <summary>A list of sizes, null where one is not given, or null.</summary>
    internal static ArgumentKind<IReadOnlyList<long?>?> PartialSizesOrNull { get; } = new(
        "a list of integers and nulls", TryPartialSizes!, value => value is null ? null : Array(value), _ => true);

    /// <summary>Numbers, in one list or in lists of lists, or null.</summary>
    internal static ArgumentKind<IReadOnlyList<double>?> NumbersOrNull { get; } = new(
        "a number or a list of numbers", TryNumbers, value => value is null ? null : Array(value),
        value => value?.All(double.IsFinite) ?? true);

    /// <summary>One of a few texts.</summary>
    internal static ArgumentKind<string> Choice(params string[] choices) =>
        new($"one of {string.Join(", ", choices)}", TryText, value => value, choices.Contains);

    /// <summary>Sizes along each of several axes: a list of as many, or one for all; an empty one stands for a missing one.</summary>
    internal static ArgumentKind<Sizes> Sizes(int rank) => new(
        $"{SizeText} or a list of {rank} of them", (JsonElement element, out Sizes sizes) => TrySpatial(element, rank, out sizes),
        sizes => Array(sizes.Along(rank)), sizes => sizes.Count is 1 || sizes.Count == rank ? sizes.All(IsSize) : false);

    /// <summary>The same, or null.</summary>
    internal static ArgumentKind<Sizes?> SizesOrNull(int rank) => OrNull(Sizes(rank));

    /// <summary>Counts, 0 included, along each of several axes, or null.</summary>
    internal static ArgumentKind<Sizes?> CountsOrNull(int rank) => OrNull(Sizes(rank) with
    {
        Accepted = $"{CountText} or a list of {rank} of them",
        Accepts = counts => (counts.Count is 1 || counts.Count == rank) && counts.All(IsCount),
    });

    /// <summary>What stands before and behind each of several axes: one number for all, one for each axis, or pairs.</summary>
    internal static ArgumentKind<Sides> Sides(int rank) => new(
        $"{CountText}, a list of {rank} of them, or a list of {rank} pairs",
        (JsonElement element, out Sides sides) => Layers.Sides.TryRead(element, rank, out sides), sides => sides.ToJson(rank), _ => true);

    /// <summary>Whether a number is a size.</summary>
    internal static bool IsSize(long value) => value is >= 1 and <= Shape.MaxElementCount;

    /// <summary>Whether a number is a count.</summary>
    internal static bool IsCount(long value) => value is >= 0 and <= Shape.MaxElementCount;

    /// <summary>An integer of at least 0; null where it is none.</summary>
    internal static long? CountOf(JsonElement element) => TryWhole(element, out long value) && IsCount(value) ? value : null;

    /// <summary>A list of whole numbers.</summary>
    internal static JsonArray Array(IEnumerable<int> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>A list of sizes.</summary>
    internal static JsonArray Array(IEnumerable<long> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>A list of sizes, null where one is not known.</summary>
    internal static JsonArray Array(IEnumerable<long?> values) => new([.. values.Select(value => (JsonNode?)value)]);

    /// <summary>A list of numbers.</summary>
    internal static JsonArray Array(IEnumerable<double> values) => new([.. values.Select(value => (JsonNode)value)]);

    private static ArgumentKind<double> Between(string accepted, double least, double most) =>
        new(accepted, TryNumber, value => value, value => value >= least && value <= most);

    private static ArgumentKind<T?> OrNull<T>(ArgumentKind<T> kind)
        where T : struct => new(
            kind.Accepted,
            (JsonElement element, out T? value) =>
            {
                bool isRead = kind.Parse(element, out T read);
                value = read;
                return isRead;
            },
            value => value is { } given ? kind.Write(given) : null, value => value is not { } given || kind.Accepts(given));

    /// <summary>Whether a value is a flag; Python, and with it Keras, takes a number for one, too: 0 is false.</summary>
    internal static bool TryFlag(JsonElement element, out bool value)
    {
        value = element.ValueKind == JsonValueKind.True || (element.ValueKind == JsonValueKind.Number && element.GetDouble() != 0);
        return element.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number;
    }

    private static bool TryWhole(JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value);
    }

    private static bool TrySeed(JsonElement element, out long? value)
    {
        value = TryWhole(element, out long seed) ? seed : null;
        return value is not null || element.ValueKind != JsonValueKind.Number;
    }

    private static bool TryNumber(JsonElement element, out double value)
    {
        value = element.ValueKind == JsonValueKind.Number ? element.GetDouble() : double.NaN;
        return element.ValueKind == JsonValueKind.Number;
    }

    private static bool TryText(JsonElement element, out string value)
    {
        value = element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
        return element.ValueKind == JsonValueKind.String;
    }

    private static bool TryAxes(JsonElement element, out IReadOnlyList<int> value) => TryList(
        element, (JsonElement item, out int axis) =>
        {
            axis = 0;
            return item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out axis);
        }, out value);

    private static bool TrySizes(JsonElement element, out IReadOnlyList<long> value) => TryList(element, TryWhole, out value);

    private static bool TryPartialSizeList(JsonElement element, out IReadOnlyList<long?> value)
    {
        value = [];
        return element.ValueKind == JsonValueKind.Array && TryPartialSizes(element, out value);
    }

    private static bool TryPartialSizes(JsonElement element, out IReadOnlyList<long?> value) => TryList(
        element, (JsonElement item, out long? size) =>
        {
            bool isWhole = TryWhole(item, out long whole);
            size = isWhole ? whole : null;
            return isWhole || item.ValueKind == JsonValueKind.Null;
        }, out value);

    private static bool TrySpatial(JsonElement element, int rank, out Sizes value)
    {
        bool isList = TryList(element, TryWhole, out IReadOnlyList<long> sizes);
        value = Layers.Sizes.Create([.. sizes]);
        return isList && (element.ValueKind != JsonValueKind.Array || sizes.Count == rank);
    }

    private static bool TryNumbers(JsonElement element, out IReadOnlyList<double>? value)
    {
        List<double> numbers = [];
        value = numbers;
        return Collect(element);

        bool Collect(JsonElement item)
        {
            if (item.ValueKind == JsonValueKind.Array)
            {
                return item.EnumerateArray().All(Collect);
            }

            bool isNumber = TryNumber(item, out double number);
            numbers.Add(number);
            return isNumber;
        }
    }

    private static bool TryList<T>(JsonElement element, ArgumentParser<T> parse, out IReadOnlyList<T> value)
    {
        List<T> items = [];
        value = items;
        return element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().All(Add) : Add(element);

        bool Add(JsonElement item)
        {
            bool isRead = parse(item, out T read);
            items.Add(read);
            return isRead;
        }
    }
}
