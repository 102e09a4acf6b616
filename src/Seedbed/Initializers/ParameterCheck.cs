namespace Seedbed.Initializers;

/// <summary>Checks of numeric parameters at the door.</summary>
internal static class ParameterCheck
{
    internal static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite.");

    internal static void FiniteIn(ElementType elementType, double value, string name)
    {
        if (!double.IsFinite(elementType.Round(value)))
        {
            throw new ArgumentException($"{name} is {value}, which is not finite in {elementType.Name()}.", name);
        }
    }

    internal static TEnum Defined<TEnum>(TEnum value, string name)
        where TEnum : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                name, $"{name} is {value}; it must be one of {string.Join(", ", Enum.GetNames<TEnum>())}.");

    internal static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite and greater than 0.");

    internal static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite and at least 0.");

    /// <summary>0 &lt; least ≤ greatest.</summary>
    internal static (double Least, double Greatest) PositiveRange(double least, double greatest, string leastName, string greatestName) =>
        Positive(least, leastName) <= Positive(greatest, greatestName)
            ? (least, greatest)
            : throw new ArgumentOutOfRangeException(
                greatestName, $"{leastName} is {least} and {greatestName} is {greatest}; {leastName} must not be greater.");
}
