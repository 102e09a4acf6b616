namespace Seedbed.Initializers;

/// <summary>The explicit list of schemes: help texts, documentation tables, names and configurations are drawn from it.</summary>
public static class KnownInitializers
{
    internal const string KerasModule = "keras.initializers";
    internal const string SeedbedModule = "seedbed.initializers";

    /// <summary>Every scheme's description, group by group.</summary>
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
        SigmaTruncatedNormal.Description,
        AbsoluteTruncatedNormal.Description,
        LogUniform.Description,
        ZeroRows.Description,
        SirenUniform.Description,
        FinerBias.Description,
        GateOrthogonal.Description,
        RowOrthogonal.Description,
        SpectralMatrix.Description,
        ZerO.Description,
        SinusoidalWeights.Description,
        Dirac.Description,
        DeltaOrthogonal.Description,
        ConvolutionOrthogonal.Description,
        Bilinear.Description,
        PaddedIdentity.Description,
        Sparse.Description,
        UnitForgetBias.Description,
        ChronoBias.Description,
        HippoTransition.Description,
        HippoInput.Description,
        DiagonalStateSpace.Description,
        MambaLogA.Description,
        LogOfUniform.Description,
        StepBias.Description,
        InverseRootUniform.Description,
        RingLambda.Description,
        Linspace.Description,
        RwkvVector.Description,
        SmallInit.Description,
        WangInit.Description,
        DepthScaledNormal.Description,
        SpectralNormal.Description,
        LoraGaussian.Description,
        LoraOrthogonal.Description,
        SinusoidalPositions.Description,
        WhisperPositions.Description,
        RotaryFrequencies.Description,
        Llama3RotaryFrequencies.Description,
        AlibiSlopes.Description,
    ];
}
