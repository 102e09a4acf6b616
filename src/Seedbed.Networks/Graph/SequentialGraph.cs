using System.Text.Json.Nodes;
using Seedbed.Layers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Graph;

/// <summary>Layers one behind the other.</summary>
/// <param name="name">The model's name; null where a file has it.</param>
/// <param name="className">The class in Keras: a Pipeline is one, too.</param>
internal sealed class SequentialGraph(string? name = null, string className = SequentialGraph.Class) : ModelGraph(name)
{
    private const string Class = "Sequential";

    private IReadOnlyList<Layer> _layers = [];

    public override string ClassName => className;

    internal override IReadOnlyList<Layer> Layers => _layers;

    /// <summary>The Input at the front of a Sequential model is none of its layers.</summary>
    internal override IReadOnlyList<Layer> ListedLayers => [.. _layers.Where((layer, index) => !IsFront(index, layer))];

    internal override bool IsFunctional => false;

    internal override bool IsComputed => className == Class;

    internal override string? Missing =>
        Origin is not null ? null
        : _layers.Count == 0 ? "it has no layers; add one"
        : _layers[0] is not Input ? "the shape of its input is not known; begin it with an Input, call Build with a shape, or Fit with data"
        : _layers.Count == 1 ? "it has no layer behind its Input; add one"
        : null;

    internal override IReadOnlyList<string> InputLayers => [Describe(_layers[0].Name, _layers[0])];

    internal override IReadOnlyList<string> InputNames => [_layers[0].Name];

    internal override IReadOnlyList<Layer> OutputLayers => [_layers[^1]];

    /// <summary>Puts a layer behind the others.</summary>
    internal void Add(Layer layer) => _layers = [.. _layers, layer];

    /// <summary>Puts an Input in front of the others.</summary>
    internal void Begin(Input input) => _layers = [input, .. _layers];

    internal override void Declare(ArgumentList arguments) => arguments.Layers(LayersAttribute, ref _layers);

    /// <summary>Each layer is called on the outputs of the one before.</summary>
    internal override void Build(BuiltLayer layer)
    {
        LayerCall? call = FirstCall(layer);
        List<BuiltCall> calls = [];
        foreach ((int index, Layer child) in _layers.Index())
        {
            BuiltCall built = layer.BuildChild(child, call);
            if (!IsFront(index, child))
            {
                layer.AddToList(LayersAttribute, built.Layer);
                calls.Add(built with
                {
                    Inputs = call ?? built.Inputs,
                    Sources = calls.Count == 0 ? [] : [$"{calls[^1].Layer.Name}[0][0]"],
                });
            }

            call = new LayerCall(built.Outputs);
        }

        layer.Calls = calls;
        if (call is not null)
        {
            layer.SetOutputs(() => call.Inputs);
        }
    }

    internal override LayerFunction Bind(LayerBinding layer)
    {
        LayerFunction[] functions = _layers.Count > 0
            ? [.. layer.Layers.Select(child => child.Function)]
            : throw new FormatException($"{layer.Place}: it has no layers, so there is nothing to compute; add one.");
        return call =>
        {
            foreach (LayerFunction function in functions)
            {
                call = call.On(function(call));
            }

            return call.Inputs;
        };
    }

    internal override IReadOnlyList<PartialShape> InputsOf(BuiltLayer model) => FirstCall(model)?.Inputs ?? [];

    internal override SequentialGraph Clone() => With(layer => layer.Copy());

    internal override SequentialGraph With(Func<Layer, Layer> other) => new(GivenName, className)
    {
        Origin = Origin,
        _layers = [.. _layers.Select(other)],
    };

    internal override SequentialGraph CutBehind(string layer) => new(GivenName, className)
    {
        Origin = Origin,
        _layers = [.. _layers.Take(_layers.Index().Last(each => each.Item.Name == layer).Index + 1)],
    };

    internal override JsonObject ToJson(BuiltLayer built, ArgumentWriter writer)
    {
        JsonArray layers = new([.. _layers.Select(writer.Write)]);
        foreach ((JsonNode? json, BuiltCall call) in layers.Skip(1).Zip(built.Calls))
        {
            json!["build_config"] = BuildConfig(call);
        }

        JsonArray shape = Shape(_layers[0].DeclaredShape(built.Place)!);
        JsonObject config = new()
        {
            ["name"] = Name,
            ["trainable"] = true,
            ["dtype"] = writer.Type,
            ["layers"] = layers,
            ["build_input_shape"] = shape,
        };
        return new JsonObject
        {
            ["module"] = "keras",
            ["class_name"] = className,
            ["config"] = config,
            ["registered_name"] = null,
            ["build_config"] = new JsonObject { ["input_shape"] = shape.DeepClone() },
        };
    }

    /// <summary>The call of the first layer; null where no shape is known.</summary>
    private LayerCall? FirstCall(BuiltLayer model)
    {
        if (model.Inputs.Passed is { } passed)
        {
            return new LayerCall(passed);
        }

        PartialShape? own = (_layers.Count > 0 ? _layers[0].DeclaredShape(model.Place) : null)
            ?? model.Inputs.Built
            ?? Origin?.ShapeOf("build_input_shape", model.Place);
        if (model.GivenShapes.Count > 0)
        {
            CheckCount(model, 1);
            own = Refine(model, 0, own);
        }

        return own is null ? null : new LayerCall([own]);
    }

    private bool IsFront(int index, Layer layer) => index == 0 && layer is Input && className == Class;
}
