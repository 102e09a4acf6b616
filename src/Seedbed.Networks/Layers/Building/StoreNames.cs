using System.Text;

namespace Seedbed.Layers.Building;

/// <summary>
/// The names of layers in a list, as Keras's weight files number them: the class in snake_case, with a number from the second of its class
/// on.
/// </summary>
/// <remarks>Source: <c>keras.saving.saving_lib</c> and <c>keras.utils.naming.to_snake_case</c>.</remarks>
internal sealed class StoreNames
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The name of the next layer of a class: <c>conv2d</c>, then <c>conv2d_1</c>.</summary>
    internal string Next(string className)
    {
        string name = SnakeCase(className);
        int count = _counts[name] = _counts.TryGetValue(name, out int before) ? before + 1 : 0;
        return count == 0 ? name : $"{name}_{count}";
    }

    /// <summary>PReLU becomes p_re_lu, Conv2DTranspose conv2d_transpose, RMSNormalization rms_normalization.</summary>
    internal static string SnakeCase(string className)
    {
        string letters = string.Concat(className.Where(letter => char.IsLetterOrDigit(letter) || letter == '_'));
        StringBuilder name = new();
        for (int i = 0; i < letters.Length; i++)
        {
            bool startsWord = i > 0 && char.IsAsciiLetterUpper(letters[i])
                && (char.IsAsciiLetterLower(letters[i - 1]) || (i + 1 < letters.Length && char.IsAsciiLetterLower(letters[i + 1])));
            name.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(letters[i]));
        }

        return name.ToString();
    }
}
