namespace Seedbed.Initializers;

/// <summary>What one part of a model's rule sets.</summary>
public enum RuleQuantity
{
    /// <summary>The standard deviation of the role's weights.</summary>
    StandardDeviation,

    /// <summary>By what the role's usual standard deviation is multiplied.</summary>
    StandardDeviationFactor,

    /// <summary>The bound of a uniform distribution of mean 0.</summary>
    UniformBound,

    /// <summary>The gain of a Xavier or orthogonal scheme.</summary>
    Gain,

    /// <summary>The value that the role's parameters all have.</summary>
    Value,

    /// <summary>By what a branch, a stream or the logits are multiplied in the forward pass, at every step of the training.</summary>
    ForwardFactor,

    /// <summary>By what the optimizer's learning rate is multiplied for the role.</summary>
    LearningRateFactor,

    /// <summary>By what Adam's ε is multiplied for the role.</summary>
    EpsilonFactor,

    /// <summary>By what the weight decay is multiplied for the role.</summary>
    WeightDecayFactor,
}

/// <summary>One line of a rule.</summary>
/// <param name="Role">Whose it is: "branch", "hidden", "head".</param>
/// <param name="Quantity">What is set.</param>
/// <param name="Value">To what.</param>
/// <param name="Formula">How it follows from depth and width.</param>
public sealed record RulePart(string Role, RuleQuantity Quantity, double Value, string Formula)
{
    /// <summary>Whether it changes the training too, so that an initializer alone is not the rule.</summary>
    public bool IsBeyondInitialization => Quantity is RuleQuantity.ForwardFactor or RuleQuantity.LearningRateFactor
        or RuleQuantity.EpsilonFactor or RuleQuantity.WeightDecayFactor;
}

/// <summary>
/// A scheme of a whole model, which needs its depth, its widths or the role of a weight: a line a role, those that change the forward
/// pass or the optimizer among them.
/// </summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Source">Paper and program.</param>
/// <param name="Parts">Its lines.</param>
public sealed record ModelRule(string Name, string Source, IReadOnlyList<RulePart> Parts)
{
    /// <summary>The lines that an initializer cannot carry out: without them the rule's name does not apply.</summary>
    public IEnumerable<RulePart> BeyondInitialization => Parts.Where(part => part.IsBeyondInitialization);

    /// <summary>The value of one line.</summary>
    /// <param name="role">Whose.</param>
    /// <param name="quantity">Which of its quantities.</param>
    /// <exception cref="ArgumentException">The rule has no such line.</exception>
    public double this[string role, RuleQuantity quantity] =>
        Parts.FirstOrDefault(part => part.Role == role && part.Quantity == quantity)?.Value
            ?? throw new ArgumentException(
                $"{Name} sets no {quantity} of '{role.Excerpt()}'; it sets "
                + $"{string.Join(", ", Parts.Select(part => $"{part.Quantity} of {part.Role}"))}.", nameof(role));
}
