using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Keras;

/// <summary>A layer of a user's own, whose weights a description tells.</summary>
/// <param name="className">The class in configurations.</param>
/// <param name="weights">Its weights.</param>
/// <param name="output">The sizes of its output, the batch first; null where they are not told.</param>
internal sealed class CustomLayer(string className, IReadOnlyList<CustomWeight> weights, IReadOnlyList<SizeExpression>? output)
    : UncomputedLayer(className)
{
    private readonly Dictionary<CustomWeight, InitializerArgument> _initializers = [];

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

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer) =>
        output is null ? null : [layer.Input.Of([.. output.Select(size => size.ValueOrNull(layer))])];
}
