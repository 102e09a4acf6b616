using Seedbed.Autodiff;

namespace Seedbed.Layers.Computing;

/// <summary>
/// The states that stateful recurrent layers keep from one batch to the next. Where Keras counts them as weights they are those weights.
/// </summary>
/// <remarks>Source: <c>call</c>, <c>reset_state</c> of <c>keras.layers.RNN</c>: no derivative goes back into an earlier batch.</remarks>
internal sealed class StateMemory
{
    /// <summary>By the layers' full names; empty before a layer's first batch, where its states are no weights.</summary>
    private readonly Dictionary<string, Tensor[]> _states = new(StringComparer.Ordinal);

    /// <summary>What the layers kept before their last call.</summary>
    private readonly Dictionary<string, Tensor[]> _before = new(StringComparer.Ordinal);

    /// <summary>The name of a state that is a weight.</summary>
    internal static string NameOf(int index) => index == 0 ? "rnn_state" : $"rnn_state_{index}";

    /// <summary>Lets a layer keep its states.</summary>
    internal void Hold(LayerBinding layer) => _states.TryAdd(
        layer.Built.Path,
        [.. Enumerable.Range(0, int.MaxValue).Select(index => layer.FindVariable(NameOf(index))).TakeWhile(state => state is not null)!]);

    /// <summary>The states before a call: those that it is given, those that the layer keeps, or zeros.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="call">The call.</param>
    /// <param name="zeros">A tensor of zeros for each state.</param>
    /// <exception cref="ArgumentException">What it is given, or keeps, has another shape.</exception>
    internal Tensor[] Before(LayerBinding layer, ForwardCall call, Tensor[] zeros)
    {
        Tensor[] given = call.States;
        bool keeps = given.Length == 0 && _states.TryGetValue(layer.Built.Path, out given!);
        if (given is null or [])
        {
            return zeros;
        }

        if (given.Length == zeros.Length && given.Zip(zeros).All(pair => pair.First.Dimensions.SequenceEqual(pair.Second.Dimensions)))
        {
            return keeps ? Array.ConvertAll(given, state => TensorValues.Copy(call.Tape, state)) : given;
        }

        string got = string.Join(" and ", given.Select(state => state.ShapeText));
        string wanted = zeros.Select(state => state.ShapeText).Distinct().Count() == 1
            ? $"{zeros.Length} of the shape {zeros[0].ShapeText}"
            : string.Join(" and ", zeros.Select(state => state.ShapeText));
        throw new ArgumentException(keeps
            ? $"{layer.Place}: it keeps states of the shapes {got} from the batch before, and this batch needs {wanted}; give it batches "
                + "of one size, or reset its states first."
            : $"{layer.Place}: its initial states have the shapes {got}; it needs {wanted}.");
    }

    /// <summary>Keeps the states behind the last step, where the layer is to keep them.</summary>
    internal void Keep(LayerBinding layer, Tensor[] states)
    {
        string path = layer.Built.Path;
        if (_states[path].Length == 0)
        {
            _states[path] = Array.ConvertAll(states, state => Tensor.Zeros(state.Type, state.Dimensions));
        }

        _before[path] = Array.ConvertAll(_states[path], TensorValues.Copy);
        foreach ((Tensor kept, Tensor state) in _states[path].Zip(states))
        {
            TensorValues.Copy(state, kept);
        }
    }

    /// <summary>Forgets the last call of a layer and of those inside it, which is made again.</summary>
    /// <param name="path">The layer's full name.</param>
    internal void Undo(string path)
    {
        foreach ((string layer, Tensor[] before) in _before)
        {
            if (layer == path || layer.StartsWith(path + "/", StringComparison.Ordinal))
            {
                _states[layer].Zip(before).ToList().ForEach(pair => TensorValues.Copy(pair.Second, pair.First));
            }
        }
    }

    /// <summary>Sets all states to 0.</summary>
    internal void Reset()
    {
        foreach (Tensor[] states in _states.Values)
        {
            Array.ForEach(states, TensorValues.Clear);
        }
    }
}
