using Seedbed.Autodiff;
using Seedbed.Initializers;

namespace Seedbed.Diagnostics;

/// <summary>Σ rᵢ·yᵢ over the elements of some outputs with random r: a loss whose gradient by the outputs is r.</summary>
internal static class RandomSum
{
    /// <summary>The sum on a tape.</summary>
    /// <param name="tape">Where the outputs were computed.</param>
    /// <param name="outputs">y.</param>
    /// <param name="schemeOf">What draws the factors of an output.</param>
    internal static Tensor Of(Tape tape, IEnumerable<Tensor> outputs, Func<Tensor, int, Initializer> schemeOf) => outputs.Select(
        (output, index) =>
        {
            double[] drawn = schemeOf(output, index).CreateArray<double>([output.Count]);
            Tensor factors = tape.Type == ElementType.Float32
                ? tape.Copy<float>(Array.ConvertAll(drawn, value => (float)value), output.Dimensions)
                : tape.Copy<double>(drawn, output.Dimensions);
            Tensor mean = tape.Apply(Mean.Instance, tape.Apply(Multiplication.Instance, output, factors));
            return tape.Apply(new ScaleAndShift(output.Count), mean);
        }).Aggregate((sum, each) => tape.Apply(Addition.Instance, sum, each));
}
