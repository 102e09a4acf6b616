namespace Seedbed.Initializers;

/// <summary>The explicit list of schemes: help texts, documentation tables, names and configurations are drawn from it.</summary>
public static class KnownInitializers
{
    internal const string KerasModule = "keras.initializers";

    /// <summary>Every scheme's description.</summary>
    public static IReadOnlyList<Description<Initializer>> All { get; } =
    [
        Zeros.Description,
        Ones.Description,
        Constant.Description,
        Identity.Description,
        RandomNormal.Description,
        RandomUniform.Description,
        TruncatedNormal.Description,
        VarianceScaling.Description,
        GlorotUniform.Description,
        GlorotNormal.Description,
        HeUniform.Description,
        HeNormal.Description,
        LecunUniform.Description,
        LecunNormal.Description,
        Orthogonal.Description,
        STFT.Description,
    ];
}
