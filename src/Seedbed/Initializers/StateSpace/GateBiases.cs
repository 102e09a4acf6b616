using Seedbed.Random;
using Seedbed.Simd;

namespace Seedbed.Initializers;

/// <summary>b = value in one gate of a recurrent bias, 0 in the others: an LSTM that remembers at first.</summary>
/// <remarks>
/// The last axis has gates·units elements. Keras's and PyTorch's order is input, forget, cell, output, so the forget gate is gate 1; with
/// PyTorch's two biases give half to each. Sources: Jozefowicz, Zaremba and Sutskever 2015; <c>unit_forget_bias</c> of Keras's LSTM.
/// </remarks>
public sealed record UnitForgetBias : FormulaInitializer
{
    /// <summary>A bias of one open gate.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="gate">The gate, from 0.</param>
    /// <param name="gates">The number of gates.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside.</exception>
    public UnitForgetBias(double value = 1.0, int gate = 1, int gates = 4)
    {
        Value = ParameterCheck.Finite(value, nameof(value));
        Gates = ShapeCheck.AtLeastOne(gates, nameof(gates));
        Gate = gate >= 0 && gate < gates
            ? gate
            : throw new ArgumentOutOfRangeException(nameof(gate), $"gate is {gate}; it must be from 0 to {gates - 1}.");
    }

    /// <summary>The gate's bias.</summary>
    public double Value { get; }

    /// <summary>The gate, from 0.</summary>
    public int Gate { get; }

    /// <summary>The number of gates.</summary>
    public int Gates { get; }

    internal static Description<Initializer> Description { get; } =
        new("UnitForgetBias",
            arguments => new UnitForgetBias(
                arguments.Number("value", 1.0), arguments.Integer("gate", 1), arguments.Integer("gates", 4)))
        {
            Aliases = ["unit_forget_bias"],
            Formula = "b = value in the gate, 0 in the others",
            SuitedTo = "biases of LSTM layers",
            Source = "Jozefowicz et al. 2015; Keras",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("value", "a finite number", "1.0"), new("gate", "an integer from 0", "1"),
                new("gates", "an integer of at least 1", "4")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("value", Value), new("gate", Gate), new("gates", Gates)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        ShapeCheck.Divides(Gates, shape[-1], ClassName, "the last axis", shape);
        ParameterCheck.FiniteIn(elementType, Value, "value");
    }

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        (long length, long units) = (shape[-1], shape[-1] / Gates);
        return index => index % length / units == Gate ? Value : 0;
    }
}

/// <summary>
/// u ~ U(1, steps − 1) for each unit: the forget gate's bias is ln u, the input gate's −ln u, the others 0, so that the units remember
/// for 1 to steps time steps.
/// </summary>
/// <remarks>
/// The last axis has 4·units elements in the order input, forget, cell, output. Only the forget gate's rule was read in code, and the input
/// gate's in a text. Source: Tallec and Ollivier 2018 (arXiv 1804.11188), equation 16.
/// </remarks>
public sealed record ChronoBias : WholeInitializer
{
    private const int Gates = 4;

    /// <summary>The biases of an LSTM.</summary>
    /// <param name="steps">The longest dependency, in time steps; more than 2.</param>
    /// <param name="seed">An integer, a generator, or null to draw one now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside.</exception>
    public ChronoBias(double steps = 100.0, Seed? seed = null)
        : base(seed) => Steps = steps;

    /// <summary>The longest dependency, in time steps.</summary>
    public double Steps
    {
        get;
        init => field = double.IsFinite(value) && value > 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"steps is {value}; it must be a number greater than 2.");
    }

    internal static Description<Initializer> Description { get; } =
        new("ChronoBias", arguments => new ChronoBias(arguments.Number("steps", 100.0), arguments.Seed()))
        {
            Aliases = ["chrono_bias", "chrono"],
            Formula = "b_forget = ln u, b_input = −ln u, u ~ U(1, steps − 1)",
            SuitedTo = "biases of LSTM layers over long sequences",
            Source = "Tallec and Ollivier 2018 (arXiv 1804.11188)",
            Group = SchemeGroup.Recurrent,
            IsExperimental = true,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [ParameterDescription.Seed, new("steps", "a number greater than 2", "100.0")],
        };

    private protected override Description<Initializer> Own => Description;

    private protected override int LeastRank => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("seed", SeedArgument), new("steps", Steps)];

    /// <inheritdoc/>
    public override void Check(in Shape shape, ElementType elementType)
    {
        base.Check(shape, elementType);
        ShapeCheck.Divides(Gates, shape[-1], ClassName, "the last axis", shape);
    }

    private protected override double[] Make(Shape shape, Fills.HaarMatrix draws)
    {
        int units = (int)shape[-1] / Gates;
        double[] uniforms = draws.Uniforms((int)(shape.ElementCount / Gates));
        double[] biases = new double[shape.ElementCount];
        for (int i = 0; i < uniforms.Length; i++)
        {
            double bias = DoubleLog.Log(1 + (uniforms[i] * (Steps - 2)));
            int row = i / units * units * Gates;
            biases[row + (i % units)] = -bias;
            biases[row + units + (i % units)] = bias;
        }

        return biases;
    }
}

/// <summary>Values in equal steps along the last axis: w = start + i·(stop − start)/(n − 1), the first value where n = 1.</summary>
/// <remarks>
/// The forget gates of xLSTM's mLSTM heads start at 3 … 6, those of its other cells at 3.4 … 6. Source: Beck et al. 2024 (arXiv
/// 2405.04517), the authors' code.
/// </remarks>
public sealed record Linspace : FormulaInitializer
{
    /// <summary>Values in equal steps.</summary>
    /// <param name="start">The first value, finite.</param>
    /// <param name="stop">The last value, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite.</exception>
    public Linspace(double start = 3.0, double stop = 6.0)
    {
        Start = start;
        Stop = stop;
    }

    /// <summary>The first value.</summary>
    public double Start
    {
        get;
        init => field = ParameterCheck.Finite(value, "start");
    }

    /// <summary>The last value.</summary>
    public double Stop
    {
        get;
        init => field = ParameterCheck.Finite(value, "stop");
    }

    internal static Description<Initializer> Description { get; } =
        new("Linspace", arguments => new Linspace(arguments.Number("start", 3.0), arguments.Number("stop", 6.0)))
        {
            Aliases = ["linspace"],
            Formula = "w = start + i·(stop − start)/(n − 1) along the last axis",
            SuitedTo = "forget-gate biases of xLSTM",
            Source = "Beck et al. 2024 (arXiv 2405.04517)",
            Group = SchemeGroup.Recurrent,
            Module = KnownInitializers.SeedbedModule,
            Parameters = [new("start", "a finite number", "3.0"), new("stop", "a finite number", "6.0")],
        };

    private protected override Description<Initializer> Own => Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Argument> Arguments => [new("start", Start), new("stop", Stop)];

    private protected override Func<long, double> ValuesOf(Shape shape)
    {
        long length = shape[-1];
        return index => length == 1 ? Start : Start + (index % length * (Stop - Start) / (length - 1));
    }
}
