using System.Globalization;
using System.Text.Json;

namespace Seedbed.Tests.Initializers.Stft;

/// <summary>Reads the golden files of windows and short-time Fourier kernels: real answers of SciPy and of Keras on NumPy.</summary>
internal static class StftGolden
{
    internal static JsonElement[] Entries(string file, string list)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(), file)));
        return [.. document.RootElement.GetProperty(list).EnumerateArray().Select(entry => entry.Clone())];
    }

    internal static double[] Doubles(string bits) =>
        [.. bits.Chunk(16).Select(hex => BitConverter.UInt64BitsToDouble(ulong.Parse(hex, NumberStyles.HexNumber)))];

    internal static float[] Floats(string bits) =>
        [.. bits.Chunk(8).Select(hex => BitConverter.UInt32BitsToSingle(uint.Parse(hex, NumberStyles.HexNumber)))];

    private static string Folder()
    {
        string relative = Path.Combine("tests", "Seedbed.Tests", "Golden");
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, relative);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} contains {relative}.");
    }
}
