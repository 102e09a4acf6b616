using System.Text;

namespace Seedbed.Layers;

/// <summary>Names that users give to layers and models.</summary>
internal static class LayerName
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A name that a user gave, which files and keys hold in UTF-8.</summary>
    /// <exception cref="ArgumentException">It is no well-formed Unicode, so that another name could become the same bytes.</exception>
    internal static string? Checked(string? name)
    {
        try
        {
            _ = s_strict.GetByteCount(name ?? "");
            return name;
        }
        catch (EncoderFallbackException fault)
        {
            throw new ArgumentException(
                $"the name '{name.Excerpt()}' holds half of a surrogate pair at index {fault.Index}; a name must be well-formed "
                + "Unicode.", fault);
        }
    }
}
