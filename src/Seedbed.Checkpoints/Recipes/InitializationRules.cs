using Seedbed.Checkpoints.Planning;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Checkpoints;

/// <summary>
/// Which scheme fills which tensor of a model: a default, and others by the tensor's name or its layer's class. Of several rules that fit a
/// tensor the last one holds; a rule that fits none is an error, since it was written for some.
/// </summary>
/// <param name="separator">What stands between the parts of a name: '/', or '.' as in <c>state_dict</c>.</param>
/// <example>
/// <code>
/// InitializationRules rules = new InitializationRules()
///     .Default(new HeNormal())
///     .ForLayers("Embedding", new RandomNormal(stddev: 0.02))
///     .For("**/bias", new Constant(0.01));
/// </code>
/// </example>
public sealed class InitializationRules(char separator = '/')
{
    private readonly List<Rule> _rules = [];

    /// <summary>Fills every trainable tensor of two dimensions or more that no other rule fits: kernels, not biases and norms.</summary>
    /// <param name="initializer">The scheme.</param>
    public InitializationRules Default(Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        _rules.Insert(0, new Rule("the default", initializer, tensor => tensor.Trainable && tensor.Shape.Rank > 1) { IsDefault = true });
        return this;
    }

    /// <summary>Fills the tensors whose names are of a pattern.</summary>
    /// <param name="pattern">
    /// <c>*</c> stands for any letters within one part of a name, <c>?</c> for one of them, <c>**</c> for any letters at all:
    /// <c>**/bias</c> is every bias, also that of the outermost layer.
    /// </param>
    /// <param name="initializer">The scheme.</param>
    public InitializationRules For(string pattern, Initializer initializer)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        ArgumentNullException.ThrowIfNull(initializer);
        _rules.Add(new Rule(
            $"the pattern '{pattern.Excerpt()}'", initializer, tensor => NamePattern.Matches(pattern, tensor.Name, separator))
        {
            Pattern = pattern,
        });
        return this;
    }

    /// <summary>Fills the trainable tensors of two dimensions or more in the layers of a class.</summary>
    /// <param name="layerClass">The class's name, such as <c>Embedding</c>.</param>
    /// <param name="initializer">The scheme.</param>
    public InitializationRules ForLayers(string layerClass, Initializer initializer)
    {
        ArgumentException.ThrowIfNullOrEmpty(layerClass);
        ArgumentNullException.ThrowIfNull(initializer);
        _rules.Add(new Rule($"the rule for {layerClass.Excerpt()}", initializer,
            tensor => tensor.LayerClass == layerClass && tensor.Trainable && tensor.Shape.Rank > 1)
        {
            LayerClass = layerClass,
        });
        return this;
    }

    /// <summary>The template with these schemes in place of its own.</summary>
    /// <param name="template">The model.</param>
    /// <exception cref="ArgumentException">A rule fits no tensor; the sentence says which, and the nearest name.</exception>
    public ModelTemplate Apply(ModelTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        foreach (Rule rule in _rules.Where(rule => !rule.IsDefault && !template.Tensors.Any(rule.Fits)))
        {
            throw Unmatched(rule, template);
        }

        return template with
        {
            Tensors = [.. template.Tensors.Select(tensor => _rules.LastOrDefault(rule => rule.Fits(tensor)) is { } rule
                ? tensor with { Initializer = rule.Initializer }
                : tensor)],
        };
    }

    private ArgumentException Unmatched(Rule rule, ModelTemplate template)
    {
        if (rule.LayerClass is { } layerClass)
        {
            string[] classes = [.. template.Tensors.Select(tensor => tensor.LayerClass).Where(name => name.Length > 0).Distinct()];
            return new ArgumentException(
                $"{rule.Name} fits no layer with weights.{NearestName.Suggestion(layerClass, classes)} There are "
                + $"{string.Join(", ", classes)}.");
        }

        string suggestion = NearestName.Suggestion(rule.Pattern!, template.Tensors.Select(tensor => tensor.Name));
        string examples = string.Join(", ", template.Tensors.Take(3).Select(tensor => $"'{tensor.Name.Excerpt()}'"));
        return new ArgumentException(
            $"{rule.Name} matches none of the {template.Tensors.Length} tensors.{suggestion} Names are such as {examples}; in a pattern * "
            + $"is any letters but '{separator}', ** any letters.");
    }

    private sealed record Rule(string Name, Initializer Initializer, Func<TensorTemplate, bool> Fits)
    {
        internal bool IsDefault { get; init; }

        internal string? Pattern { get; init; }

        internal string? LayerClass { get; init; }
    }
}
