namespace Seedbed;

/// <summary>Numbers that must lie in a range.</summary>
internal static class ArgumentNumbers
{
    /// <summary>A finite number of at least the least one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    internal static double AtLeast(double value, double least, string name) =>
        double.IsFinite(value) && value >= least
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite and at least {least}.");

    /// <summary>A number in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    internal static double Fraction(double value, string name) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be at least 0 and less than 1.");

    /// <summary>A number in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    internal static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be from 0 to 1.");

    /// <summary>A finite number greater than 0, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    internal static double? PositiveOrNull(double? value, string name) =>
        value is null || (double.IsFinite(value.Value) && value > 0)
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite and greater than 0, or null.");
}
