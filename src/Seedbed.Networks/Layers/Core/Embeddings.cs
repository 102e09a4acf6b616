using System.Runtime.CompilerServices;
using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;
using Seedbed.Layers.Computing;

namespace Seedbed.Layers;

/// <summary>A row of a table for each whole number.</summary>
/// <param name="inputDim">The number of rows.</param>
/// <param name="outputDim">The size of a row.</param>
/// <param name="embeddingsInitializer">Of the table; uniform in ±0.05 by default.</param>
/// <param name="maskZero">Whether 0 means that there is nothing.</param>
/// <param name="name">The layer's name; chosen by the model where it is null.</param>
/// <remarks>Source: <c>keras.layers.Embedding</c>.</remarks>
/// <example>
/// <code>
/// Sequential model = new([new Input([20]), new Embedding(1000, 64, new RandomNormal(stddev: 0.02))], seed: 42);
/// Console.WriteLine(model.Weights[0]);
/// </code>
/// </example>
public sealed class Embedding(
    long inputDim,
    long outputDim,
    InitializerArgument? embeddingsInitializer = null,
    bool maskZero = false,
    string? name = null) : Layer(name)
{
    /// <summary>The same with a function that fills the table.</summary>
    [OverloadResolutionPriority(-1)]
    public Embedding(
        long inputDim, long outputDim, InitializerFunction<float>? embeddingsInitializer = null, bool maskZero = false, string? name = null)
        : this(inputDim, outputDim, embeddingsInitializer, maskZero, name)
    {
    }

    /// <summary>The same with a function that fills the table, of random values under the model's seed.</summary>
    [OverloadResolutionPriority(-2)]
    public Embedding(
        long inputDim, long outputDim, RandomInitializerFunction<float>? embeddingsInitializer = null, bool maskZero = false,
        string? name = null)
        : this(inputDim, outputDim, embeddingsInitializer, maskZero, name)
    {
    }

    /// <summary>The number of rows.</summary>
    public long InputDim => inputDim;

    /// <summary>The size of a row.</summary>
    public long OutputDim => outputDim;

    /// <summary>Whether 0 means that there is nothing.</summary>
    public bool MaskZero => maskZero;

    internal override bool CastsInputs => false;

    internal override void Declare(ArgumentList arguments)
    {
        arguments.Add("input_dim", ref inputDim, Kinds.Size);
        arguments.Width("output_dim", ref outputDim);
        arguments.Initializer("embeddings_initializer", ref embeddingsInitializer, "uniform");
        arguments.Add("mask_zero", ref maskZero, Kinds.Flag);
        arguments.ForbidAdapters();
    }

    internal override void Build(BuiltLayer layer) => layer.Weight("embeddings", [inputDim, outputDim], embeddingsInitializer);

    private protected override PartialShape OutputShape(BuiltLayer layer) => layer.Input.Of([.. layer.Input.Dimensions, outputDim]);

    private protected override Func<ForwardCall, Tensor> Forward(LayerBinding layer)
    {
        Tensor table = layer.Weight("embeddings");
        return call =>
        {
            try
            {
                return call.Tape.Apply(Gather.Instance, table, call.Input);
            }
            catch (ArgumentException fault)
            {
                throw new ArgumentException($"{layer.Place}: {fault.Message}", fault);
            }
        };
    }

    /// <summary>0 is a place that holds nothing.</summary>
    internal override bool SupportsMasking(LayerBinding layer) => maskZero;

    internal override void SetMasks(LayerBinding layer, ForwardCall call, Tensor[] outputs)
    {
        if (maskZero)
        {
            call.Masks.Set(outputs[0], Mask.Unequal(call.Input, 0));
        }
    }

    /// <summary>Adds the table the other way round.</summary>
    internal void BuildReverse(BuiltLayer layer) => layer.Weight("reverse_embeddings", [outputDim, inputDim], embeddingsInitializer);
}
