using Seedbed.Checkpoints.Planning;
using Seedbed.Initializers;
using Seedbed.Serialization;

namespace Seedbed.Checkpoints;

/// <summary>Another scheme for the tensors whose names are of a pattern.</summary>
/// <param name="Pattern">
/// <c>*</c> stands for any letters within one part of a name, <c>?</c> for one of them, <c>**</c> for any letters at all: <c>**/kernel</c>
/// is every kernel.
/// </param>
/// <param name="Initializer">The scheme.</param>
public sealed record InitializerOverride(string Pattern, Initializer Initializer)
{
    /// <summary>Whether a tensor's name is of the pattern.</summary>
    /// <param name="name">The full name.</param>
    public bool Matches(string name) => NamePattern.Matches(Pattern, name);

    /// <summary><c>**/kernel={"class_name": "HeNormal", …}</c>; of a scheme that has no configuration, its name.</summary>
    public override string ToString()
    {
        try
        {
            return $"{Pattern}={InitializerRegistry.Default.Serialize(Initializer)}";
        }
        catch (NotSupportedException)
        {
            return $"{Pattern}={Initializer.ClassName}";
        }
    }
}
