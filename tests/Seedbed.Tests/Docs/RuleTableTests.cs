using System.Reflection;
using Seedbed.Diagnostics;
using Seedbed.Initializers;
using Seedbed.Serialization;
using Xunit;

namespace Seedbed.Tests.Docs;

/// <summary>The table that says where every published rule is: all are there, all that it names exists, and no scheme is forgotten.</summary>
public sealed class RuleTableTests
{
    /// <summary>The rules that were read in code or worked out.</summary>
    private static readonly string[] s_rules =
    [
        "fixup", "t_fixup", "deepnorm", "sub_ln", "zero_init", "conv_orthogonal", "delta_orthogonal", "bilinear", "sparse", "siren", "chrono",
        "hippo_legs", "hippo_legt", "hippo_fout", "s4d_lin", "s4d_inv", "mamba1", "mamba2", "mamba3", "gated_delta_net", "rg_lru", "xlstm", "rwkv7",
        "ngpt", "spectral", "nanochat", "gpt2", "opt", "deepseek", "torchtitan", "olmo_core", "mup_megatron", "completep", "lora_default",
        "lora_gaussian", "lora_orthogonal", "pissa", "olora", "mica", "kan", "mimetic", "alibi", "rope", "rope_llama3", "whisper_positions",
        "tied_embedding", "sinusoidal_weights", "lsuv", "krahenbuhl",
    ];

    private static readonly string[][] s_rows =
    [
        .. File.ReadLines(Repository.At("docs", "schemes.md")).SkipWhile(line => line != "| Rule | Here | Held by |").Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    [Fact]
    public void Every_rule_has_a_row() => Assert.Empty(s_rules.Except(s_rows.SelectMany(row => row[0].Split(", "))));

    [Fact]
    public void Every_scheme_and_every_rule_of_whole_models_is_named()
    {
        string[] schemes = [.. Names(1).Select(Scheme).OfType<Initializer>().Select(scheme => scheme.ClassName)];
        Assert.Empty(KnownInitializers.All.Where(scheme => scheme.Group != "Keras").Select(scheme => scheme.ClassName).Except(schemes));
        string[] rules = [.. typeof(ModelRules).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false, ReturnType.Name: nameof(ModelRule) }).Select(member => $"ModelRules.{member.Name}")];
        Assert.NotEmpty(rules);
        Assert.Empty(rules.Except(Names(1)));
    }

    [Fact]
    public void What_the_table_names_exists()
    {
        Assert.All(Names(1).Where(name => Scheme(name) is null), name =>
        {
            string[] parts = name.Split('.');
            Type? type = typeof(Initializer).Assembly.GetType($"Seedbed.Initializers.{parts[0]}")
                ?? typeof(Calibration).Assembly.GetType($"Seedbed.Diagnostics.{parts[0]}");
            Assert.NotEmpty(type!.GetMember(parts[1]));
        });
        Assert.All(Names(2), name => Assert.Single(typeof(RuleTableTests).Assembly.GetTypes(), type => type.Name == name));
    }

    /// <summary>The texts between backticks of one column.</summary>
    private static IEnumerable<string> Names(int column) => s_rows.SelectMany(row => row[column].Split('`').Where((_, i) => i % 2 == 1));

    /// <summary>null where the name is a member's: ModelRules.Fixup.</summary>
    private static Initializer? Scheme(string name) => name.Split('(')[0].Split('.').Length == 2 ? null : InitializerRegistry.Default.Get(name);
}
