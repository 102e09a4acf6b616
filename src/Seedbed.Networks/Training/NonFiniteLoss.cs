using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seedbed.Messages;
using Seedbed.Autodiff;
using Seedbed.Networks.Data;
using Seedbed.Networks.Models;
using Seedbed.Networks.Training.Optimizers;
using Seedbed.Serialization;

namespace Seedbed.Networks.Training;

/// <summary>
/// Where a loss that is no number comes from: the model is cut behind each of its layers in turn, until an output is not finite.
/// </summary>
/// <param name="network">The model, with the weights that the loss was computed with.</param>
/// <param name="config">What it was made of.</param>
/// <param name="optimizer">For the advice.</param>
/// <param name="data">The samples.</param>
internal sealed class NonFiniteLoss(Network network, ModelConfig config, Optimizer optimizer, DataSet data)
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
        foreach (LayerRow row in LayerTable.Of(network))
        {
            if (!IsFiniteBehind(row.Name, numbers))
            {
                return $"'{row.Name.Excerpt()}' ({row.ClassName})";
            }
        }

        return null;
    }

    private bool IsFiniteBehind(string layer, ReadOnlySpan<int> numbers)
    {
        var cut = Network.Read(Encoding.UTF8.GetBytes(CutBehind(layer).ToJsonString()), config.Options);
        Dictionary<string, Parameter> own = network.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in cut.Parameters)
        {
            new Weight(own[parameter.Name]).Bytes.CopyTo(new Weight(parameter).Bytes);
        }

        Tape tape = new(cut.Type) { IsRecording = false };
        Tensor[] outputs = cut.Forward(tape, new BatchFeed(network, data.Inputs).Inputs(tape, numbers), training: true);
        return outputs.All(TensorValues.AreFinite);
    }

    /// <summary>
    /// The configuration of the model up to a layer: with fewer layers where they stand in a row, else with other outputs.
    /// </summary>
    private JsonObject CutBehind(string layer)
    {
        using JsonDocument document = KerasJson.Parse(config.Json);
        JsonObject model = JsonObject.Create(document.RootElement.Clone())!;
        JsonNode own = model["config"]!;
        if (network.Scope.ClassName != "Sequential")
        {
            own["output_layers"] = new JsonArray(new JsonArray(layer, 0, 0));
            return model;
        }

        JsonArray layers = own["layers"]!.AsArray();
        while (NameOf(layers[^1]!) != layer)
        {
            layers.RemoveAt(layers.Count - 1);
        }

        return model;
    }

    private static string? NameOf(JsonNode layer) => (string?)layer["config"]?["name"];
}
