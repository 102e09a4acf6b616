using System.Diagnostics.CodeAnalysis;

namespace Seedbed;

/// <summary>What an <see cref="ElementType"/> is called, how large it is, and which type of .NET holds it.</summary>
public static class ElementTypes
{
    /// <summary>The name in Keras and NumPy: "float32", "float64", "float16" or "bfloat16".</summary>
    /// <param name="type">The element type.</param>
    /// <returns>The name, in lower case.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is none of the enumeration's values.</exception>
    public static string Name(this ElementType type) => type switch
    {
        ElementType.Float32 => "float32",
        ElementType.Float64 => "float64",
        ElementType.Float16 => "float16",
        ElementType.BFloat16 => "bfloat16",
        _ => throw Unknown(type),
    };

    /// <summary>The bytes that one element takes in memory and in a file: 2, 4 or 8.</summary>
    /// <param name="type">The element type.</param>
    /// <returns>The size in bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is none of the enumeration's values.</exception>
    public static int SizeInBytes(this ElementType type) => type switch
    {
        ElementType.Float32 => 4,
        ElementType.Float64 => 8,
        ElementType.Float16 => 2,
        ElementType.BFloat16 => 2,
        _ => throw Unknown(type),
    };

    /// <summary>The nearest value of the element type, ties to even; infinite where it is too large.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="value">Any double.</param>
    internal static double Round(this ElementType type, double value) => type switch
    {
        ElementType.Float32 => (float)value,
        ElementType.Float64 => value,
        ElementType.Float16 => (double)(Half)value,
        ElementType.BFloat16 => (double)(BFloat16)value,
        _ => throw Unknown(type),
    };

    /// <summary>The element type that <typeparamref name="T"/> holds.</summary>
    /// <typeparam name="T"><see cref="float"/>, <see cref="double"/>, <see cref="Half"/> or <see cref="BFloat16"/>.</typeparam>
    /// <returns>The element type.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static ElementType Of<T>() => default(T) switch
    {
        float => ElementType.Float32,
        double => ElementType.Float64,
        Half => ElementType.Float16,
        BFloat16 => ElementType.BFloat16,
        _ => throw new NotSupportedException($"The element type is {typeof(T)}; it must be float, double, Half or BFloat16."),
    };

    /// <summary>The element type of that name; the inverse of <see cref="Name"/>.</summary>
    /// <param name="name">"float32", "float64", "float16" or "bfloat16", in lower case as Keras has it.</param>
    /// <returns>The element type.</returns>
    /// <exception cref="FormatException"><paramref name="name"/> is another text.</exception>
    public static ElementType Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (TryParse(name, out ElementType type))
        {
            return type;
        }

        string[] allowed = [.. Enum.GetValues<ElementType>().Select(Name)];
        throw new FormatException(
            $"dtype is '{name.Excerpt()}'; it must be one of {string.Join(", ", allowed)}.{NearWord.Suggestion(name, allowed)}");
    }

    /// <summary>The element type of that name, if there is one.</summary>
    /// <param name="name">A name, in lower case as Keras has it.</param>
    /// <param name="type">The element type, or <see cref="ElementType.Float32"/> where there is none of that name.</param>
    /// <returns>Whether there is an element type of that name.</returns>
    public static bool TryParse([NotNullWhen(true)] string? name, out ElementType type)
    {
        foreach (ElementType candidate in Enum.GetValues<ElementType>())
        {
            if (candidate.Name() == name)
            {
                type = candidate;
                return true;
            }
        }

        type = default;
        return false;
    }

    private static ArgumentOutOfRangeException Unknown(ElementType type)
        => new(nameof(type), type, $"type is {(int)type}; it must be one of the values of ElementType.");
}
