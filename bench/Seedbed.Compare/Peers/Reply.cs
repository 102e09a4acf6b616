using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seedbed.Compare.Peers;

/// <summary>One answer of a worker, a JSON object on a line. What does not apply is left out.</summary>
internal sealed record Reply
{
    private static readonly JsonSerializerOptions s_format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>At the start: the program and its version.</summary>
    public string? Version { get; init; }

    /// <summary>At the start: the BLAS of a peer that has one.</summary>
    public BlasLibrary? Blas { get; init; }

    /// <summary>Why the worker does not do this workload.</summary>
    public string? Skip { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>The time of all calls together.</summary>
    public double? Ns { get; init; }

    /// <summary>What a look at the result showed.</summary>
    public Facts? Facts { get; init; }

    public static Reply Parse(string line) =>
        JsonSerializer.Deserialize<Reply>(line, s_format) ?? new Reply { Error = "the answer is null." };

    public override string ToString() => JsonSerializer.Serialize(this, s_format);
}
