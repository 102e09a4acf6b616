#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// Makes the files beside this one that the commands of the pages use: digits to learn from, and two Keras models, without Python.

using Seedbed.Checkpoints;
using Seedbed.Training;
using Seedbed.Layers;
using Seedbed.Models;

// 500 drawn digits of 12 × 12 pixels, from 0 (ground) to 1 (ink), in the form of MNIST.
DataSet digits = DrawnDigits.Create(500, seed: 1, size: 12);
digits.Save("samples/digits.npz", new WriteOptions { Overwrite = true });

// A network that learns, and one whose twenty layers lose the signal under Keras's default, glorot_uniform.
Write("model", [new Dense(64, activation: "relu", name: "hidden")]);
Write("deep", [.. Enumerable.Range(1, 20).Select(layer => new Dense(64, activation: "relu", name: $"hidden_{layer}"))]);

static void Write(string name, Layer[] hidden)
{
    Sequential model = new([new Input([12, 12, 1]), new Flatten(), .. hidden, new Dense(10, activation: "softmax", name: "digit")], name);
    model.Build();
    File.WriteAllText($"samples/{name}.json", model.ToJson() + "\n");
    Console.WriteLine($"samples/{name}.json: {model.Weights.Count} weights");
}
