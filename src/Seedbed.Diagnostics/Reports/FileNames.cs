namespace Seedbed.Diagnostics.Reports;

/// <summary>Names of files made of titles: letters and digits of ASCII, joined by hyphens.</summary>
internal static class FileNames
{
    private const int Longest = 60;

    internal static string Of(string title)
    {
        string letters = string.Concat(title.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        string name = string.Join('-', letters.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? "figure" : name[..Math.Min(name.Length, Longest)].TrimEnd('-');
    }
}
