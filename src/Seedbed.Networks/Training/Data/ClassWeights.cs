namespace Seedbed.Training;

/// <summary>Weights of classes as weights of samples. Source: <c>class_weight_to_sample_weights</c> of <c>keras.src.trainers</c>.</summary>
internal static class ClassWeights
{
    /// <summary>The same samples, each with the weight of its class; classes that are not named have 1.</summary>
    /// <exception cref="ArgumentException">There are several outputs, weights of samples already, or a weight is no number.</exception>
    internal static DataSet Apply(DataSet data, IReadOnlyDictionary<int, double>? weights)
    {
        if (weights is null)
        {
            return data;
        }

        if (data.Targets.Count > 1 || data.SampleWeights[0] is not null)
        {
            string reason = data.Targets.Count > 1 ? $"{data.Targets.Count} arrays of targets" : "sample weights";
            throw new ArgumentException($"class weights and {reason} are given; give weights of classes or of samples, of one output.");
        }

        if (weights.FirstOrDefault(pair => !double.IsFinite(pair.Value)) is { Value: not 0 } wrong)
        {
            throw new ArgumentException($"the weight of class {wrong.Key} is {wrong.Value}; it must be finite.");
        }

        Samples targets = data.Y;
        int classes = targets.Dimensions.Count > 1 ? targets.Dimensions[^1] : 1;
        double[] values = new double[targets.ElementCount / classes];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = weights.GetValueOrDefault(ClassOf(targets, row, classes), 1);
        }

        return data.WithSampleWeight(Samples.Own(values, [data.Count, values.Length / data.Count]));
    }

    private static int ClassOf(Samples targets, int row, int classes)
    {
        int largest = 0;
        for (int i = 1; i < classes; i++)
        {
            largest = targets[((long)row * classes) + i] > targets[((long)row * classes) + largest] ? i : largest;
        }

        return classes == 1 ? (int)targets[row] : largest;
    }
}
