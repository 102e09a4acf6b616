using Seedbed.Initializers;

namespace Seedbed.Training;

/// <summary>An optimizer, a loss or a metric as it is found by name.</summary>
/// <typeparam name="T">What it makes.</typeparam>
/// <param name="ClassName">Keras's class, <c>SGD</c>.</param>
/// <param name="Aliases">Its other names in Keras.</param>
/// <param name="Parameters">What its configuration may hold.</param>
/// <param name="Create">Makes it from a configuration.</param>
internal sealed record Component<T>(
    string ClassName, IReadOnlyList<string> Aliases, IReadOnlyList<string> Parameters, Func<InitializerArguments, T> Create);
