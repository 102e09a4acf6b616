using Seedbed.Checkpoints;
using Seedbed.Cli.Initializing;
using Seedbed.Keras;
using Seedbed.Models;

namespace Seedbed.Cli.Probing;

/// <summary>A model that is probed or diagnosed, not changed.</summary>
/// <param name="Path">The model's path.</param>
internal sealed record LookedAtModel(string Path)
{
    /// <summary>Weights that are taken instead of drawn ones; null for none.</summary>
    internal string? Weights { get; init; }

    /// <summary>The shapes of inputs without the batch; none leaves them to the file.</summary>
    internal IReadOnlyList<IReadOnlyList<long?>> InputShapes { get; init; } = [];

    /// <summary>Null draws one.</summary>
    internal long? Seed { get; init; }

    /// <summary>The paths of the data; none draws samples.</summary>
    internal IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Reads it, and tells the seed where it is drawn and weights are drawn by it.</summary>
    /// <param name="session">Gets notes.</param>
    /// <param name="verb">What is done: probes.</param>
    /// <param name="draws">Whether weights are drawn even where some were read.</param>
    /// <exception cref="ArgumentException">Data or weights are to come from standard input.</exception>
    internal Model Read(Session session, string verb, bool draws = false)
    {
        if (Data.Append(Weights).Contains(StandardInput.Sign))
        {
            throw new ArgumentException("- is standard input, from which MODEL alone is read; name files for --data and --weights.");
        }

        long seed = Seed ?? InitializationPlan.DrawSeed();
        KerasModelFile file = TemplateFile.Read(Path, new KerasModelOptions { InputShapes = InputShapes }, session.Input, out string path);
        Model model = Model.Of(file, path, seed);
        if (Weights is not null)
        {
            model.LoadWeights(Weights, new WeightLoadOptions());
        }

        session.Tell(model.Notes);
        if (Seed is null && (draws || !model.HasGivenWeights))
        {
            session.Terminal.Note($"drew the seed {seed}; --seed {seed} {verb} the same weights again.");
        }

        return model;
    }
}
