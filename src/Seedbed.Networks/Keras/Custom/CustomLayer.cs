using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Keras;

/// <summary>A layer of a user's own, whose weights a description tells.</summary>
/// <param name="className">The class in configurations.</param>
/// <param name="weights">Its weights.</param>
/// <param name="output">The shape of its output; null where it is not told.</param>
internal sealed class CustomLayer(string className, IReadOnlyList<CustomWeight> weights, Func<BuiltLayer, PartialShape>? output)
    : UncomputedLayer(className)
{
    private readonly Dictionary<CustomWeight, InitializerArgument> _initializers = [];

    /// <summary>A registered name has the package in front.</summary>
    internal override string PythonClass => ClassName[(ClassName.LastIndexOf('>') + 1)..];

    /// <summary>Whether it is described with weights.</summary>
    internal bool HasWeights => weights.Count > 0;

    /// <summary>The shape of its output; null where it is not told.</summary>
    internal Func<BuiltLayer, PartialShape>? Output => output;

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        Dictionary<string, InitializerArgument> byKey = new(StringComparer.Ordinal);
        foreach (CustomWeight weight in weights)
        {
            InitializerArgument? initializer = null;
            if (weight.InitializerKey is not { } key)
            {
                initializer = arguments.InitializerOfText(weight.Name, weight.DefaultInitializer);
            }
            else if (!byKey.TryGetValue(key, out initializer))
            {
                arguments.Initializer(key, ref initializer, weight.DefaultInitializer);
                byKey[key] = initializer!;
            }

            _initializers[weight] = initializer!;
        }
    }

    internal override void Build(BuiltLayer layer)
    {
        foreach (CustomWeight weight in weights)
        {
            weight.AddTo(layer, _initializers[weight]);
        }
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) => output is null ? null : [output(layer)];
}
