using Seedbed.Checkpoints.Planning;
using Seedbed.Initializers;

namespace Seedbed.Checkpoints;

/// <summary>A layer's own scheme that is made of others, such as the bias of an LSTM: a plan gives each of them its seed.</summary>
public abstract record DerivedInitializer : Initializer
{
    /// <summary>For a scheme of a layer.</summary>
    protected DerivedInitializer()
    {
    }

    /// <summary>The schemes inside, in the order in which they are called.</summary>
    public abstract IReadOnlyList<Initializer> Parts { get; }

    /// <summary>The same scheme over other parts.</summary>
    /// <param name="parts">As many as <see cref="Parts"/>.</param>
    public abstract DerivedInitializer With(IReadOnlyList<Initializer> parts);

    /// <inheritdoc/>
    public sealed override bool NeedsWholeTensor => Parts.Any(part => part.NeedsWholeTensor);

    /// <inheritdoc/>
    public sealed override Initializer Pin(Random.RandomStream? stream = null) => With([.. Parts.Select(part => part.Pin(stream))]);
}
