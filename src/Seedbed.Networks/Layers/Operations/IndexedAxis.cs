using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Operations;

/// <summary>One axis of what an index such as <c>x[:, 0, ..., None, ::-1]</c> gives.</summary>
/// <param name="Source">The axis of x; null for a new one of size 1.</param>
/// <param name="Start">The first index along it.</param>
/// <param name="Step">From index to index.</param>
/// <param name="Count">How many; null where that is not known.</param>
/// <param name="IsDropped">Whether a single index was taken, whose axis is gone.</param>
internal readonly record struct IndexedAxis(int? Source, long Start, long Step, long? Count, bool IsDropped)
{
    /// <summary>The axes that an index gives, those that it drops included.</summary>
    internal static IEnumerable<IndexedAxis> Of(OperationCall call, IReadOnlyList<CallValue> key, PartialShape x)
    {
        int named = key.Count(item => item != CallValue.None && item is not CallValue.Ellipsis);
        if (named > x.Rank || key.Count(item => item is CallValue.Ellipsis) > 1)
        {
            throw call.Wrong(["slice_spec"], $"an index for at most the {x.Rank} axes of {x}, with at most one ellipsis");
        }

        return Walk(call, key, x, x.Rank - named);
    }

    private static IEnumerable<IndexedAxis> Walk(OperationCall call, IReadOnlyList<CallValue> key, PartialShape x, int rest)
    {
        bool hasEllipsis = key.Any(item => item is CallValue.Ellipsis);
        int axis = 0;
        foreach (CallValue item in hasEllipsis ? key : [.. key, new CallValue.Ellipsis()])
        {
            if (item == CallValue.None)
            {
                yield return new IndexedAxis(null, 0, 0, 1, false);
            }
            else if (item is CallValue.Ellipsis)
            {
                for (int i = 0; i < rest; i++, axis++)
                {
                    yield return new IndexedAxis(axis, 0, 1, x.Find(axis), false);
                }
            }
            else
            {
                yield return item is CallValue.Slice slice ? Part(call, slice, axis, x.Find(axis)) : Single(call, item, axis, x.Find(axis));
                axis++;
            }
        }
    }

    private static IndexedAxis Single(OperationCall call, CallValue item, int axis, long? size)
    {
        long? index = call.WholeOf(item, ["slice_spec"]);
        if (item is CallValue.List || index >= size || index < -size)
        {
            throw call.Wrong(["slice_spec"], $"an index from {-size} to {size - 1} along axis {axis}");
        }

        return new IndexedAxis(axis, index < 0 ? index.Value + (size ?? 0) : index ?? 0, 1, 1, true);
    }

    /// <summary>As Python has it: negative bounds count from the end, and what is outside ends there.</summary>
    private static IndexedAxis Part(OperationCall call, CallValue.Slice slice, int axis, long? size)
    {
        string[] names = ["slice_spec"];
        long step = (slice.Step == CallValue.None ? 1 : call.WholeOf(slice.Step, names))
            ?? throw call.Wrong(names, "a slice of a known step");
        if (step == 0)
        {
            throw call.Wrong(names, "a slice whose step is not 0");
        }

        bool isWhole = slice.Start == CallValue.None && slice.Stop == CallValue.None;
        bool isKnown = (slice.Start == CallValue.None || call.WholeOf(slice.Start, names) is not null)
            && (slice.Stop == CallValue.None || call.WholeOf(slice.Stop, names) is not null);
        if (size is not { } count || !isKnown)
        {
            return new IndexedAxis(axis, 0, step, isWhole && step is 1 or -1 ? size : null, false);
        }

        long start = Bound(slice.Start, step > 0 ? 0 : count - 1);
        long stop = Bound(slice.Stop, step > 0 ? count : -1);
        long length = step > 0 ? stop - start + step - 1 : start - stop - step - 1;
        return new IndexedAxis(axis, start, step, Math.Max(0, length / Math.Abs(step)), false);

        long Bound(CallValue bound, long missing)
        {
            if (bound == CallValue.None)
            {
                return missing;
            }

            long value = call.WholeOf(bound, names)!.Value;
            value = value < 0 ? value + count : value;
            return step > 0 ? Math.Clamp(value, 0, count) : Math.Clamp(value, -1, count - 1);
        }
    }
}
