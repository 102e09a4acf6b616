using System.Text.Json.Serialization;

namespace Seedbed.Compare.Peers;

/// <summary>The BLAS and LAPACK that a peer really calls, as the dynamic linker bound them.</summary>
internal sealed record BlasLibrary
{
    private const string Unknown = "neither OpenBLAS nor MKL";

    /// <summary>"OpenBLAS 0.3.21" or "oneMKL 2024.2"; null for every other library, such as the reference BLAS.</summary>
    public string? Name { get; init; }

    /// <summary>The kernels that OpenBLAS chose.</summary>
    public string? Kernels { get; init; }

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>Why a workload that is linear algebra is not measured with this library, or null.</summary>
    [JsonIgnore]
    public string? Refusal => Name is not null
        ? null
        : $"its BLAS is {Files}, {Unknown}, which makes it slow; install libopenblas0-pthread and start this again.";

    /// <summary>"OpenBLAS 0.3.21 Haswell".</summary>
    public override string ToString() => $"{Name ?? Unknown} {Kernels}".TrimEnd();

    /// <summary>The files in a sentence.</summary>
    [JsonIgnore]
    public string Files => Libraries.Count > 0 ? string.Join(", ", Libraries) : "unknown";
}
