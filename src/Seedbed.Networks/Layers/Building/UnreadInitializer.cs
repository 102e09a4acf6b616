using Seedbed.Checkpoints;
using Seedbed.Initializers;

namespace Seedbed.Layers.Building;

/// <summary>
/// What stands for an initializer that a file names and nobody here knows, until the weight's name tells whether it is replaced.
/// </summary>
/// <param name="Fault">Why it is not known.</param>
internal sealed record UnreadInitializer(FormatException Fault) : Initializer
{
    /// <summary>The scheme without it: zeros, which a plan replaces, or the fault where it does not.</summary>
    /// <param name="scheme">The scheme of a weight.</param>
    /// <param name="name">The weight's full name.</param>
    /// <param name="isReplaced">Whether a plan replaces it.</param>
    internal static Initializer Settle(Initializer scheme, string name, bool isReplaced)
    {
        UnreadInitializer? unread = scheme as UnreadInitializer
            ?? (scheme as DerivedInitializer)?.Parts.OfType<UnreadInitializer>().FirstOrDefault();
        return unread is null ? scheme
            : isReplaced ? new Zeros()
            : throw new FormatException($"{unread.Fault.Message} Or replace it, such as by --initializer '{name.Excerpt()}=he_normal'.",
                unread.Fault);
    }

    protected override void FillCore<T>(in FillRequest request, Span<T> destination) => throw Fault;
}
