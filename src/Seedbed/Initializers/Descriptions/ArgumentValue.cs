using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Seedbed.Random;

namespace Seedbed.Initializers;

/// <summary>
/// A value in a configuration: null, an integer, a number, a text, a truth value, an array of numbers or a seed generator.
/// </summary>
public abstract record ArgumentValue
{
    private protected ArgumentValue()
    {
    }

    /// <summary>Null, None.</summary>
    public static ArgumentValue Null { get; } = new NullValue();

    /// <summary>How an error names the value.</summary>
    public abstract string Describe();

    /// <summary>How a call writes the value.</summary>
    internal virtual string CallText => Describe();

    /// <summary>An integer.</summary>
    /// <param name="value">The integer.</param>
    public static implicit operator ArgumentValue(long value) => new IntegerValue(value);

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator ArgumentValue(double value) => new NumberValue(value);

    /// <summary>A text, or null.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator ArgumentValue(string? value) => value is null ? Null : new TextValue(value);

    /// <summary>True or false.</summary>
    /// <param name="value">The truth value.</param>
    public static implicit operator ArgumentValue(bool value) => new FlagValue(value);
}

/// <summary>Null, None.</summary>
public sealed record NullValue : ArgumentValue
{
    /// <inheritdoc/>
    public override string Describe() => "null";
}

/// <summary>An integer.</summary>
/// <param name="Value">The integer.</param>
public sealed record IntegerValue(long Value) : ArgumentValue
{
    /// <inheritdoc/>
    public override string Describe() => $"{Value}";
}

/// <summary>A floating-point number.</summary>
/// <param name="Value">The number; NaN and infinities included.</param>
public sealed record NumberValue(double Value) : ArgumentValue
{
    /// <inheritdoc/>
    public override string Describe() => $"{Value}";
}

/// <summary>A text.</summary>
/// <param name="Value">The text.</param>
public sealed record TextValue(string Value) : ArgumentValue
{
    /// <inheritdoc/>
    public override string Describe() => $"'{Value.Excerpt()}'";
}

/// <summary>True or false.</summary>
/// <param name="Value">The truth value.</param>
public sealed record FlagValue(bool Value) : ArgumentValue
{
    /// <inheritdoc/>
    public override string Describe() => Value ? "true" : "false";
}

/// <summary>An array of numbers of any rank from 1 on. Equal by content.</summary>
/// <param name="Shape">The array's shape.</param>
/// <param name="Values">Row-major.</param>
public sealed record ArrayValue(Shape Shape, ImmutableArray<double> Values) : ArgumentValue
{
    /// <inheritdoc/>
    public override string Describe() => $"an array of shape {Shape}";

    /// <inheritdoc/>
    internal override string CallText => Shape.Rank == 1 ? $"[{string.Join(", ", Values.Select(item => $"{item}"))}]" : Describe();

    /// <inheritdoc/>
    public bool Equals(ArrayValue? other) =>
        other is not null
            && Shape == other.Shape
            && MemoryMarshal.AsBytes(Values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.Values.AsSpan()));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shape, Values.Length);
}

/// <summary>A seed generator in its own right.</summary>
/// <param name="Generator">The generator.</param>
public sealed record GeneratorValue(SeedGenerator Generator) : ArgumentValue
{
    /// <inheritdoc/>
    public override string Describe() => $"a seed generator of seed {Generator.Seed}";
}

/// <summary>A key of the stream in place of a seed. No configuration can hold it.</summary>
/// <param name="Key">The key.</param>
public sealed record KeyValue(RandomKey Key) : ArgumentValue
{
    /// <inheritdoc/>
    public override string Describe() => $"key {Key}";
}

/// <summary>One named argument, as a configuration holds it.</summary>
/// <param name="Name">Keras's name of the argument, <c>scale</c>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Argument(string Name, ArgumentValue Value);

/// <summary>An object of another kind than is read here, such as a learning-rate schedule.</summary>
/// <param name="ClassName">Its class, or "none".</param>
/// <param name="Json">Its configuration.</param>
public sealed record ObjectValue(string ClassName, string Json) : ArgumentValue
{
    /// <inheritdoc/>
    public override string Describe() => $"an object of class '{ClassName.Excerpt()}'";

    /// <inheritdoc/>
    internal override string CallText => Json;
}
