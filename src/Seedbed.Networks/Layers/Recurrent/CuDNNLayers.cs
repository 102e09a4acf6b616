using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Layers;

/// <summary>
/// An LSTM or GRU with the weights of NVIDIA's cuDNN: kernel (inputs, gates·units), recurrent kernel (units, gates·units), and both biases
/// in one row of 2·gates·units, that of the inputs first.
/// </summary>
/// <param name="className">The class in Keras.</param>
/// <param name="gates">The kernels side by side: 4 or 3.</param>
/// <remarks>Keras 2 alone has them. Source: <c>keras/layers/cudnn_recurrent.py</c> at 2.2.4.</remarks>
internal sealed class CuDNNLayer(string className, int gates) : UncomputedLayer(className)
{
    private long _units;
    private bool _returnSequences;
    private bool _returnState;
    private bool _unitForgetBias = gates == LongMemory;
    private InitializerArgument? _kernelInitializer;
    private InitializerArgument? _recurrentInitializer;
    private InitializerArgument? _biasInitializer;

    /// <summary>The gates of an LSTM.</summary>
    internal const int LongMemory = 4;

    internal override bool HasOneOutput => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("units", ref _units, Kinds.Size);
        arguments.Initializer("kernel_initializer", ref _kernelInitializer, "glorot_uniform");
        arguments.Initializer("recurrent_initializer", ref _recurrentInitializer, "orthogonal");
        arguments.Initializer("bias_initializer", ref _biasInitializer, "zeros");
        if (gates == LongMemory)
        {
            arguments.Add("unit_forget_bias", ref _unitForgetBias, Kinds.Flag);
        }

        arguments.Add("return_sequences", ref _returnSequences, Kinds.Flag);
        arguments.Add("return_state", ref _returnState, Kinds.Flag);
    }

    internal override void Build(BuiltLayer layer)
    {
        long width = checked(gates * _units);
        layer.Weight("kernel", [layer.Input[-1], width], _kernelInitializer);
        layer.Weight("recurrent_kernel", [_units, width], _recurrentInitializer);
        layer.Weight("bias", [checked(2 * width)], ForgetGateBias.OfBoth(layer.InitializerOf(_biasInitializer), _units, _unitForgetBias));
    }

    internal override IReadOnlyList<PartialShape>? OutputShapes(BuiltLayer layer)
    {
        PartialShape last = layer.Input.WithFeatures(_units);
        PartialShape output = _returnSequences ? last.Of(last.Find(0), layer.Input.Find(1), _units) : last;
        return _returnState ? [output, .. Enumerable.Repeat(last, gates == LongMemory ? 2 : 1)] : [output];
    }
}
