namespace Seedbed.Models;

/// <summary>Code of one's own that a training calls, as <c>keras.callbacks.Callback</c>.</summary>
public abstract class Callback
{
    /// <summary>Whether a loss that is no number ends the training without an exception.</summary>
    internal virtual bool EndsAtNonFiniteLoss => false;

    /// <summary>Before the first step.</summary>
    /// <param name="state">Where the training stands.</param>
    public virtual void OnTrainBegin(TrainingState state)
    {
    }

    /// <summary>Before the first step of an epoch.</summary>
    /// <param name="state">Where the training stands.</param>
    public virtual void OnEpochBegin(TrainingState state)
    {
    }

    /// <summary>Before a step; what it asks <see cref="TrainingState.Observe"/> to see is told in this step.</summary>
    /// <param name="state">Where the training stands.</param>
    public virtual void OnBatchBegin(TrainingState state)
    {
    }

    /// <summary>
    /// Within a step, when the loss is derived and the optimizer has not changed the weights yet: <see cref="Layers.Weight.Value"/> has
    /// its gradient.
    /// </summary>
    /// <param name="state">Where the training stands.</param>
    public virtual void OnGradients(TrainingState state)
    {
    }

    /// <summary>After a step.</summary>
    /// <param name="state">Where the training stands, with the means of the epoch so far.</param>
    public virtual void OnBatchEnd(TrainingState state)
    {
    }

    /// <summary>After the last step of an epoch, and the validation.</summary>
    /// <param name="state">Where the training stands, with what the history gets.</param>
    public virtual void OnEpochEnd(TrainingState state)
    {
    }

    /// <summary>After the last epoch.</summary>
    /// <param name="state">Where the training stands.</param>
    public virtual void OnTrainEnd(TrainingState state)
    {
    }
}
