namespace Seedbed.Initializers;

/// <summary>
/// The functions of PyTorch, JAX, TensorFlow 1 and Keras under their dotted names, with that framework's layout, defaults and meaning:
/// "normal" is truncated in Keras and not in JAX, <c>orthogonal_</c> flattens a kernel the other way in PyTorch. Values are drawn from the
/// stream that is asked for, by default TensorFlow's, not from the framework's own.
/// </summary>
public static class FrameworkNames
{
    private static readonly Dictionary<string, ScalingDistribution> s_jaxDistributions = new(StringComparer.Ordinal)
    {
        ["truncated_normal"] = ScalingDistribution.TruncatedNormal,
        ["normal"] = ScalingDistribution.UntruncatedNormal,
        ["uniform"] = ScalingDistribution.Uniform,
    };

    private static readonly ParameterDescription s_gain = new("gain", "a number", "1.0");

    /// <summary>Every function, framework by framework.</summary>
    public static IReadOnlyList<Description<Initializer>> All { get; } = [.. PyTorch(), .. Jax(), .. TensorFlow1(), .. Keras()];

    private static Description<Initializer> Name(
        string name, string formula, Func<NamedArguments, Initializer> create, params ParameterDescription[] parameters) =>
        new(name, create)
    {
        Formula = formula,
        SuitedTo = "models ported from there",
        Source = name[..name.LastIndexOf('.')] + "; values on the stream that is asked for, by default TensorFlow's",
        Group = "names of frameworks",
        Parameters = parameters,
    };

    private static ParameterDescription Number(string name, string? defaultValue) => new(name, "a number", defaultValue);

    private static double Needed(NamedArguments call, string name) =>
        call.Has(name) ? call.Number(name, 0) : throw new ArgumentException($"{name} is not given, and it has no default; give a number.");

    private static IEnumerable<Description<Initializer>> PyTorch()
    {
        const string Prefix = "torch.nn.init.";
        ParameterDescription seed = ParameterDescription.Seed;
        yield return Name(Prefix + "uniform_", "w ~ U[a, b)",
            call => new RandomUniform(call.Number("a", 0), call.Number("b", 1), call.Seed()),
            Number("a", "0.0"), Number("b", "1.0"), seed);
        yield return Name(Prefix + "normal_", "w ~ N(mean, std²)",
            call => new RandomNormal(call.Number("mean", 0), call.Number("std", 1), call.Seed()),
            Number("mean", "0.0"), Number("std", "1.0"), seed);
        yield return Name(Prefix + "trunc_normal_", "w ~ N(mean, std²) given a < w < b, absolute bounds",
            call => new AbsoluteTruncatedNormal(
                call.Number("mean", 0), call.Number("std", 1), call.Number("a", -2), call.Number("b", 2), call.Seed()),
            Number("mean", "0.0"), Number("std", "1.0"), Number("a", "-2.0"), Number("b", "2.0"), seed);
        yield return Name(Prefix + "constant_", "w = val", call => new Constant(Needed(call, "val")), Number("val", null));
        yield return Name(Prefix + "ones_", "w = 1", _ => new Ones());
        yield return Name(Prefix + "zeros_", "w = 0", _ => new Zeros());
        yield return Name(Prefix + "eye_", "w = I", _ => new Identity());
        yield return Name(Prefix + "dirac_", "w[o, i, centre] = 1 if i = o mod (outputs/groups)",
            call => new Dirac(call.Integer("groups", 1), KernelLayout.PyTorch),
            new ParameterDescription("groups", "an integer of at least 1", "1"));
        yield return Name(Prefix + "xavier_uniform_", "w ~ U(±gain·√(6/(fan_in + fan_out)))",
            call => Xavier(call, ScalingDistribution.Uniform), s_gain, seed);
        yield return Name(Prefix + "xavier_normal_", "w ~ N(0, gain²·2/(fan_in + fan_out)), not truncated",
            call => Xavier(call, ScalingDistribution.UntruncatedNormal), s_gain, seed);
        yield return Name(Prefix + "kaiming_uniform_", "w ~ U(±gain·√(3/n)), gain = √(2/(1 + a²)) for leaky_relu",
            call => Kaiming(call, ScalingDistribution.Uniform), [.. KaimingParameters(), seed]);
        yield return Name(Prefix + "kaiming_normal_", "w ~ N(0, gain²/n), not truncated",
            call => Kaiming(call, ScalingDistribution.UntruncatedNormal), [.. KaimingParameters(), seed]);
        yield return Name(Prefix + "orthogonal_", "W = gain·Q, of the first axis by all others",
            call => new RowOrthogonal(call.Number("gain", 1), call.Seed()), s_gain, seed);
        yield return Name(Prefix + "sparse_", "w ~ N(0, std²), ⌈sparsity·rows⌉ of each column 0",
            call => new Sparse(Needed(call, "sparsity"), call.Number("std", 0.01), call.Seed()),
            Number("sparsity", null), Number("std", "0.01"), seed);
    }

    private static ParameterDescription[] KaimingParameters() =>
    [
        Number("a", "0.0"), new("mode", "one of fan_in, fan_out", "fan_in"),
        new("nonlinearity", "one of linear, sigmoid, tanh, relu, leaky_relu, selu", "leaky_relu"),
    ];

    private static VarianceScaling Xavier(NamedArguments call, ScalingDistribution distribution)
    {
        double gain = call.Number("gain", 1);
        return new VarianceScaling(gain * gain, FanMode.FanAverage, distribution, call.Seed(), FanRule.PyTorch());
    }

    private static VarianceScaling Kaiming(NamedArguments call, ScalingDistribution distribution)
    {
        double gain = Gains.Of(call.Text("nonlinearity", "leaky_relu"), call.Number("a", 0));
        return new VarianceScaling(gain * gain, VarianceScaling.ModeOf(call), distribution, call.Seed(), FanRule.PyTorch());
    }

    private static IEnumerable<Description<Initializer>> Jax()
    {
        const string Prefix = "jax.nn.initializers.";
        ParameterDescription seed = ParameterDescription.Seed;
        yield return Name(Prefix + "zeros", "w = 0", _ => new Zeros());
        yield return Name(Prefix + "ones", "w = 1", _ => new Ones());
        yield return Name(Prefix + "constant", "w = value", call => new Constant(Needed(call, "value")), Number("value", null));
        yield return Name(Prefix + "uniform", "w ~ U[0, scale)", call => new RandomUniform(0, call.Number("scale", 0.01), call.Seed()),
            Number("scale", "0.01"), seed);
        yield return Name(Prefix + "normal", "w ~ N(0, stddev²), not truncated",
            call => new RandomNormal(0, call.Number("stddev", 0.01), call.Seed()), Number("stddev", "0.01"), seed);
        yield return Name(Prefix + "truncated_normal", "w = stddev·z, z ~ N(0, 1) given lower < z < upper",
            call => new SigmaTruncatedNormal(
                0, call.Number("stddev", 0.01), call.Number("lower", -2), call.Number("upper", 2), call.Seed()),
            Number("stddev", "0.01"), Number("lower", "-2.0"), Number("upper", "2.0"), seed);
        yield return Name(
            Prefix + "variance_scaling", "Var w = scale/n, n = fan_in, fan_out, fan_avg or fan_geo_avg; normal is not truncated",
            call => JaxScaling(
                call, call.Number("scale", 1), VarianceScaling.ModeOf(call),
                call.Choice("distribution", ScalingDistribution.TruncatedNormal, s_jaxDistributions)),
            [Number("scale", "1.0"), new("mode", "one of fan_in, fan_out, fan_avg, fan_geo_avg", "fan_in"),
                new("distribution", "one of truncated_normal, normal, uniform", "truncated_normal"), .. JaxAxes(), seed]);
        foreach ((string name, double scale, FanMode mode) in new[]
        {
            ("glorot", 1.0, FanMode.FanAverage), ("xavier", 1.0, FanMode.FanAverage), ("lecun", 1.0, FanMode.FanIn),
            ("he", 2.0, FanMode.FanIn), ("kaiming", 2.0, FanMode.FanIn),
        })
        {
            yield return Name($"{Prefix}{name}_uniform", $"Var w = {scale}/{Fan(mode)}, uniform",
                call => JaxScaling(call, scale, mode, ScalingDistribution.Uniform), [.. JaxAxes(), seed]);
            yield return Name($"{Prefix}{name}_normal", $"Var w = {scale}/{Fan(mode)}, truncated normal",
                call => JaxScaling(call, scale, mode, ScalingDistribution.TruncatedNormal), [.. JaxAxes(), seed]);
        }

        yield return Name(Prefix + "orthogonal", "W = scale·Q", call => new Orthogonal(call.Number("scale", 1), call.Seed()),
            Number("scale", "1.0"), seed);
        yield return Name(Prefix + "delta_orthogonal", "W[centre] = scale·Q, all other taps 0",
            call => new DeltaOrthogonal(call.Number("scale", 1), call.Seed(), DeltaOrthogonalMethod.Jax), Number("scale", "1.0"), seed);
    }

    private static string Fan(FanMode mode) => mode == FanMode.FanIn ? "fan_in" : "fan_avg";

    private static ParameterDescription[] JaxAxes() =>
    [
        new("in_axis", "an axis or a list of axes", "-2"), new("out_axis", "an axis or a list of axes", "-1"),
        new("batch_axis", "an axis or a list of axes", "[]"),
    ];

    private static VarianceScaling JaxScaling(NamedArguments call, double scale, FanMode mode, ScalingDistribution distribution)
    {
        FanRule fans = FanRule.Jax(
            (call.Axes("in_axis") ?? [-2]).AsSpan(), (call.Axes("out_axis") ?? [-1]).AsSpan(), (call.Axes("batch_axis") ?? []).AsSpan());
        return new VarianceScaling(scale, mode, distribution, call.Seed(), fans);
    }

    private static IEnumerable<Description<Initializer>> TensorFlow1()
    {
        const string Prefix = "tf.compat.v1.";
        ParameterDescription seed = ParameterDescription.Seed;
        foreach (string path in new[] { Prefix + "{0}_initializer", Prefix + "initializers.{0}" })
        {
            string At(string name) => path.Replace("{0}", name, StringComparison.Ordinal);
            yield return Name(At("zeros"), "w = 0", _ => new Zeros());
            yield return Name(At("ones"), "w = 1", _ => new Ones());
            yield return Name(At("constant"), "w = value", call => new Constant(call.Number("value", 0)), Number("value", "0.0"));
            yield return Name(At("random_uniform"), "w ~ U[minval, maxval)",
                call => new RandomUniform(call.Number("minval", 0), call.Number("maxval", 1), call.Seed()),
                Number("minval", "0.0"), Number("maxval", "1.0"), seed);
            yield return Name(At("random_normal"), "w ~ N(mean, stddev²)",
                call => new RandomNormal(call.Number("mean", 0), call.Number("stddev", 1), call.Seed()),
                Number("mean", "0.0"), Number("stddev", "1.0"), seed);
            yield return Name(At("truncated_normal"), "w ~ N(mean, stddev²) given |w − mean| < 2·stddev",
                call => new TruncatedNormal(call.Number("mean", 0), call.Number("stddev", 1), call.Seed()),
                Number("mean", "0.0"), Number("stddev", "1.0"), seed);
            yield return Name(At("uniform_unit_scaling"), "w ~ U(±factor·√(3/fan_in))", Uniform, Number("factor", "1.0"), seed);
            yield return Name(At("variance_scaling"), "Var w = scale/max(1, n), n = fan_in, fan_out or fan_avg; normal is truncated",
                VarianceScaling.Description.Create, [.. VarianceScaling.Description.Parameters]);
            yield return Name(At("glorot_uniform"), "w ~ U(±√(6/(fan_in + fan_out)))", call => new GlorotUniform(call.Seed()), seed);
            yield return Name(At("glorot_normal"), "w ~ N(0, 2/(fan_in + fan_out)), truncated",
                call => new GlorotNormal(call.Seed()), seed);
            yield return Name(At("orthogonal"), "W = gain·Q", call => new Orthogonal(call.Number("gain", 1), call.Seed()), s_gain, seed);
        }

        yield return Name(Prefix + "initializers.identity", "w = gain·I", call => new Identity(call.Number("gain", 1)), s_gain);
    }

    /// <summary>TensorFlow 1's oldest default: all axes but the last are inputs.</summary>
    private static VarianceScaling Uniform(NamedArguments call)
    {
        double factor = call.Number("factor", 1);
        return new VarianceScaling(factor * factor, FanMode.FanIn, ScalingDistribution.Uniform, call.Seed());
    }

    private static IEnumerable<Description<Initializer>> Keras() =>
        from scheme in KnownInitializers.All
        where scheme.Group == SchemeGroup.Keras
        from name in scheme.Aliases.Prepend(scheme.ClassName)
        where !name.StartsWith("kaiming", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("xavier", StringComparison.OrdinalIgnoreCase) && name != "irnn"
        select scheme with { ClassName = "keras.initializers." + name, Aliases = [], Group = "names of frameworks" };
}
