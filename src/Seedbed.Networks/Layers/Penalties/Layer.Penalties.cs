using System.Text.Json;
using Seedbed.Layers.Arguments;
using Seedbed.Serialization;

namespace Seedbed.Layers;

/// <content>What a training adds to the loss for the layer, and brings its weights back to.</content>
public abstract partial class Layer
{
    private const string RegularizerEnding = "_regularizer";
    private const string ConstraintEnding = "_constraint";

    private readonly Dictionary<string, Regularizer> _regularizers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Constraint> _constraints = new(StringComparer.Ordinal);

    /// <summary>
    /// What is added to the loss, by Keras's argument without <c>_regularizer</c>: <c>kernel</c>, <c>bias</c>, <c>recurrent</c>,
    /// <c>embeddings</c>, <c>gamma</c>, …, and <c>activity</c> for what the layer gives, divided by the batch.
    /// </summary>
    public IReadOnlyDictionary<string, Regularizer> Regularizers
    {
        get => _regularizers;
        init => Copy(value, _regularizers);
    }

    /// <summary>What weights are brought back to after each step, by Keras's argument without <c>_constraint</c>.</summary>
    public IReadOnlyDictionary<string, Constraint> Constraints
    {
        get => _constraints;
        init => Copy(value, _constraints);
    }

    /// <summary>Keras's <c>kernel_regularizer</c>.</summary>
    public Regularizer? KernelRegularizer
    {
        get => _regularizers.GetValueOrDefault("kernel");
        init => Set(_regularizers, "kernel", value);
    }

    /// <summary>Keras's <c>bias_regularizer</c>.</summary>
    public Regularizer? BiasRegularizer
    {
        get => _regularizers.GetValueOrDefault("bias");
        init => Set(_regularizers, "bias", value);
    }

    /// <summary>Keras's <c>activity_regularizer</c>, of what the layer gives, divided by the batch.</summary>
    public Regularizer? ActivityRegularizer
    {
        get => _regularizers.GetValueOrDefault("activity");
        init => Set(_regularizers, "activity", value);
    }

    /// <summary>Keras's <c>kernel_constraint</c>.</summary>
    public Constraint? KernelConstraint
    {
        get => _constraints.GetValueOrDefault("kernel");
        init => Set(_constraints, "kernel", value);
    }

    /// <summary>Keras's <c>bias_constraint</c>.</summary>
    public Constraint? BiasConstraint
    {
        get => _constraints.GetValueOrDefault("bias");
        init => Set(_constraints, "bias", value);
    }

    /// <summary>The regularizers of the layer in C#, or of its configuration, by Keras's argument without its ending.</summary>
    /// <exception cref="FormatException">One of the configuration is not known; the sentence names the layer.</exception>
    internal IEnumerable<KeyValuePair<string, Regularizer>> AllRegularizers =>
        Origin is { } origin ? Read(origin.Config, RegularizerEnding, KnownRegularizers.All) : _regularizers;

    /// <summary>The constraints of the layer in C#, or of its configuration, by Keras's argument without its ending.</summary>
    /// <exception cref="FormatException">One of the configuration is not known; the sentence names the layer.</exception>
    internal IEnumerable<KeyValuePair<string, Constraint>> AllConstraints =>
        Origin is { } origin ? Read(origin.Config, ConstraintEnding, KnownConstraints.All) : _constraints;

    /// <summary>Whether it has a regularizer of what it gives, be that known or not.</summary>
    internal bool HasActivityRegularizer =>
        Origin is { } origin ? origin.Config.Find("activity" + RegularizerEnding) is not null : ActivityRegularizer is not null;

    /// <summary>Keras's arguments with their values in JSON, as far as there are any; of layers in C# alone.</summary>
    internal IEnumerable<KeyValuePair<string, string>> PenaltyArguments =>
    [
        .. _regularizers.Select(pair => KeyValuePair.Create(pair.Key + RegularizerEnding, pair.Value.Serialize())),
        .. _constraints.Select(pair => KeyValuePair.Create(pair.Key + ConstraintEnding, pair.Value.Serialize())),
    ];

    private static IEnumerable<KeyValuePair<string, T>> Read<T>(LayerConfig config, string ending, Registry<T> known)
        where T : class
    {
        foreach (string key in config.Keys.Where(key => key.EndsWith(ending, StringComparison.Ordinal)))
        {
            if (config.Find(key) is { } value)
            {
                yield return KeyValuePair.Create(key[..^ending.Length], Read(config, key, value, known));
            }
        }
    }

    private static T Read<T>(LayerConfig config, string key, JsonElement value, Registry<T> known)
        where T : class
    {
        try
        {
            return known.Deserialize(value)!;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new FormatException($"{config.Place}: {key.Excerpt()}: {fault.Sentence()}", fault);
        }
    }

    private static void Copy<T>(IReadOnlyDictionary<string, T> values, Dictionary<string, T> own)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach ((string key, T value) in values)
        {
            own[key] = value;
        }
    }

    private static void Set<T>(Dictionary<string, T> own, string key, T? value)
        where T : class
    {
        if (value is not null)
        {
            own[key] = value;
        }
    }
}
