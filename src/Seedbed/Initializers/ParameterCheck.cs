namespace Seedbed.Initializers;

/// <summary>Checks of numeric parameters at the door.</summary>
internal static class ParameterCheck
{
    internal static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite.");

    internal static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite and greater than 0.");

    internal static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} is {value}; it must be finite and at least 0.");
}
