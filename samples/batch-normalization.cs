#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// Batch normalization makes up for a wrong scale: with it a ReLU network of 30 layers learns from Glorot's weights as from He's,
// and from noise of one hundredth of the scale too.

using Seedbed.Initializers;
using Seedbed.Networks.Data;
using Seedbed.Networks.Data.Synthetic;
using Seedbed.Networks.Layers;
using Seedbed.Networks.Models;
using Seedbed.Networks.Training.Optimizers;

const int Depth = 30;
const int Width = 64;
DataSet training = DrawnDigits.Create(2000, seed: 1, size: 16);
DataSet test = DrawnDigits.Create(500, seed: 2, size: 16);

(string Name, InitializerArgument Initializer)[] choices =
[
    ("he_normal", "he_normal"),
    ("glorot_normal", "glorot_normal"),
    ("normal(stddev=0.01)", new RandomNormal(stddev: 0.01)),
];

Console.WriteLine("a ReLU network of 30 layers after 10 epochs of SGD, without and with batch normalization before each ReLU");
Console.WriteLine("initializer          plain loss  plain accuracy  normalized loss  normalized accuracy");
foreach ((string name, InitializerArgument initializer) in choices)
{
    (double loss, double accuracy) = Train(initializer, isNormalized: false);
    (double normalizedLoss, double normalizedAccuracy) = Train(initializer, isNormalized: true);
    Console.WriteLine($"{name,-20}{loss,11:F3}{accuracy,16:F3}{normalizedLoss,17:F3}{normalizedAccuracy,21:F3}");
}

(double Loss, double Accuracy) Train(InitializerArgument initializer, bool isNormalized)
{
    Sequential model = new([new Input([16, 16, 1]), new Flatten()], seed: 1);
    for (int layer = 0; layer < Depth; layer++)
    {
        // The normalization has a shift of its own (beta), so the layer before it needs no bias.
        model.Add(new Dense(Width, useBias: !isNormalized, kernelInitializer: initializer));
        if (isNormalized)
        {
            model.Add(new BatchNormalization());
        }

        model.Add(new Activation("relu"));
    }

    model.Add(new Dense(10, activation: "softmax", kernelInitializer: initializer));
    model.Compile(new SGD(learningRate: 0.01), "sparse_categorical_crossentropy", "accuracy");
    double loss = model.Fit(training.X, training.Y, epochs: 10)["loss"][^1];
    return (loss, model.Evaluate(test)["accuracy"]);
}
