using System.Text.Json;
using Seedbed.Initializers;
using Seedbed.Serialization;
using Seedbed.Tests.Golden;
using Xunit;

namespace Seedbed.Tests.Serialization;

public sealed class RegistryNameTests
{
    private static readonly InitializerRegistry s_registry = InitializerRegistry.Default;

    [Fact]
    public void Every_name_of_Keras_finds_Kerass_class()
    {
        using JsonDocument golden = GoldenFile.Open("keras_numpy");
        int found = 0;
        foreach (JsonProperty name in golden.RootElement.GetProperty("get_names").EnumerateObject())
        {
            // The base class has no values and is refused; Constant cannot do without a value, in Keras either.
            if (name.Value.GetString() is "Initializer" or "Constant")
            {
                Assert.Throws<ArgumentException>(() => s_registry.Get(name.Name));
                continue;
            }

            Assert.Equal(name.Value.GetString(), s_registry.Get(name.Name).ClassName);
            found++;
        }

        Assert.Equal(37, found);
    }

    [Theory]
    [InlineData("xavier_uniform", "GlorotUniform")]
    [InlineData("xavier_normal", "GlorotNormal")]
    [InlineData("kaiming_uniform", "HeUniform")]
    [InlineData("kaiming_normal", "HeNormal")]
    public void A_bare_name_of_another_framework_has_Kerass_meaning(string alias, string className) =>
        Assert.Equal(className, s_registry.Get(alias).ClassName);

    [Theory]
    [InlineData("he_normel", "he_normal")]
    [InlineData("Glorot_Uniform", "glorot_uniform")]
    [InlineData("ortogonal", "orthogonal")]
    [InlineData("kaiming_norml", "kaiming_normal")]
    public void An_unknown_name_is_refused_with_the_nearest(string name, string suggestion)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => s_registry.Get(name));
        Assert.Equal($"'{name}' is not a known initializer. Did you mean '{suggestion}'? 'seedbed list' shows all.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("completely different")]
    [InlineData("s_t_f_t_")]
    public void A_name_far_from_all_gets_no_suggestion_or_a_near_one(string name) =>
        Assert.StartsWith($"'{name.Trim()}' is not a known initializer.",
            Assert.Throws<ArgumentException>(() => s_registry.Get(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_are_unique_and_every_scheme_is_listed()
    {
        string[] names = [.. KnownInitializers.All.SelectMany(scheme => scheme.Aliases.Append(scheme.ClassName))];
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());

        string[] schemes = [.. typeof(Initializer).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Initializer))).Select(type => type.Name).Order(
                StringComparer.Ordinal)];
        Assert.Equal(schemes, KnownInitializers.All.Select(scheme => scheme.ClassName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_description_is_complete()
    {
        foreach (InitializerDescription scheme in KnownInitializers.All)
        {
            Assert.NotEmpty(scheme.Aliases);
            Assert.NotEqual("", scheme.Formula);
            Assert.NotEqual("", scheme.SuitedTo);
            Assert.NotEqual("", scheme.Source);
        }
    }

    [Fact]
    public void The_arguments_of_every_scheme_are_declared_parameters()
    {
        foreach (InitializerDescription scheme in KnownInitializers.All)
        {
            Initializer initializer = s_registry.Get(scheme.ClassName == "Constant" ? "Constant(value=1)" : scheme.ClassName);
            Assert.Subset(
                scheme.Parameters.Select(parameter => parameter.Name).ToHashSet(),
                initializer.Arguments!.Select(argument => argument.Name).ToHashSet());
        }
    }

    [Fact]
    public void A_taken_name_cannot_be_registered_again() =>
        Assert.Throws<ArgumentException>(() => s_registry.With(new InitializerDescription("he_normal", _ => new Zeros())));

    [Fact]
    public void A_users_scheme_is_found_by_name_and_by_Kerass_registered_name()
    {
        InitializerRegistry registry =
            s_registry.With(new InitializerDescription("MyInit", arguments => new Constant(arguments.Number("scale", 2)))
        {
            Parameters = [new("scale", "a number", "2")],
            Module = "my.module",
            RegisteredName = "my>MyInit",
        });
        Assert.Equal(new Constant(2), registry.Get("MyInit"));
        Assert.Equal(new Constant(3), registry.Get("MyInit(scale=3)"));
        Assert.Equal(
            new Constant(4),
            registry.Deserialize("""{"module": "my.module", "class_name": "MyInit", "config": {"scale": 4}, "registered_name": "my>MyInit"}"""));
        Assert.Throws<ArgumentException>(() => s_registry.Get("MyInit"));
    }

    [Fact]
    public void A_users_function_is_found_as_Keras_writes_it()
    {
        InitializerRegistry registry = s_registry.With(new InitializerDescription("my_init", _ => new Constant(7)));
        Assert.Equal(
            new Constant(7),
            registry.Deserialize("""{"module": "builtins", "class_name": "function", "config": "my_init", "registered_name": "function"}"""));
    }
}
