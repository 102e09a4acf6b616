using System.Collections.Immutable;
using System.Security.Cryptography;
using Seedbed.Checkpoints.Planning;
using Seedbed.Checkpoints.Templates;
using Seedbed.Random;

namespace Seedbed.Checkpoints;

/// <summary>
/// A template with every seed settled and every scheme checked against its shape: what is left is to write it. Tensor by tensor the values
/// depend on the plan's seed and the tensor's own name and configuration alone.
/// </summary>
public sealed class InitializationPlan
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _settings;
    private readonly IReadOnlyList<KeyValuePair<string, string>>? _origin;

    private InitializationPlan(
        ModelTemplate template, PlanOptions options, long seed, ImmutableArray<PlannedTensor> tensors, ImmutableArray<string> warnings)
    {
        _settings = [.. SettingsOf(template, options)];
        _origin = template.Origin;
        TemplateName = template.Name;
        Documents = template.Documents;
        Layers = template.Layers;
        GlobalSeed = template.GlobalSeed;
        Stream = options.Stream;
        Seed = seed;
        Tensors = tensors;
        Warnings = warnings;
    }

    private InitializationPlan(
        InitializationPlan plan, ImmutableArray<PlannedTensor> tensors, IEnumerable<KeyValuePair<string, string>> settings)
    {
        _settings = [.. plan._settings, .. settings];
        _origin = plan._origin;
        (TemplateName, Documents, Layers) = (plan.TemplateName, plan.Documents, plan.Layers);
        (GlobalSeed, Stream, Seed, Warnings) = (plan.GlobalSeed, plan.Stream, plan.Seed, plan.Warnings);
        Tensors = tensors;
    }

    /// <summary>The model's name.</summary>
    public string TemplateName { get; }

    /// <inheritdoc cref="ModelTemplate.Documents"/>
    public ImmutableArray<KeyValuePair<string, ReadOnlyMemory<byte>>> Documents { get; }

    /// <inheritdoc cref="ModelTemplate.Layers"/>
    public ImmutableArray<TemplateLayer> Layers { get; }

    /// <summary>The model's seed, given or drawn; the global one where the template has it.</summary>
    public long Seed { get; }

    /// <inheritdoc cref="ModelTemplate.GlobalSeed"/>
    public long? GlobalSeed { get; }

    /// <summary>The framework whose numbers are drawn.</summary>
    public RandomStream Stream { get; }

    /// <summary>The tensors in the template's order.</summary>
    public ImmutableArray<PlannedTensor> Tensors { get; }

    /// <summary>One sentence for each group of tensors that are drawn alike because their configurations hold the same seed.</summary>
    public ImmutableArray<string> Warnings { get; }

    /// <summary>The bytes of all tensors.</summary>
    /// <exception cref="OverflowException">There are more than 2⁶³ − 1.</exception>
    public long ByteCount => Tensors.Aggregate(0L, (sum, tensor) => checked(sum + tensor.ByteCount));

    /// <summary>
    /// What a file that has room for it says about its origin: format, generator, seed, stream, template, whose rules of which version made
    /// the template, and where they were asked for the element type of all tensors and the schemes that replace the template's. All texts.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata =>
        [new("format", "pt"), .. Origin];

    /// <summary>The same without the format, for formats that have no convention of their own.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Origin => _origin ??
    [
        new("generator", $"seedbed {typeof(InitializationPlan).Assembly.GetName().Version?.ToString(3)}"),
        new(GlobalSeed is null ? "seed" : "global_seed", $"{Seed}"),
        new("stream", Stream.Name),
        new("template", TemplateName),
        .. _settings,
    ];

    /// <summary>Settles the seed of every tensor.</summary>
    /// <param name="template">The model.</param>
    /// <param name="options">Seed, stream, type.</param>
    /// <exception cref="ArgumentException">
    /// An initializer cannot fill its tensor, the sentence names the tensor; or a pattern matches no name.
    /// </exception>
    /// <remarks>
    /// An initializer with a seed in its configuration is used as it stands; every other random one gets the key
    /// <see cref="RandomKey.FromName"/> of (seed, the tensor's name). Generators advance in the order of the tensors.
    /// </remarks>
    /// <example>
    /// <code>
    /// ModelTemplate template = new("mlp", [new TensorTemplate("dense/kernel", [784, 128], DType.Float32, new HeNormal())]);
    /// InitializationPlan plan = InitializationPlan.Create(template, new PlanOptions { Seed = 42 });
    /// CheckpointFormat.Safetensors.Write("mlp.safetensors", plan);
    /// </code>
    /// </example>
    public static InitializationPlan Create(ModelTemplate template, PlanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        options ??= new PlanOptions();
        long seed = options.Seed ?? template.GlobalSeed ?? DrawSeed();
        SeedLedger ledger = new(seed, options.Stream);
        var tensors = ImmutableArray.CreateBuilder<PlannedTensor>(template.Tensors.Length);
        foreach (TensorTemplate tensor in Overridden(template, options.Overrides).Tensors)
        {
            PlannedTensor planned = Retype(tensor, options.ElementType);
            planned.Check();
            (Initializers.Initializer initializer, string? source) = ledger.Settle(tensor.Name, tensor.Initializer);
            tensors.Add(planned with { Initializer = initializer, SeedSource = source });
        }

        return new InitializationPlan(template, options, seed, tensors.MoveToImmutable(), [.. ledger.Warnings(template.Framework)]);
    }

    /// <summary>The same plan where some tensors have values of their own instead, such as those that a calibration gave them.</summary>
    /// <param name="values">By the tensor's name, what fills it.</param>
    /// <param name="settings">What <see cref="Metadata"/> tells of it too, ASCII names and texts.</param>
    /// <exception cref="ArgumentException">A tensor cannot be filled so; the sentence names it.</exception>
    public InitializationPlan With(
        IReadOnlyDictionary<string, Initializers.Initializer> values, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        ArgumentNullException.ThrowIfNull(values);
        PlannedTensor[] tensors =
            [.. Tensors.Select(tensor => values.TryGetValue(tensor.Name, out var given) ? tensor with { Initializer = given } : tensor)];
        Array.ForEach(tensors, tensor => tensor.Check());
        return new InitializationPlan(this, [.. tensors], settings);
    }

    private static IEnumerable<KeyValuePair<string, string>> SettingsOf(ModelTemplate template, PlanOptions options)
    {
        if (template.Rules.Length > 0)
        {
            yield return new("rules", template.Rules);
        }

        if (options.ElementType is { } type)
        {
            yield return new("dtype", type.Name());
        }

        if (!options.Overrides.IsEmpty)
        {
            yield return new("initializers", string.Join("; ", options.Overrides.Select(item => $"{item}")));
        }
    }

    /// <summary>A fresh seed, uniform from 0 to 2⁵³ − 1, from the system's entropy: JSON and doubles hold it exactly.</summary>
    public static long DrawSeed() =>
        BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & (Seedbed.Shape.MaxElementCount - 1);

    private static ModelTemplate Overridden(ModelTemplate template, ImmutableArray<InitializerOverride> overrides) =>
        overrides.Aggregate(new InitializationRules(), (rules, each) => rules.For(each.Pattern, each.Initializer)).Apply(template);

    /// <summary>Whether it may get another floating-point type; one that is stored may be of a type that is not drawn.</summary>
    private static bool IsFloat(TensorTemplate tensor) =>
        tensor.Type.ElementType is not null || (tensor.Stored is not null && tensor.Type.Kind == TensorKind.Opaque);

    private static PlannedTensor Retype(TensorTemplate tensor, Seedbed.ElementType? target)
    {
        PlannedTensor planned =
            new(tensor.Name, tensor.Shape, tensor.Type,
                tensor.Initializer) { Trainable = tensor.Trainable, StoredPlaces = tensor.StoredPlaces, Stored = tensor.Stored };
        return target is not { } type || !IsFloat(tensor)
            ? planned
            : planned with { Type = type, DrawnAs = type == Seedbed.ElementType.Float64 ? type : Seedbed.ElementType.Float32 };
    }
}
