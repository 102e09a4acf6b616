using Seedbed.Training;

namespace Seedbed.Diagnostics;

/// <summary>What a diagnosis is made with.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>The data that the model is for; null for standard normal samples, labelled by a fixed random linear teacher.</summary>
    public DataSet? Data { get; init; }

    /// <summary>What it is trained by; null for what the last activation asks for: a cross-entropy, or the mean squared error.</summary>
    public Loss? Loss { get; init; }

    /// <summary>The optimizer of the trials; Adam where it is null.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>The time that all trials together may take, about; at least 1.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>The most steps of a trial.</summary>
    public int Steps { get; init; } = 300;

    /// <summary>The seeds, from the model's on, with which the change is held against what was there before.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Whether changes are tried; without, a diagnosis has faults alone.</summary>
    public bool HasTrials { get; init; } = true;

    /// <summary>Threads and cancellation.</summary>
    public ExecutionOptions Execution { get; init; }

    /// <summary>Is told what is being done.</summary>
    public IProgress<string>? Progress { get; init; }
}
