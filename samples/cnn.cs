#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// The network that every tutorial begins with: a convolution, pooling, a softmax; Adam; drawn digits in the place of MNIST.

using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;

DataSet training = DrawnDigits.Create(1000, seed: 1);
DataSet test = DrawnDigits.Create(500, seed: 2);

Sequential model = new(
    [
        new Input([28, 28, 1]),
        new Conv2D(32, (3, 3), activation: "relu", kernelInitializer: "he_normal"),
        new MaxPooling2D((2, 2)),
        new Flatten(),
        new Dense(10, activation: "softmax"),
    ],
    name: "digits",
    seed: 42);
Console.Write(model.Summary());

model.Compile("adam", "sparse_categorical_crossentropy", "accuracy");
History history = model.Fit(training.X, training.Y, batchSize: 32, epochs: 5, validationData: test);

Console.WriteLine();
Console.WriteLine("epoch    loss  accuracy  val_loss  val_accuracy");
for (int epoch = 0; epoch < history.Epochs; epoch++)
{
    Console.WriteLine(
        $"{epoch + 1,-5}{history["loss"][epoch],8:F4}{history["accuracy"][epoch],10:F3}{history["val_loss"][epoch],10:F4}{history["val_accuracy"][epoch],14:F3}");
}

// The first image shows 0, the second 1, and so on.
double[] predictions = model.Predict(test.X.Slice(0, 10)).ToArray();
Console.WriteLine();
Console.WriteLine("image  read as  probability");
for (int image = 0; image < 10; image++)
{
    (int digit, double probability) = predictions.Skip(10 * image).Take(10).Index().MaxBy(entry => entry.Item);
    Console.WriteLine($"{image,-5}{digit,9}{probability,13:F4}");
}
