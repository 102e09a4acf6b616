namespace Seedbed.Layers.Arguments;

/// <summary>
/// Checks the arguments that a layer was given in C#, as those of a file are checked when they are read. Layers inside are checked when
/// they are built.
/// </summary>
/// <param name="place">How messages name the layer.</param>
internal sealed class ArgumentCheck(string place) : ArgumentList
{
    internal override void Add<T>(string key, ref T value, ArgumentKind<T> kind)
    {
        if (!kind.Accepts(value))
        {
            throw new FormatException($"{place}: {key} is {kind.Text(value)}; it must be {kind.Accepted}.");
        }
    }
}

/// <summary>Goes through the initializers that a layer takes.</summary>
/// <param name="visit">Gets Keras's key, and what the layer was given.</param>
internal sealed class InitializerVisitor(Action<string, InitializerArgument?> visit) : ArgumentList
{
    internal override void Add<T>(string key, ref T value, ArgumentKind<T> kind)
    {
    }

    internal override void Initializer(string key, ref InitializerArgument? value, string defaultName) => visit(key, value);
}
