#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// Batch normalization makes up for a wrong scale: without it a ReLU network of 20 layers learns from He's weights alone; with it Glorot's,
// and noise of Keras's default scale (stddev 0.05), do as well.

using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;

const int Depth = 20;
const int Width = 128;
DataSet training = DrawnDigits.Create(2000, seed: 1, size: 16);
DataSet test = DrawnDigits.Create(500, seed: 2, size: 16);

Console.WriteLine("a ReLU network of 20 layers after 8 epochs of SGD, without and with batch normalization before each ReLU");
Console.WriteLine("initializer    plain loss  plain accuracy  normalized loss  normalized accuracy");
foreach (string initializer in (string[])["he_normal", "glorot_normal", "random_normal"])
{
    (double loss, double accuracy) = Train(initializer, isNormalized: false);
    (double normalizedLoss, double normalizedAccuracy) = Train(initializer, isNormalized: true);
    Console.WriteLine($"{initializer,-13}{loss,12:F3}{accuracy,16:F3}{normalizedLoss,17:F3}{normalizedAccuracy,21:F3}");
}

(double Loss, double Accuracy) Train(string initializer, bool isNormalized)
{
    Sequential model = new([new Input([16, 16, 1]), new Flatten()], seed: 1);
    for (int layer = 0; layer < Depth; layer++)
    {
        // The normalization has a shift of its own (beta), so the layer before it needs no bias.
        model.Add(new Dense(Width, useBias: !isNormalized, kernelInitializer: initializer));
        if (isNormalized)
        {
            // 504 steps are few: the moving averages must follow faster than by Keras's default of 0.99.
            model.Add(new BatchNormalization(momentum: 0.9));
        }

        model.Add(new Activation("relu"));
    }

    model.Add(new Dense(10, activation: "softmax", kernelInitializer: initializer));
    model.Compile(new SGD(learningRate: 0.03), "sparse_categorical_crossentropy", "accuracy");
    double loss = model.Fit(training.X, training.Y, epochs: 8)["loss"][^1];
    return (loss, model.Evaluate(test)["accuracy"]);
}
