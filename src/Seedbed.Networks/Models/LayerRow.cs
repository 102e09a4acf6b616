using Seedbed.Networks.Keras;

namespace Seedbed.Networks.Models;

/// <summary>A layer of a model, with the shapes around it.</summary>
/// <param name="Scope">Its configuration.</param>
/// <param name="Inputs">What its first call takes.</param>
/// <param name="Calls">What each call gives.</param>
/// <param name="Sources">The names of the layers, with the outputs' numbers, that its calls take from: <c>dense[0][0]</c>.</param>
internal sealed record LayerRow(
    LayerScope Scope, LayerCall Inputs, IReadOnlyList<IReadOnlyList<PartialShape>> Calls, IReadOnlyList<string> Sources)
{
    internal string Name => Scope.Name;

    internal string ClassName => Scope.ClassName;
}
