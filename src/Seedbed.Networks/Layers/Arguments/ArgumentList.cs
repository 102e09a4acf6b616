namespace Seedbed.Layers.Arguments;

/// <summary>
/// A layer's arguments, each with Keras's key, gone through to read them from a configuration, to write them into one, or to check them.
/// What a layer holds before it is read are the defaults.
/// </summary>
internal abstract class ArgumentList
{
    /// <summary>An argument.</summary>
    /// <param name="key">Keras's key.</param>
    /// <param name="value">Its value, the default until another is read.</param>
    /// <param name="kind">What it may be.</param>
    internal abstract void Add<T>(string key, ref T value, ArgumentKind<T> kind);

    /// <summary>How wide the layer's output is: its units or filters.</summary>
    internal virtual void Width(string key, ref long value) => Add(key, ref value, Kinds.Size);

    /// <summary>How wide the layer is inside, as the heads of attention are, whose output is as wide as its input.</summary>
    internal virtual void InnerWidth(string key, ref long value) => Add(key, ref value, Kinds.Size);

    /// <summary>The same where it may be null.</summary>
    internal virtual void InnerWidth(string key, ref long? value) => Add(key, ref value, Kinds.SizeOrNull);

    /// <summary>An argument of files that layers in C# do not have: it is read, and never written.</summary>
    internal virtual void Accept<T>(string key, ref T value, ArgumentKind<T> kind) => Add(key, ref value, kind);

    /// <summary>An axis, negative ones from the end; files may have it as a list of one.</summary>
    internal void Axis(string key, ref int axis)
    {
        IReadOnlyList<int> axes = [axis];
        Add(key, ref axes, Kinds.Axes);
        Restrict(key, axes, Kinds.Axes, list => list.Count == 1, "one axis");
        axis = axes[0];
    }

    /// <summary>What Keras writes and nothing reads as an argument.</summary>
    internal virtual void Write<T>(string key, T value, ArgumentKind<T> kind)
    {
    }

    /// <summary>A range of an argument that follows from others.</summary>
    internal void Restrict<T>(string key, T value, ArgumentKind<T> kind, Func<T, bool> accepts, string accepted) =>
        Accept(key, ref value, kind with { Accepts = accepts, Accepted = accepted });

    /// <summary>An argument of files that must be absent, null or false.</summary>
    internal virtual void Forbid(string key, string accepted)
    {
    }

    /// <summary>A flag of files that must be absent or false for the layer to be computed, and changes nothing of its weights.</summary>
    internal virtual void ForbidComputing(string key, string accepted)
    {
    }

    /// <summary>Low-rank adapters add weights to a layer that was trained before; there is nothing to initialize.</summary>
    internal void ForbidAdapters() =>
        Forbid("lora_rank", "absent or null; adapters belong to a trained model, so write the model before enable_lora");

    /// <summary>An initializer.</summary>
    /// <param name="key">Keras's key.</param>
    /// <param name="value">The initializer; null for the default.</param>
    /// <param name="defaultName">The name of Keras's default.</param>
    internal virtual void Initializer(string key, ref InitializerArgument? value, string defaultName) =>
        value ??= InitializerArgument.Named(defaultName);

    /// <summary>An initializer that a text tells, for a weight of a name.</summary>
    internal virtual InitializerArgument InitializerOfText(string name, string text) => InitializerArgument.Named(text);

    /// <summary>A transform's kernel whose arguments are keys of the layer's own, of the same names.</summary>
    internal virtual InitializerArgument InitializerOfKeys(string className, string side, params string[] keys) =>
        InitializerArgument.Named($"{className}(side={side})");

    /// <summary>An activation's name; what is none is refused when the layer is computed.</summary>
    internal virtual void Activation(string key, ref string value) => Add(key, ref value, Kinds.Text);

    /// <summary>A layer inside.</summary>
    /// <param name="key">Keras's key.</param>
    /// <param name="value">The layer.</param>
    /// <param name="rename">Gives the name that it has here from its own.</param>
    internal virtual void Layer(string key, ref Layer value, Func<string, string>? rename = null)
    {
    }

    /// <summary>A layer inside, or none.</summary>
    internal virtual void LayerOrNull(string key, ref Layer? value)
    {
    }

    /// <summary>A list of layers inside.</summary>
    internal virtual void Layers(string key, ref IReadOnlyList<Layer> value)
    {
    }
}
