using Seedbed.Checkpoints;
using Seedbed.Initializers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp;

/// <summary>A parameter of a module, under its name in <c>state_dict</c>.</summary>
/// <param name="Template">Its name, shape, type, the class of its module, and the scheme it has where no rule fits.</param>
/// <param name="Tensor">The parameter.</param>
/// <param name="Layout">How it lies in memory.</param>
internal sealed record ModuleParameter(TensorTemplate Template, Tensor Tensor, TorchLayout Layout)
{
    /// <summary>All parameters of floating-point numbers, in the order of <c>state_dict</c>; one that several modules share once.</summary>
    /// <exception cref="ArgumentException">A parameter is of another type.</exception>
    internal static IEnumerable<ModuleParameter> In(nn.Module root)
    {
        Dictionary<string, nn.Module> owners = new(StringComparer.Ordinal) { [""] = root };
        foreach ((string name, nn.Module module) in root.named_modules())
        {
            owners.TryAdd(name, module);
        }

        HashSet<IntPtr> seen = [];
        foreach ((string name, Parameter parameter) in root.named_parameters(true))
        {
            if (seen.Add(FlatMemory.PlaceOf(parameter)))
            {
                nn.Module owner = owners[name.LastIndexOf('.') is >= 0 and int end ? name[..end] : ""];
                TensorTemplate template = new(name, Shape.Create(parameter.shape), TorchTypes.WeightType(name, parameter), Own(owner, name))
                {
                    LayerClass = owner.GetType().Name,
                    Trainable = parameter.requires_grad,
                };
                yield return new ModuleParameter(template, parameter, TorchLayout.Of(owner));
            }
        }
    }

    /// <summary>Norms 1, biases 0; what is neither stays.</summary>
    private static Initializer Own(nn.Module owner, string name) => (owner, name[(name.LastIndexOf('.') + 1)..]) switch
    {
        (NormBase or LayerNorm or GroupNorm, "weight") => new Ones(),
        (_, string own) when own.Contains("bias", StringComparison.Ordinal) => new Zeros(),
        _ => new Unchanged(),
    };
}

/// <summary>Leaves a parameter as it is, and says so in the plan.</summary>
internal sealed record Unchanged : Initializer
{
    protected override void FillCore<T>(in FillRequest request, Span<T> destination) =>
        throw new InvalidOperationException("a parameter that stays was to be filled.");
}
