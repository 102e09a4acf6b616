using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Checkpoints.Templates;

namespace Seedbed.Layers;

/// <summary>A weight of a network: what the model's configuration says of it, and its value.</summary>
internal sealed class Parameter
{
    /// <summary>A weight whose elements are 0.</summary>
    /// <param name="template">Its name, shape and initializer.</param>
    /// <param name="type">The network's element type; counters, whose template is of a type of integers, have it too.</param>
    internal Parameter(TensorTemplate template, ElementType type)
    {
        Template = template;
        Value = Tensor.Zeros(type, SizesOf(template));
        Value.NeedsGradient = template.Trainable;
    }

    internal TensorTemplate Template { get; }

    /// <summary>The full name: <c>lstm/lstm_cell/kernel</c>.</summary>
    internal string Name => Template.Name;

    /// <summary>Whether training changes it.</summary>
    internal bool Trainable => Template.Trainable;

    internal Tensor Value { get; }

    /// <summary>
    /// dL/d(value), between <see cref="Tape.Backward"/> and <see cref="Tape.Reset"/>; null where the loss does not depend on it.
    /// </summary>
    internal Tensor? Gradient => Value.Gradient;

    private static int[] SizesOf(TensorTemplate template) =>
        template.Shape.ElementCount <= Array.MaxLength && template.Shape.Dimensions.ToArray().All(size => size <= Array.MaxLength)
            ? [.. template.Shape.Dimensions.ToArray().Select(size => (int)size)]
            : throw new FormatException(
                $"tensor '{template.Name.Excerpt()}' has the shape {template.Shape}; weights of at most {Array.MaxLength} elements each "
                + "are computed with.");

    public override string ToString() => $"{Name} {Template.Shape}";
}
