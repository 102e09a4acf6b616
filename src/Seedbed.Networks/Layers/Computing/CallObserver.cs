using Seedbed.Autodiff;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Computing;

/// <summary>Follows what layers compute while somebody looks, and tells of each call once it is done.</summary>
/// <param name="tell">Is told of every call, those of layers inside others first.</param>
internal sealed class CallObserver(Action<LayerRun> tell)
{
    private readonly Stack<LayerRun> _open = [];
    private readonly Dictionary<BuiltLayer, int> _calls = [];

    /// <summary>A layer's function, whose calls are told.</summary>
    internal LayerFunction Watch(BuiltLayer layer, LayerFunction function) => call =>
    {
        LayerRun run = new(layer, call, function, _calls[layer] = _calls.GetValueOrDefault(layer, -1) + 1);
        run.Compute(_open);
        tell(run);
        return run.Outputs;
    };

    /// <summary>An activation that tells what it is applied to.</summary>
    internal Func<Tape, Tensor, Tensor> Watch(Func<Tape, Tensor, Tensor> activation) => (tape, x) =>
    {
        foreach (LayerRun run in _open)
        {
            run.PreActivation = x;
        }

        return activation(tape, x);
    };
}

/// <summary>One call of a layer that is looked at.</summary>
internal sealed class LayerRun(BuiltLayer layer, ForwardCall call, LayerFunction function, int number)
{
    private Stack<LayerRun> _open = [];

    internal BuiltLayer Layer => layer;

    internal ForwardCall Call => call;

    /// <summary>Which of the layer's calls in the run, from 0.</summary>
    internal int Number => number;

    /// <summary>What the last activation in it was applied to; null where there was none.</summary>
    internal Tensor? PreActivation { get; set; }

    /// <summary>What it gives to the layers behind.</summary>
    internal Tensor[] Outputs { get; private set; } = [];

    /// <summary>Computes the call, again where its weights were changed; the layers behind see what it gives last.</summary>
    internal void Compute() => Compute(_open);

    internal void Compute(Stack<LayerRun> open)
    {
        _open = open;
        open.Push(this);
        Outputs = function(call);
        open.Pop();
    }
}
