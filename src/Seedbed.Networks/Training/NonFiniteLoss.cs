using Seedbed.Autodiff;
using Seedbed.Graph;
using Seedbed.Layers.Computing;
using Seedbed.Layers;
using Seedbed.Layers.Building;

namespace Seedbed.Training;

/// <summary>
/// Where a loss that is no number comes from: the model is cut behind each of its layers in turn, until an output is not finite.
/// </summary>
/// <param name="network">The model, with the weights that the loss was computed with.</param>
/// <param name="build">Builds the model that is cut.</param>
/// <param name="optimizer">For the advice.</param>
/// <param name="data">The samples.</param>
internal sealed class NonFiniteLoss(Network network, Func<ModelGraph, Network> build, Optimizer optimizer, DataSet data)
{
    /// <summary>The exception that ends the training.</summary>
    internal NotFiniteNumberException Fault(double loss, int epoch, int batch, ReadOnlySpan<int> numbers)
    {
        string where = FirstLayer(numbers) is { } layer
            ? $"the first layer whose output is not finite is {layer}"
            : "the outputs of all layers are finite, so it is the loss itself that overflows";
        return new NotFiniteNumberException(
            $"the loss is {loss} in epoch {epoch}, batch {batch}: {where}; try a learning rate below {optimizer.LearningRate}, clipnorm, a "
            + "smaller scale of initialization, or scaled inputs. The weights are as they were before this batch.", loss);
    }

    private string? FirstLayer(ReadOnlySpan<int> numbers)
    {
        foreach (BuiltLayer layer in network.Model.Root.List)
        {
            if (!IsFiniteBehind(layer.Name, numbers))
            {
                return $"'{layer.Name.Excerpt()}' ({layer.Layer.ClassName})";
            }
        }

        return null;
    }

    private bool IsFiniteBehind(string layer, ReadOnlySpan<int> numbers)
    {
        Network cut = build(network.Model.Graph.CutBehind(layer));
        Dictionary<string, Parameter> own = network.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in cut.Parameters)
        {
            new Weight(own[parameter.Name]).Bytes.CopyTo(new Weight(parameter).Bytes);
        }

        Tape tape = new(cut.Type) { IsRecording = false };
        Tensor[] outputs = cut.Forward(tape, new BatchFeed(network, data.Inputs).Inputs(tape, numbers), training: true);
        return outputs.All(TensorValues.AreFinite);
    }
}
