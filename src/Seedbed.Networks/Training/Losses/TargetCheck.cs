namespace Seedbed.Training;

/// <summary>What targets must be for a loss; what they are not gets a sentence that names the sample and what is allowed.</summary>
internal static class TargetCheck
{
    /// <summary>A target for each element that is predicted; an axis of size 1 at the end may be left out.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    internal static void SameShape(Samples targets, ReadOnlySpan<int> prediction, Loss loss, string place)
    {
        if (!AreSame(targets.SampleDimensions, prediction))
        {
            throw new ArgumentException(
                $"{place} predicts {Text(targets.Count, prediction)}, and the targets are {targets.ShapeText}; for {loss.Name} they must "
                + "have one shape.");
        }
    }

    /// <summary>A target for each class of each row.</summary>
    /// <exception cref="ArgumentException">The shapes differ; labels in their place are told from other faults.</exception>
    internal static void OneHot(Samples targets, ReadOnlySpan<int> prediction, Loss loss, string place)
    {
        bool areLabels = prediction.Length > 0 && prediction[^1] > 1 && AreSame(targets.SampleDimensions, prediction[..^1]);
        if (areLabels)
        {
            throw new ArgumentException(
                $"{place} predicts {Text(targets.Count, prediction)}, and the targets are {targets.ShapeText}, which looks like labels; "
                + $"for {loss.Name} they must have one shape: use sparse_categorical_crossentropy for labels.");
        }

        SameShape(targets, prediction, loss, place);
    }

    /// <summary>A label for each row: a whole number from 0 to below the number of classes.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is out of range.</exception>
    internal static void Labels(Samples targets, ReadOnlySpan<int> prediction, Loss loss, string place)
    {
        int classes = prediction.Length > 0 ? prediction[^1] : 1;
        if (!AreSame(targets.SampleDimensions, prediction.Length > 0 ? prediction[..^1] : prediction))
        {
            string hint = AreSame(targets.SampleDimensions, prediction) ? " Use categorical_crossentropy for one-hot targets." : "";
            throw new ArgumentException(
                $"{place} predicts {Text(targets.Count, prediction)}, and the targets are {targets.ShapeText}; {loss.Name} takes one label "
                + $"for each row of {classes} predictions, "
                    + $"{Text(targets.Count, prediction.Length > 0 ? prediction[..^1] : prediction)}.{hint}");
        }

        for (long i = 0; i < targets.ElementCount; i++)
        {
            double label = targets[i];
            if (!(label >= 0 && label < classes && double.IsInteger(label)))
            {
                throw new ArgumentException(
                    $"the label of sample {i / Math.Max(1, targets.SampleLength)} is {label}; {place} predicts {classes} classes, so "
                    + $"labels are whole numbers from 0 to {classes - 1}.");
            }
        }
    }

    /// <summary>Targets that are probabilities.</summary>
    /// <exception cref="ArgumentException">One is not from 0 to 1.</exception>
    internal static void Probabilities(Samples targets, Loss loss)
    {
        for (long i = 0; i < targets.ElementCount; i++)
        {
            if (targets[i] is not (>= 0 and <= 1))
            {
                throw new ArgumentException(
                    $"a target of sample {i / Math.Max(1, targets.SampleLength)} is {targets[i]}; targets of {loss.Name} are from 0 to 1.");
            }
        }
    }

    /// <summary>Whether the sizes are the same but for axes of size 1 at the end.</summary>
    private static bool AreSame(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        bool startsEqual = first.Length <= second.Length ? second.StartsWith(first) : first.StartsWith(second);
        ReadOnlySpan<int> rest = first.Length <= second.Length ? second[first.Length..] : first[second.Length..];
        return startsEqual && rest.Length <= 1 && !rest.ContainsAnyExcept(1);
    }

    private static string Text(int count, ReadOnlySpan<int> sample) =>
        $"[{string.Join(", ", sample.ToArray().Prepend(count).Select(size => $"{size}"))}]";
}
