using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Computing;

/// <summary>What the layers of one network share while their functions are made.</summary>
/// <param name="parameters">By the template that the layers list.</param>
/// <param name="noise">The random choices of dropout.</param>
internal sealed class NetworkBinding(IReadOnlyDictionary<TensorTemplate, Parameter> parameters, NoiseSource noise)
{
    private readonly Dictionary<Parameter, (Tensor Tensor, ElementType Type)> _cast = [];
    private readonly Dictionary<BuiltLayer, LayerFunction> _functions = [];

    internal NoiseSource Noise => noise;

    /// <summary>The states that stateful layers keep from one run to the next.</summary>
    internal StateMemory States { get; init; } = new();

    /// <summary>Where casts of weights are recorded, if layers compute in 16 bits: functions are then made anew for each run.</summary>
    internal Tape? Tape { get; init; }

    /// <summary>The value of a weight, as a layer sees it.</summary>
    internal Tensor ValueOf(TensorTemplate template, BuiltLayer layer)
    {
        Parameter parameter = parameters[template];
        if (Tape is null || !layer.Layer.CastsWeights || layer.ComputeType is not { } type)
        {
            return parameter.Value;
        }

        if (!_cast.TryGetValue(parameter, out (Tensor Tensor, ElementType Type) cast))
        {
            _cast[parameter] = cast = (Tape.Apply(new Rounding(type), parameter.Value), type);
        }

        return cast.Tensor;
    }

    /// <summary>Gives the weights that layers see in another type their values of now.</summary>
    internal void Recast()
    {
        foreach ((Parameter parameter, (Tensor cast, ElementType type)) in _cast)
        {
            TensorValues.Copy(parameter.Value, cast);
            Rounding.InPlace(cast, type);
        }
    }

    /// <summary>The memory of a weight.</summary>
    internal Tensor VariableOf(TensorTemplate template) => parameters[template].Value;

    /// <summary>Takes what a run loses silently: masks that a layer does not pass on.</summary>
    internal NoteList Notes { get; init; } = [];

    /// <summary>What layers add to the loss for what they give.</summary>
    internal ActivityPenalties Activity { get; init; } = new();

    /// <summary>Looks at what layers compute; null where nobody does. Products then do not end with their activations.</summary>
    internal CallObserver? Observer { get; init; }

    internal LayerFunction FunctionOf(LayerBinding layer)
    {
        if (!_functions.TryGetValue(layer.Built, out LayerFunction? function))
        {
            _functions[layer.Built] = function = Bind(layer);
        }

        return function;
    }

    /// <summary>A function that computes in the layer's type, and whose outputs have their masks beside them.</summary>
    private LayerFunction Around(Layer layer, LayerBinding binding)
    {
        LayerFunction bound = layer.Bind(binding);
        LayerFunction function = layer.HasActivityRegularizer ? Activity.Watch(layer, bound) : bound;
        ElementType? type = layer.IsGraph ? null : binding.Built.ComputeType;
        LayerFunction around = call =>
        {
            ForwardCall own = type is { } cast && layer.CastsInputs ? call.Cast(cast) : call;
            Tensor[] outputs = function(own);
            outputs = type is { } result && layer.CastsOutputs(own)
                ? Array.ConvertAll(outputs, output => ForwardCall.Cast(own, output, result))
                : outputs;
            layer.SetMasks(binding, own, outputs);
            if (own is { IsWrapped: false, HasMaskedInput: true } && !layer.SupportsMasking(binding))
            {
                Notes.Add(
                    $"{binding.Place} gets a mask and passes none on, as in Keras 3: the layers behind it do not see which places are "
                    + "masked.");
            }

            return outputs;
        };
        return Observer?.Watch(binding.Built, around) ?? around;
    }

    private LayerFunction Bind(LayerBinding binding)
    {
        Layer layer = binding.Built.Layer;
        if (!layer.IsComputed)
        {
            throw new FormatException(
                $"{binding.Place}: the class {layer.ClassName} is not computed here; its weights can be initialized, but the model cannot "
                + "be run or trained. "
                + (layer.WayOut ?? "Put layers that are computed in its place: all but those that docs/prediction.md names."));
        }

        if (layer.Origin?.ComputingFault is { } fault)
        {
            throw fault;
        }

        try
        {
            return Around(layer, binding);
        }
        catch (OverflowException overflow)
        {
            throw new FormatException(
                $"{binding.Place}: a size in its configuration is beyond 2^31 - 1, the most that is computed here; make it smaller.",
                overflow);
        }
    }
}

/// <summary>What layers with an activity regularizer add to the loss, while somebody asks for it.</summary>
internal sealed class ActivityPenalties
{
    private readonly List<Tensor> _found = [];

    /// <summary>Whether what layers give is looked at.</summary>
    internal bool IsWatching { get; set; }

    /// <summary>The penalties since the last call, a scalar each.</summary>
    internal Tensor[] Take()
    {
        Tensor[] found = [.. _found];
        _found.Clear();
        return found;
    }

    /// <summary>The same function, whose outputs are penalized, over the batch as Keras does.</summary>
    internal LayerFunction Watch(Layer layer, LayerFunction function) => call =>
    {
        Tensor[] outputs = function(call);
        if (IsWatching && layer.AllRegularizers.First(pair => pair.Key == "activity").Value.Operation is { } operation)
        {
            foreach (Tensor output in outputs)
            {
                Tensor penalty = call.Tape.Apply(operation, output);
                _found.Add(call.Tape.Apply(new ScaleAndShift(1.0 / Math.Max(1, output[0])), penalty));
            }
        }

        return outputs;
    };
}
