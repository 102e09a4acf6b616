using System.Collections.Immutable;
using Seedbed.Initializers;

namespace Seedbed.Checkpoints;

/// <summary>A tensor with everything that its values follow from: the same bytes whenever and in whatever pieces it is written.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Type">The type of its elements in the file.</param>
/// <param name="Initializer">The scheme, pinned: a random one has a key.</param>
public sealed record PlannedTensor(string Name, Shape Shape, DType Type, Initializer Initializer)
{
    /// <summary>The type its values are drawn in before they are rounded to <see cref="Type"/>; null draws in the type itself.</summary>
    public ElementType? DrawnAs { get; init; }

    /// <summary>Where its values come from: "seed 7", "generator of seed 7", "name", or null where nothing is drawn.</summary>
    public string? SeedSource { get; init; }

    /// <summary>Whether training changes it.</summary>
    public bool Trainable { get; init; } = true;

    /// <inheritdoc cref="TensorTemplate.Stored"/>
    public StoredTensor? Stored { get; init; }

    /// <inheritdoc cref="TensorTemplate.StoredPlaces"/>
    public ImmutableArray<StoredPlace> StoredPlaces { get; init; } = [];

    /// <summary>The bytes of all elements.</summary>
    /// <exception cref="OverflowException">There are more than 2⁶³ − 1.</exception>
    public long ByteCount => checked(Shape.ElementCount * Type.SizeInBytes);

    /// <summary>The type its values are drawn in.</summary>
    internal ElementType DrawType => DrawnAs ?? Type.ElementType ?? ElementType.Float32;

    /// <summary>Throws where the scheme cannot fill this tensor.</summary>
    /// <exception cref="ArgumentException">The sentence names the tensor and says what is accepted.</exception>
    public void Check()
    {
        if (Type.ElementType is null && Initializer is not Zeros)
        {
            throw new ArgumentException(
                $"tensor '{Name.Excerpt()}' has the type {Type} and the initializer {Initializer.ClassName}; only floating-point types are "
                + "drawn, this one takes Zeros.");
        }

        if (Shape.Rank > DType.MaxRank)
        {
            throw new ArgumentException(
                $"tensor '{Name.Excerpt()}' has {Shape.Rank} dimensions; at most {DType.MaxRank} are written and read.");
        }

        try
        {
            Initializer.Check(Shape, DrawType);
        }
        catch (ArgumentException fault)
        {
            throw new ArgumentException($"tensor '{Name.Excerpt()}': {fault.Sentence()}", fault);
        }
    }
}
