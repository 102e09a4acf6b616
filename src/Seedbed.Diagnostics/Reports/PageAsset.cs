using System.Text;

namespace Seedbed.Diagnostics.Reports;

/// <summary>The files of the folder Page, which are parts of this assembly.</summary>
internal static class PageAsset
{
    internal static string Text(string name)
    {
        using Stream stream = typeof(PageAsset).Assembly.GetManifestResourceStream($"Page/{name}")
            ?? throw new InvalidOperationException($"{name} is no part of the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
