using System.Collections.Immutable;
using Seedbed.Checkpoints;
using Seedbed.Initializers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seedbed.TorchSharp;

/// <summary>Initializes modules of TorchSharp.</summary>
public static class ModuleInitialization
{
    /// <summary>
    /// Fills the module's parameters: those of two dimensions or more by the scheme, norms with ones, biases with zeros. Each parameter's
    /// values follow from the seed and its name in <c>state_dict</c> alone; order, siblings, devices and threads change nothing.
    /// </summary>
    /// <param name="module">The module, with all that it contains.</param>
    /// <param name="initializer">The scheme.</param>
    /// <param name="seed">The seed; one is drawn where it is null, and stands in the result.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">The scheme cannot fill a parameter; nothing is changed then.</exception>
    /// <example>
    /// <code>
    /// var model = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10));
    /// Console.WriteLine(model.Initialize(new HeNormal(), seed: 42));
    /// </code>
    /// </example>
    public static ModulePlan Initialize(this nn.Module module, Initializer initializer, long? seed = null) =>
        module.Initialize(rules => rules.Default(initializer), seed);

    /// <summary>
    /// Fills the module's parameters by rules; a parameter that no rule fits is filled as its layer asks: norms 1, biases 0.
    /// </summary>
    /// <param name="module">The module, with all that it contains.</param>
    /// <param name="rules">Adds the rules; patterns are of the names in <c>state_dict</c>, whose parts points stand between.</param>
    /// <param name="seed">The seed; one is drawn where it is null, and stands in the result.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">
    /// A rule fits no parameter, or a scheme cannot fill one; the sentence names it, and nothing is changed then.
    /// </exception>
    /// <example>
    /// <code>
    /// model.Initialize(rules => rules
    ///     .Default(new HeNormal())
    ///     .For&lt;Embedding&gt;(new RandomNormal(stddev: 0.02))
    ///     .For("**.bias", new Constant(0.01)), seed: 42);
    /// </code>
    /// </example>
    public static ModulePlan Initialize(
        this nn.Module module, Func<InitializationRules, InitializationRules> rules, long? seed = null)
    {
        ModulePlan plan = module.Plan(rules, seed);
        plan.Run(FillOptions.Default);
        return plan;
    }

    /// <summary>
    /// What <see cref="Initialize(nn.Module, Func{InitializationRules, InitializationRules}, long?)"/> will do; nothing is changed.
    /// </summary>
    /// <param name="module">The module, with all that it contains.</param>
    /// <param name="rules">Adds the rules.</param>
    /// <param name="seed">The seed; one is drawn where it is null.</param>
    /// <exception cref="ArgumentException">A rule fits no parameter, or a scheme cannot fill one.</exception>
    public static ModulePlan Plan(this nn.Module module, Func<InitializationRules, InitializationRules> rules, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(rules);
        ImmutableArray<ModuleParameter> all = [.. ModuleParameter.In(module)];
        InitializationRules given = rules(new InitializationRules('.'));
        ModelTemplate ruled = given.Apply(new ModelTemplate(module.GetName(), [.. all.Select(parameter => parameter.Template)]));
        (ModuleParameter Parameter, TensorTemplate Template)[] filled = [.. all.Zip(ruled.Tensors)
            .Where(pair => pair.Second.Initializer is not Unchanged)];
        ModelTemplate adapted = new(ruled.Name, [.. filled.Select(pair =>
            pair.Template with { Initializer = pair.Parameter.Layout.Adapt(pair.Template.Initializer) })]);
        return new ModulePlan(
            InitializationPlan.Create(adapted, new PlanOptions { Seed = seed }), [.. filled.Select(pair => pair.Parameter.Tensor)],
            [.. all.Zip(ruled.Tensors).Where(pair => pair.Second.Initializer is Unchanged).Select(pair => pair.First.Template.Name)]);
    }

    /// <summary>Fills the parameters of two dimensions or more in the modules of a class.</summary>
    /// <typeparam name="TModule">The class, such as <see cref="Embedding"/>.</typeparam>
    /// <param name="rules">The rules so far.</param>
    /// <param name="initializer">The scheme.</param>
    public static InitializationRules For<TModule>(this InitializationRules rules, Initializer initializer)
        where TModule : nn.Module
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.ForLayers(typeof(TModule).Name, initializer);
    }
}
