using System.Collections.Immutable;
using Seedbed.Autodiff;
using Seedbed.Checkpoints;
using Seedbed.Layers;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Graph;

/// <summary>A Keras model that computes: its parameters, and what it makes of inputs.</summary>
/// <remarks>Not safe from several threads: layers keep moving statistics and positions in random streams.</remarks>
internal sealed class Network
{
    private readonly LayerFunction _function;
    private readonly Func<Tape?, CallObserver?, LayerFunction> _bind;
    private readonly bool _isCast;
    private readonly ActivityPenalties _activity = new();
    private StateMemory _states = new();
    private MaskTable _masks = new();

    /// <summary>A network whose parameters are 0.</summary>
    /// <param name="model">The layers and their weights.</param>
    /// <param name="noiseSeed">Of the random choices of layers such as Dropout, where they have no seed of their own.</param>
    /// <param name="notes">Takes what a run loses silently.</param>
    /// <exception cref="FormatException">A layer is not computed; the sentence names it.</exception>
    internal Network(BuiltModel model, long noiseSeed = 0, NoteList? notes = null)
    {
        Model = model;
        Type = TypeOf(model.Template, model.Root);
        Parameters = [.. model.Template.Tensors.Select(tensor => new Parameter(tensor, Type))];
        Dictionary<TensorTemplate, Parameter> byTemplate = new(ReferenceEqualityComparer.Instance);
        foreach ((TensorTemplate weight, Parameter parameter) in model.Root.Weights.Zip(Parameters))
        {
            byTemplate[weight] = parameter;
        }

        Inputs = model.Graph.InputsOf(model.Root);
        NoiseSource noise = new(noiseSeed);
        NoisePositions = noise.Positions;
        _bind = (tape, observer) =>
        {
            NetworkBinding binding = new(byTemplate, noise)
            {
                Tape = tape, Activity = _activity, States = _states, Notes = notes ?? [], Observer = observer,
            };
            observer?.BeforeRepeat = path =>
            {
                binding.Recast();
                binding.States.Undo(path);
            };
            return new LayerBinding(model.Root, binding).Function;
        };
        _function = _bind(null, null);
        _isCast = HasCasts(model.Root);
    }

    /// <summary>The layers and their weights.</summary>
    internal BuiltModel Model { get; }

    /// <summary>The weights' names, shapes and initializers, in the order of <see cref="Parameters"/>.</summary>
    internal ModelTemplate Template => Model.Template;

    /// <summary>How messages name the model.</summary>
    internal string Place => Model.Root.Place;

    /// <summary>Float32 or Float64.</summary>
    internal ElementType Type { get; }

    /// <summary>All weights in the order of Keras's <c>model.weights</c>; their elements are 0 until someone sets them.</summary>
    internal ImmutableArray<Parameter> Parameters { get; }

    /// <summary>How far the random stream of each layer that drew has been read, by the layer's full name.</summary>
    internal Dictionary<string, long> NoisePositions { get; }

    /// <summary>The shapes of the inputs, the batch first, unknown sizes null; empty where the model does not tell them.</summary>
    internal IReadOnlyList<PartialShape> Inputs { get; }

    /// <summary>Is told of every call of a layer; null where nobody looks.</summary>
    internal Action<LayerRun>? Observer { get; set; }

    /// <summary>The model's outputs.</summary>
    /// <param name="tape">Of the network's type; the outputs are valid until it is reset.</param>
    /// <param name="inputs">
    /// One for each input, the batch first; whole numbers, such as those of an Embedding, are of the network's type too.
    /// </param>
    /// <param name="training">Whether dropout drops, and batch normalization takes the batch's statistics and moves its own.</param>
    /// <exception cref="ArgumentException">An input's shape or type does not fit; the sentence names layer and shape.</exception>
    internal Tensor[] Forward(Tape tape, Tensor[] inputs, bool training)
    {
        if (tape.Type != Type || inputs.Any(input => input.Type != Type))
        {
            throw new ArgumentException(
                $"{Place}: the tape or an input is of another type than the model's {Type.Name()}; convert the data.");
        }

        foreach ((int index, (Tensor input, PartialShape shape)) in inputs.Zip(Inputs).Index())
        {
            Check(index, input, shape);
        }

        _masks = new MaskTable();
        RoundWeights();
        CallObserver? observer = Observer is { } tell ? new CallObserver(tell) : null;
        LayerFunction function = _isCast || observer is not null ? _bind(tape, observer) : _function;
        return function(new ForwardCall(tape, training, inputs) { Masks = _masks });
    }

    /// <summary>The model's outputs, and what its layers add to the loss for what they give, a scalar each.</summary>
    internal (Tensor[] Outputs, Tensor[] Penalties) ForwardWithPenalties(Tape tape, Tensor[] inputs, bool training)
    {
        _activity.IsWatching = true;
        try
        {
            return (Forward(tape, inputs, training), _activity.Take());
        }
        finally
        {
            _activity.IsWatching = false;
            _ = _activity.Take();
        }
    }

    /// <summary>Runs the network and puts back what runs move: moving statistics, kept states, positions in random streams.</summary>
    internal T Apart<T>(Func<T> run)
    {
        Tensor[] moved = [.. Parameters.Where(parameter => !parameter.Trainable).Select(parameter => parameter.Value)];
        Tensor[] kept = Array.ConvertAll(moved, TensorValues.Copy);
        KeyValuePair<string, long>[] positions = [.. NoisePositions];
        StateMemory states = _states;
        _states = new StateMemory();
        try
        {
            return run();
        }
        finally
        {
            _states = states;
            NoisePositions.Clear();
            foreach ((string layer, long position) in positions)
            {
                NoisePositions[layer] = position;
            }

            foreach ((Tensor before, Tensor now) in kept.Zip(moved))
            {
                TensorValues.Copy(before, now);
            }
        }
    }

    /// <summary>Sets the states that stateful layers keep from one batch to the next to 0.</summary>
    internal void ResetStates() => _states.Reset();

    /// <summary>Gives weights of 16 bits values of their types, which training has changed in float32.</summary>
    internal void RoundWeights()
    {
        foreach (Parameter parameter in Parameters)
        {
            if (parameter.Template.Type.ElementType is ElementType.Float16 or ElementType.BFloat16)
            {
                Rounding.InPlace(parameter.Value, parameter.Template.Type.ElementType.Value);
            }
        }
    }

    /// <summary>Which rows of an output of the last run count, 1 or 0; null where all do.</summary>
    /// <param name="tape">That of the run.</param>
    /// <param name="output">One of its outputs.</param>
    internal Tensor? MaskOf(Tape tape, Tensor output) => _masks.Find(output)?.ToTensor(tape);

    private static bool HasCasts(BuiltLayer layer) =>
        (!layer.Layer.IsGraph && layer.ComputeType is not null) || layer.Children.Any(child => HasCasts(child.Layer));

    /// <summary>Float64 where all weights are; what has 16 bits is computed in float32, and rounded.</summary>
    private static ElementType TypeOf(ModelTemplate template, BuiltLayer root)
    {
        ElementType?[] types = [.. template.Tensors.Select(tensor => tensor.Type.ElementType).Where(type => type is not null).Distinct()];
        return types switch
        {
            [] => root.Type.ElementType is ElementType.Float64 ? ElementType.Float64 : ElementType.Float32,
            [ElementType.Float64] => ElementType.Float64,
            _ when !types.Contains(ElementType.Float64) => ElementType.Float32,
            _ => throw new FormatException(
                $"{root.Place}: its weights are of {string.Join(" and ", types.Select(type => type!.Value.Name()))}; models are computed "
                + "whose weights are all float64, or none is."),
        };
    }

    private void Check(int index, Tensor input, PartialShape shape)
    {
        if (
            shape.IsKnown
                && (
                    input.Rank != shape.Rank
                        || !Enumerable.Range(0, shape.Rank).All(axis => shape.Find(axis) is not { } size || size == input[axis])))
        {
            throw new ArgumentException(
                $"{Place}: its input {index} has the shape {input.ShapeText}; it must be {shape}, null being any size.");
        }
    }
}
