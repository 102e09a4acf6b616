using System.Text.Json;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using Seedbed.Tests.Checkpoints;
using Seedbed.Tests.Checkpoints.Reading;
using Seedbed.Tests.Cli;
using Xunit;

namespace Seedbed.Tests.Networks.Computing;

/// <summary>A transformer encoder for text and a U-Net, from Keras's JSON to trained weights.</summary>
public sealed class ArchitectureTests
{
    private const int Words = 12;
    private const int Side = 16;

    [Fact]
    public void A_transformer_encoder_learns_which_word_stands_in_a_padded_text()
    {
        using TemporaryFolder folder = new();
        (float[] tokens, float[] labels) = Texts(160);
        Write(folder.At("d.npz"), (tokens, [160, 2 * Words]), (labels, [160]));

        JsonElement run = Train("transformer_encoder", folder.At("d.npz"), "adam(learning_rate=0.01)", "sparse_categorical_crossentropy", "12");

        double[] losses = Losses(run);
        Assert.True(losses[^1] < losses[0] / 4, string.Join(" ", losses.Select(loss => $"{loss}")));
        Assert.True(run.GetProperty("evaluate").EnumerateArray().ElementAt(1).GetDouble() > 0.95);
    }

    [Fact]
    public void A_unet_learns_to_mark_squares_in_the_tool()
    {
        using TemporaryFolder folder = new();
        (float[] images, float[] masks) = Squares(48);
        Write(folder.At("d.npz"), (images, [48, Side, Side, 1]), (masks, [48, Side, Side, 1]));

        JsonElement run = Train(
            "unet", folder.At("d.npz"), "adam(learning_rate=0.02)", "binary_crossentropy", "8", "-o", folder.At("trained.keras"));

        double[] losses = Losses(run);
        Assert.True(losses[^1] < losses[0] / 2, string.Join(" ", losses.Select(loss => $"{loss}")));
        Assert.True(run.GetProperty("evaluate").EnumerateArray().ElementAt(1).GetDouble() > 0.9);
        Assert.True(File.Exists(folder.At("trained.keras")));
    }

    private static JsonElement Train(string name, string data, string optimizer, string loss, string epochs, params string[] others) =>
        ToolRun.InProcess(
            ["train", Repository.At("tests", "Seedbed.Tests", "Cases", name + ".json"), "--data", data, "--optimizer", optimizer, "--loss", loss,
             "--metrics", "accuracy", "--epochs", epochs, "--batch-size", "16", "--seed", "1", "--json", .. others]).IsDone().Json();

    private static double[] Losses(JsonElement run) => [.. run.GetProperty("history").GetProperty("loss").EnumerateArray().Select(loss => loss.GetDouble())];

    private static void Write(string path, (float[] Values, long[] Shape) x, (float[] Values, long[] Shape) y) =>
        CheckpointFiles.Write(path, Plans.Of(
            new TensorTemplate("x", Shape.Create(x.Shape), DType.Float32, Initializer.FromValues<float>(x.Values, Shape.Create(x.Shape))),
            new TensorTemplate("y", Shape.Create(y.Shape), DType.Float32, Initializer.FromValues<float>(y.Values, Shape.Create(y.Shape)))));

    /// <summary>Texts of 3 to 12 words, padded with 0, and their places, from 1 on; the label is whether word 7 is one of them.</summary>
    private static (float[] Tokens, float[] Labels) Texts(int count)
    {
        float[] tokens = new float[count * 2 * Words], labels = new float[count];
        for (int text = 0; text < count; text++)
        {
            int length = 3 + (text * 7 % 10);
            for (int place = 0; place < length; place++)
            {
                tokens[(text * 2 * Words) + place] = 8 + (((text * 31) + (place * 17) + (text * place)) % 20);
                tokens[(text * 2 * Words) + Words + place] = place + 1;
            }

            labels[text] = text % 2;
            tokens[(text * 2 * Words) + (text * 5 % length)] = text % 2 == 0 ? tokens[text * 2 * Words] : 7;
        }

        return (tokens, labels);
    }

    /// <summary>A bright square on a noisy ground, and where it is.</summary>
    private static (float[] Images, float[] Masks) Squares(int count)
    {
        float[] images = new float[count * Side * Side], masks = new float[images.Length];
        for (int i = 0; i < images.Length; i++)
        {
            (int image, int row, int column) = (i / Side / Side, i / Side % Side, i % Side);
            (int top, int left) = (image * 3 % 9, image * 5 % 8);
            masks[i] = row >= top && row < top + 6 && column >= left && column < left + 7 ? 1 : 0;
            images[i] = (float)((0.3 * Math.Sin(i * 1.37)) + masks[i]);
        }

        return (images, masks);
    }
}
