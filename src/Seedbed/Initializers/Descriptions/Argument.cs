namespace Seedbed.Initializers;

/// <summary>One named argument, as a configuration holds it.</summary>
/// <param name="Name">Keras's name of the argument, <c>scale</c>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Argument(string Name, ArgumentValue Value);
