using System.Text.Json;

namespace Seedbed.Tests.Networks.Training;

/// <summary>Runs that Keras did: models, weights before them, data, and what <c>fit</c> and <c>evaluate</c> told.</summary>
internal static class TrainingFiles
{
    internal static string PathOf(string name) => Repository.At("tests", "Seedbed.Tests", "Golden", "training", name);

    internal static JsonElement Curve(string run)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(PathOf(run + ".curve.json")));
        return document.RootElement.Clone();
    }
}
