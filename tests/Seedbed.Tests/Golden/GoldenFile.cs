using System.IO.Compression;
using System.Text.Json;

namespace Seedbed.Tests.Golden;

/// <summary>The golden values beside this file: NAME.json, or NAME.json.gz where they are long.</summary>
internal static class GoldenFile
{
    /// <summary>Opens a file of golden values by its name without an ending; the caller disposes it.</summary>
    public static JsonDocument Open(string name)
    {
        string path = Repository.At("tests", "Seedbed.Tests", "Golden", name + ".json");
        if (File.Exists(path))
        {
            using FileStream plain = File.OpenRead(path);
            return JsonDocument.Parse(plain);
        }

        using FileStream file = File.OpenRead(path + ".gz");
        using GZipStream text = new(file, CompressionMode.Decompress);
        return JsonDocument.Parse(text);
    }
}
