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
    public void Names_are_unique()
    {
        string[] names = [.. KnownInitializers.All.SelectMany(scheme => scheme.Aliases.Append(scheme.ClassName))];
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_description_is_complete()
    {
        foreach (Description<Initializer> scheme in KnownInitializers.All)
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
        foreach (Description<Initializer> scheme in KnownInitializers.All)
        {
            Initializer initializer = s_registry.Get(scheme.ClassName == "Constant" ? "Constant(value=1)" : scheme.ClassName);
            Assert.Subset(
                scheme.Parameters.Select(parameter => parameter.Name).ToHashSet(),
                initializer.Arguments!.Select(argument => argument.Name).ToHashSet());
        }
    }

    [Fact]
    public void A_taken_name_cannot_be_registered_again() =>
        Assert.Throws<ArgumentException>(() => s_registry.With(new Description<Initializer>("he_normal", _ => new Zeros())));

    [Fact]
    public void A_users_scheme_is_found_by_name_and_by_Kerass_registered_name()
    {
        InitializerRegistry registry =
            s_registry.With(new Description<Initializer>("MyInit", arguments => new Constant(arguments.Number("scale", 2)))
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

    [Theory]
    [InlineData("he_normal")]
    [InlineData("\"he_normal\"")]
    [InlineData("HeNormal(seed=None)")]
    [InlineData("""{"class_name": "HeNormal", "config": {}}""")]
    public void A_bare_name_is_deserialized_as_Keras_does(string text) => Assert.Equal("HeNormal", s_registry.Deserialize(text)!.ClassName);

    [Fact]
    public void A_bare_name_that_is_unknown_is_told_as_a_name()
    {
        Assert.Null(s_registry.Deserialize("null"));
        Assert.StartsWith(
            "'he_normel' is not a known initializer. Did you mean 'he_normal'?",
            Assert.Throws<ArgumentException>(() => s_registry.Deserialize("he_normel")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_initializer_is_got_as_it_is()
    {
        Initializer initializer = new HeNormal(3);
        Assert.Same(initializer, s_registry.Get(initializer));
        Assert.Null(s_registry.Get((Initializer?)null));
    }

    [Fact]
    public void A_scheme_that_is_not_Kerass_is_written_as_whose_it_is()
    {
        Mine mine = new();
        Assert.Equal(
            """{"module":"Seedbed.Tests.Serialization","class_name":"Mine","config":{},"registered_name":"Mine"}""", s_registry.Serialize(mine));
        Assert.False(s_registry.Knows(mine));
        InitializerRegistry registry = s_registry.With(new Description<Initializer>("Mine", _ => new Mine())
        {
            Module = "my.module",
            RegisteredName = "my>Mine",
        });
        Assert.Contains("\"module\":\"my.module\"", registry.Serialize(mine), StringComparison.Ordinal);
        Assert.Equal("my>Mine", registry.RegisteredNameOf(mine));
        Assert.Equal(mine, registry.Deserialize(registry.Serialize(mine)));
    }

    [Fact]
    public void A_class_of_ones_own_with_a_name_of_Kerass_is_not_Kerass()
    {
        HeUniform own = new();
        Assert.StartsWith(
            """{"module":"Seedbed.Tests.Serialization","class_name":"HeUniform",""", s_registry.Serialize(own), StringComparison.Ordinal);
        Assert.False(s_registry.Knows(own));
        Assert.True(s_registry.Knows(new Seedbed.Initializers.HeUniform()));
        Assert.StartsWith(
            """{"module":"keras.initializers","class_name":"VarianceScaling",""", s_registry.Serialize(new Wide()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_function_is_found_as_Keras_writes_it()
    {
        InitializerRegistry registry = s_registry.With(new Description<Initializer>("my_init", _ => new Constant(7)));
        Assert.Equal(
            new Constant(7),
            registry.Deserialize("""{"module": "builtins", "class_name": "function", "config": "my_init", "registered_name": "function"}"""));
    }

    private sealed record Mine : Plain;

    private sealed record HeUniform : Plain;

    private sealed record Wide() : VarianceScaling(3);

    private abstract record Plain : Initializer
    {
        public override IReadOnlyList<Argument> Arguments => [];

        protected override void FillCore<T>(in FillRequest request, Span<T> destination) => destination.Clear();
    }
}
