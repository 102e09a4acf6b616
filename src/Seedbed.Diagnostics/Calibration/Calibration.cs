using Seedbed.Initializers;
using Seedbed.Models;

namespace Seedbed.Diagnostics;

/// <summary>
/// A way to initialize a model from data: weights that were drawn are rescaled by what they make of a batch. Names convert implicitly:
/// <c>"lsuv"</c>, <c>"lsuv(tolerance=0.05)"</c>.
/// </summary>
/// <seealso cref="ModelCalibration.Calibrate(Model, IReadOnlyList{Training.Samples}, Calibration, CalibrationOptions?)"/>
public abstract record Calibration
{
    private protected Calibration()
    {
    }

    /// <summary>Layer-sequential unit variance (Mishkin and Matas 2015).</summary>
    public static Calibration Lsuv { get; } = new LayerSequentialUnitVariance();

    /// <summary>Every channel of mean 0 and variance 1, then layers that learn at one rate (Krähenbühl et al. 2015).</summary>
    public static Calibration DataDependent { get; } = new DataDependentInitialization();

    /// <summary>Kernels at the critical variance of the activation before them (Roberts, Yaida and Hanin 2022).</summary>
    public static Calibration Critical { get; } = new CriticalScaling();

    /// <summary>Residual branches that start at 0 and grow alike (Zhang et al. 2019).</summary>
    public static Calibration Fixup { get; } = new FixupScaling();

    /// <summary>Recurrent kernels orthogonal gate by gate, input kernels scaled to what they are fed.</summary>
    public static Calibration OrthogonalRecurrent { get; } = new OrthogonalRecurrence();

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => KnownCalibrations.All.Descriptions.Select(each => each.Aliases[0]);

    /// <summary>What each name does, in one line, for help pages.</summary>
    public static IReadOnlyList<Description<Calibration>> Descriptions => KnownCalibrations.All.Descriptions;

    /// <summary>The calibration that a text means.</summary>
    /// <param name="identifier">A name or a call.</param>
    public static implicit operator Calibration(string identifier) => Get(identifier);

    /// <summary>The calibration that a text means: a name (<c>lsuv</c>) or a call (<c>lsuv(tolerance=0.05, tries=5)</c>).</summary>
    /// <param name="identifier">One of <see cref="Names"/>, with arguments or without.</param>
    /// <exception cref="ArgumentException">The name is unknown (the nearest is suggested), or an argument is wrong.</exception>
    /// <exception cref="FormatException">The call is malformed.</exception>
    public static Calibration Get(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return KnownCalibrations.All.Get(identifier);
    }

    /// <summary>What is said of it beside its code.</summary>
    internal abstract Description<Calibration> Own { get; }

    /// <summary>Its arguments as a call has them; empty where it has none.</summary>
    private protected virtual string Arguments => "";

    /// <summary>Changes the model's weights.</summary>
    internal abstract void Apply(CalibrationRun run);

    /// <summary>The call that <see cref="Get"/> reads.</summary>
    public sealed override string ToString() => Own.Aliases[0] + (Arguments.Length > 0 ? $"({Arguments})" : "");
}
