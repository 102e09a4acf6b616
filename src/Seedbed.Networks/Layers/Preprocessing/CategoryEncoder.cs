using Seedbed.Autodiff;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>Numbers as categories, and these as vectors. They are constants: no derivative passes them.</summary>
/// <param name="layer">The layer.</param>
/// <remarks>
/// Source: <c>numpy.digitize</c>, <c>keras.layers.IntegerLookup</c>, <c>keras.utils.numerical_utils.encode_categorical_inputs</c>.
/// </remarks>
internal sealed class CategoryEncoder(LayerBinding layer)
{
    /// <summary>How many boundaries a number reaches.</summary>
    internal Func<double, double> Bins(CallValue boundaries)
    {
        double[] bounds = Numbers("bin_boundaries", boundaries);
        return bounds.SequenceEqual(bounds.Order())
            ? number => bounds.Count(bound => number >= bound)
            : throw layer.Wrong("bin_boundaries", "a list", "one that ascends, to be computed here");
    }

    /// <summary>
    /// A number's index in a vocabulary. The mask's is 0; behind it stand the indices of what is not in the vocabulary, one of them for
    /// each rest of a division, then the vocabulary. With <c>invert</c> the number of an index.
    /// </summary>
    internal Func<double, double> Lookup(
        CallValue vocabulary, CallValue maskToken, CallValue otherToken, long others, bool inverts, bool countsMask)
    {
        double? mask = maskToken is CallValue.Number { Value: var masked } ? masked : null;
        double other = otherToken is CallValue.Number { Value: var token } ? token : -1;
        List<double> tokens = [.. Numbers("vocabulary", vocabulary)];
        if (mask is { } first && tokens.Count > 0 && tokens[0] == first)
        {
            tokens.RemoveAt(0);
        }

        if (others > 0 && tokens.Count >= others && tokens.Take((int)others).All(each => each == other))
        {
            tokens.RemoveRange(0, (int)others);
        }

        long front = mask is not null && countsMask ? 1 : 0;
        Dictionary<double, double> known = tokens.Distinct().Count() == tokens.Count
            ? tokens.Select((each, index) => KeyValuePair.Create(each, (double)(front + others + index))).ToDictionary()
            : throw layer.Wrong("vocabulary", "a list", "one in which no number stands twice");
        if (inverts)
        {
            return index => index == 0 && front == 1 ? mask!.Value
                : index - front - others is var at && at >= 0 && at < tokens.Count && double.IsInteger(at) ? tokens[(int)at] : other;
        }

        return number => number == mask ? (front == 1 ? 0 : double.NaN)
            : known.TryGetValue(number, out double index) ? index
            : others > 0 ? front + number - (Math.Floor(number / others) * others)
            : throw new ArgumentException(
                $"{layer.Place}: its input has {number}, which is not in its vocabulary; with num_oov_indices 0 all must be in it.");
    }

    /// <summary>The categories, or a place for each: one_hot for each number, multi_hot and count for each row of numbers.</summary>
    internal Tensor Encode(ForwardCall call, Func<double, double> category, string mode, int depth)
    {
        Tensor x = call.Input;
        double[] categories = [.. TensorValues.All(x).Select(category)];
        if (mode == "int")
        {
            return Shaped(call.Tape, categories, x.Dimensions);
        }

        if (mode is not ("one_hot" or "multi_hot" or "count") || call.Find("count_weights", 1) is not null)
        {
            throw layer.Wrong("output_mode", mode, "int, one_hot, multi_hot or count, without weights, to be computed here");
        }

        bool isOneHot = mode == "one_hot";
        if (!isOneHot && x.Rank > 2)
        {
            throw layer.Misfit(x, "[batch, numbers] for the output_mode " + mode);
        }

        int row = isOneHot ? 1 : x[-1];
        double[] places = new double[categories.Length / Math.Max(row, 1) * depth];
        foreach ((int i, double index) in categories.Index())
        {
            if (double.IsNaN(index))
            {
                continue;
            }

            int place = double.IsInteger(index) && index >= 0 && index < depth ? (i / row * depth) + (int)index
                : throw new ArgumentException(
                    $"{layer.Place}: its input has the category {index}; categories are the integers from 0 to {depth - 1}.");
            places[place] = mode == "count" ? places[place] + 1 : 1;
        }

        bool keepsLast = isOneHot && !(x.Rank > 1 && x[-1] == 1);
        return Shaped(call.Tape, places, [.. keepsLast ? x.Dimensions : x.Dimensions[..^1], depth]);
    }

    private static Tensor Shaped(Tape tape, double[] values, ReadOnlySpan<int> sizes) =>
        Autodiff.Reshape.Of(tape, TensorValues.Constant(tape, values), sizes);

    private double[] Numbers(string key, CallValue value) => value is CallValue.List list
        && list.Items.All(item => item is CallValue.Number)
        ? [.. list.Items.Select(item => ((CallValue.Number)item).Value)]
        : throw layer.Wrong(key, value == CallValue.None ? "absent" : "no list of numbers", "a list of numbers to be computed here");
}
