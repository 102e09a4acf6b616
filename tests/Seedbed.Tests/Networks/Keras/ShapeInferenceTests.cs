using System.Text.Json.Nodes;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Templates;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>Models that do not tell their layers' shapes give the same weights as those that do.</summary>
public sealed class ShapeInferenceTests
{
    public static TheoryData<string> Models =>
        ["a_mlp_mnist", "b_cnn_mnist", "c_mlp_mixed", "d_lstm", "e_attention", "f_zoo", "g_misc", "h_unseeded", "h_unseeded_lstm",
            "app_ResNet50", "keras-3.3.3/e_attention"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Without_build_config_shapes_follow_from_the_input_layers(string name) =>
        Same(ModelFiles.Read(name), KerasModelReader.Read(StrippedModels.Read(name).ToJsonString()));

    [Theory]
    [MemberData(nameof(Models))]
    public void Without_any_shape_they_follow_from_those_that_are_given(string name)
    {
        JsonNode model = StrippedModels.Read(name);
        IReadOnlyList<IReadOnlyList<long?>> inputs = StrippedModels.TakeInputs(model);

        Same(ModelFiles.Read(name), KerasModelReader.Read(model.ToJsonString(), new KerasModelOptions { InputShapes = inputs }));
    }

    private static void Same(ModelTemplate expected, ModelTemplate actual) => Assert.Equal(
        expected.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape} {tensor.Type}"), actual.Tensors.Select(
            tensor => $"{tensor.Name} {tensor.Shape} {tensor.Type}"));
}
