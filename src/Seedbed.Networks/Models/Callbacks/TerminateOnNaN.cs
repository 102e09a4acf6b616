namespace Seedbed.Models;

/// <summary>
/// Ends a training whose loss is NaN or infinite, without the exception that tells where it comes from; the step is not taken. Source:
/// <c>keras.callbacks.TerminateOnNaN</c>.
/// </summary>
public sealed class TerminateOnNaN : Callback
{
    internal override bool EndsAtNonFiniteLoss => true;
}
