using Seedbed.Autodiff;
using Seedbed.Initializers;
using Seedbed.Keras;
using Seedbed.Layers;
using Seedbed.Serialization;
using Seedbed.Training;
using Xunit;

namespace Seedbed.Tests.Contracts;

/// <summary>What every list of names promises; reflection proves that none forgets a class.</summary>
public sealed class RegistryContractTests
{
    private static readonly string _activationSources = string.Concat(
        Directory.EnumerateFiles(Repository.At("src", "Seedbed.Autodiff", "Operations", "Activations"), "*.cs").Select(File.ReadAllText));

    [Fact]
    public void Every_initializer_is_listed() => AssertListed(InitializerRegistry.Default, type => type.IsPublic);

    [Fact]
    public void Every_loss_is_listed() => AssertListed(KnownLosses.All, _ => true);

    [Fact]
    public void Every_optimizer_is_listed() => AssertListed(KnownOptimizers.All, _ => true);

    [Fact]
    public void Every_regularizer_constraint_and_schedule_is_listed()
    {
        AssertListed(KnownRegularizers.All, _ => true);
        AssertListed(KnownConstraints.All, _ => true);
        AssertListed(KnownSchedules.All, _ => true);
    }

    [Fact]
    public void Every_kind_of_accuracy_and_every_loss_is_a_metric()
    {
        Metric[] metrics = [.. KnownMetrics.All.Descriptions.Select(metric => KnownMetrics.All.Get(Call(metric)))];

        Assert.Equal(Classes<Metric>().Order(StringComparer.Ordinal), metrics.Select(metric => metric.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetValues<AccuracyKind>(), metrics.OfType<Accuracy>().Select(metric => metric.Kind).Order());
        Assert.Equal(KnownLosses.All.Descriptions.Select(loss => loss.ClassName), metrics.OfType<MeanLoss>().Select(metric => metric.Loss.ClassName));
    }

    /// <summary>Operations beside them take arguments from a layer of their own.</summary>
    [Fact]
    public void Every_activation_is_listed() => Assert.Equal(
        Classes<Operation>(type => _activationSources.Contains($"sealed class {type.Name}", StringComparison.Ordinal))
            .Except([nameof(ApproximateGelu), nameof(PReluOperation), nameof(Threshold)]).Order(StringComparer.Ordinal),
        NamedActivations.All.Descriptions.Select(activation => activation.Create(NamedArguments.None).GetType().Name).Distinct()
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_layer_that_a_file_may_name_is_listed()
    {
        Layer[] layers = [.. KerasLayers.All.Descriptions.Select(layer => layer.Create(NamedArguments.None))];

        Assert.Equal(
            Classes<Layer>().Except([nameof(CustomLayer), nameof(ConvLSTMCell), nameof(Projection)]).Order(StringComparer.Ordinal),
            layers.Select(layer => layer.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(KerasLayers.All.Descriptions.Select(layer => layer.ClassName), layers.Select(layer => layer.ClassName));
    }

    [Fact]
    public void Whose_a_class_is_stands_in_every_list()
    {
        Assert.All(
            InitializerRegistry.Default.Descriptions,
            scheme => Assert.Equal(scheme.Group == "Keras" ? "keras.initializers" : "seedbed.initializers", scheme.Module));
        AssertModule("keras.losses", KnownLosses.All);
        AssertModule("keras.optimizers", KnownOptimizers.All);
        AssertModule("keras.metrics", KnownMetrics.All);
        AssertModule("keras.regularizers", KnownRegularizers.All);
        AssertModule("keras.constraints", KnownConstraints.All);
        AssertModule("keras.optimizers.schedules", KnownSchedules.All);
        AssertModule("keras.activations", NamedActivations.All);
        Assert.All(KerasLayers.All.Descriptions, layer => Assert.True(Description.IsOfKeras(layer.Module)));
    }

    [Fact]
    public void A_parameter_that_is_left_out_has_the_default_that_is_told()
    {
        AssertDefaults(InitializerRegistry.Default, 153);
        AssertDefaults(KnownLosses.All, 102);
        AssertDefaults(KnownOptimizers.All, 207);
        AssertDefaults(KnownMetrics.All, 199);
        AssertDefaults(KnownRegularizers.All, 10);
        AssertDefaults(KnownConstraints.All, 11);
    }

    private static void AssertModule<T>(string module, Registry<T> registry)
        where T : class => Assert.All(registry.Descriptions, each => Assert.Equal(module, each.Module));

    private static void AssertDefaults<T>(Registry<T> registry, int count)
        where T : class
    {
        int compared = 0;
        foreach (Description<T> each in registry.Descriptions.Where(each => each.ClassName != "Constant"))
        {
            foreach (ParameterDescription parameter in each.Parameters.Where(parameter => parameter.Default is not null))
            {
                Assert.Equal(
                    $"{registry.Get(Call(each))}", $"{registry.Get(Call(each, $"{parameter.Name}={parameter.Default}"))}");
                compared++;
            }
        }

        Assert.Equal(count, compared);
    }

    /// <summary>A call with something for every parameter that has no default.</summary>
    private static string Call<T>(Description<T> description, params string[] more)
        where T : class
    {
        IEnumerable<string> given = description.Parameters.Where(parameter => parameter.Default is null).Select(
            parameter => $"{parameter.Name}={(parameter.Name == "num_classes" ? "3" : parameter.Name == "target_class_ids" ? "[0]" : "0.5")}");
        return $"{description.ClassName}({string.Join(", ", [.. given, .. more])})";
    }

    private static void AssertListed<T>(Registry<T> registry, Func<Type, bool> counts)
        where T : class => Assert.Equal(
        Classes<T>(counts).Order(StringComparer.Ordinal), registry.Descriptions.Select(each => each.ClassName).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Classes<T>(Func<Type, bool>? counts = null) =>
        typeof(T).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(T)) && (counts is null || counts(type)))
            .Select(type => type.Name);
}
