using Seedbed.Initializers;
using Seedbed.Keras;
using Xunit;

namespace Seedbed.Tests.Networks.Keras;

/// <summary>The list of layers against <c>keras.layers</c> of Keras 3.16.</summary>
public sealed class KerasLayersTests
{
    private const string Layers = """
        Activation ELU LeakyReLU PReLU ReLU Softmax AdditiveAttention Attention GroupQueryAttention MultiHeadAttention
        Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose DepthwiseConv1D DepthwiseConv2D SeparableConv1D SeparableConv2D
        Dense EinsumDense Embedding Identity InputLayer Lambda Masking ReversibleEmbedding TernaryDense Wrapper
        Add Average Concatenate Dot Maximum Minimum Multiply Subtract
        BatchNormalization GroupNormalization LayerNormalization RMSNormalization SpectralNormalization UnitNormalization
        AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D
        AveragePooling1D AveragePooling2D AveragePooling3D GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D
        GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D MaxPooling1D MaxPooling2D MaxPooling3D
        CategoryEncoding Discretization HashedCrossing Hashing AugMix AutoContrast CenterCrop ContrastLimitedAdaptiveHistogramEqualization CutMix
        Equalization MaxNumBoundingBoxes MixUp RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast RandomCrop
        RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHue RandomInvert RandomPerspective
        RandomPosterization RandomRotation RandomSaturation RandomSharpness RandomShear RandomTranslation RandomZoom Resizing Solarization
        IntegerLookup MelSpectrogram Normalization Pipeline Rescaling STFTSpectrogram StringLookup TextVectorization
        ActivityRegularization AlphaDropout Dropout GaussianDropout GaussianNoise SpatialDropout1D SpatialDropout2D SpatialDropout3D
        Cropping1D Cropping2D Cropping3D Flatten Permute RepeatVector Reshape UpSampling1D UpSampling2D UpSampling3D
        ZeroPadding1D ZeroPadding2D ZeroPadding3D
        Bidirectional ConvLSTM1D ConvLSTM2D ConvLSTM3D GRU GRUCell LSTM LSTMCell RNN SimpleRNN SimpleRNNCell StackedRNNCells TimeDistributed
        """;

    public static TheoryData<string> Names => [.. Layers.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_layer_of_Keras_is_known(string name) => Assert.NotNull(KerasLayers.All.Find(name));

    [Fact]
    public void A_layer_is_listed_under_its_own_name() => Assert.All(
        KerasLayers.All.Descriptions,
        description => Assert.Equal(description.ClassName, description.Create(NamedArguments.None).ClassName));
}
