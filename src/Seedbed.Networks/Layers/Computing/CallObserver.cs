using Seedbed.Autodiff;
using Seedbed.Layers.Building;

namespace Seedbed.Layers.Computing;

/// <summary>Follows what layers compute while somebody looks, and tells of each call once it is done.</summary>
/// <param name="tell">Is told of every call, those of layers inside others first.</param>
internal sealed class CallObserver(Action<LayerRun> tell)
{
    private readonly Stack<LayerRun> _open = [];
    private readonly Dictionary<BuiltLayer, int> _calls = [];

    /// <summary>Is told the full name of a layer whose call is made again, its weights being others; null where nobody cares.</summary>
    internal Action<string>? BeforeRepeat { get; set; }

    /// <summary>A layer's function, whose calls are told.</summary>
    internal LayerFunction Watch(BuiltLayer layer, LayerFunction function) => call =>
    {
        LayerRun run = new(this, layer, call, function, _calls[layer] = _calls.GetValueOrDefault(layer, -1) + 1);
        run.Compute();
        tell(run);
        return run.Outputs;
    };

    /// <summary>Runs a function while a call is the innermost one that is looked at.</summary>
    internal Tensor[] Within(LayerRun run, LayerFunction function)
    {
        _open.Push(run);
        Tensor[] outputs = function(run.Call);
        _open.Pop();
        return outputs;
    }

    /// <summary>Sees what a kernel inside a layer makes of its input.</summary>
    /// <param name="kernel">The kernel's full name.</param>
    /// <param name="product">The product, with the bias where there is one.</param>
    internal void See(string kernel, Tensor product)
    {
        foreach (LayerRun run in _open)
        {
            run.Products.Add(KeyValuePair.Create(kernel, product));
        }
    }

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
internal sealed class LayerRun(CallObserver observer, BuiltLayer layer, ForwardCall call, LayerFunction function, int number)
{
    internal BuiltLayer Layer => layer;

    internal ForwardCall Call => call;

    /// <summary>Which of the layer's calls in the run, from 0.</summary>
    internal int Number => number;

    /// <summary>What the last activation in it was applied to; null where there was none.</summary>
    internal Tensor? PreActivation { get; set; }

    /// <summary>What kernels inside it made of their inputs, by their full names, in order.</summary>
    internal List<KeyValuePair<string, Tensor>> Products { get; } = [];

    /// <summary>What it gives to the layers behind.</summary>
    internal Tensor[] Outputs { get; private set; } = [];

    /// <summary>Computes the call; the layers behind see what it gives last.</summary>
    internal void Compute()
    {
        Products.Clear();
        Outputs = observer.Within(this, function);
    }

    /// <summary>Computes the call again, where its weights were changed.</summary>
    internal void Repeat()
    {
        observer.BeforeRepeat?.Invoke(layer.Path);
        Compute();
    }
}
