#:project ../src/Seedbed.Networks/Seedbed.Networks.csproj

// Why not zeros: units of a layer that begin equal get equal gradients and stay equal, bit for bit, however long they learn.
// A layer of 32 equal units is worth one unit.

using Seedbed.Training;
using Seedbed.Initializers;
using Seedbed.Layers;
using Seedbed.Models;

const int Units = 32;
DataSet training = Spirals.Create(600, seed: 1, turns: 0.5);
DataSet test = Spirals.Create(300, seed: 2, turns: 0.5);

(string Name, InitializerArgument Initializer)[] choices =
[
    ("zeros", "zeros"),
    ("constant(0.5)", new Constant(0.5)),
    ("glorot_uniform", "glorot_uniform"),
];

Console.WriteLine("three spiral arms, two layers of 32 units, after 20 epochs of Adam; kernels compared bit for bit");
Console.WriteLine("initializer      distinct units in layer 1  distinct units in layer 2  largest weight  accuracy");
foreach ((string name, InitializerArgument initializer) in choices)
{
    Dense first = new(Units, activation: "sigmoid", kernelInitializer: initializer);
    Dense second = new(Units, activation: "sigmoid", kernelInitializer: initializer);
    Sequential model = new([new Input([2]), first, second, new Dense(3, activation: "softmax", kernelInitializer: initializer)], seed: 1);
    model.Compile(new Adam(learningRate: 0.02), "sparse_categorical_crossentropy", "accuracy");
    model.Fit(training.X, training.Y, epochs: 20);

    float largest = first.GetWeights()[0].Max(Math.Abs);
    double accuracy = model.Evaluate(test)["accuracy"];
    Console.WriteLine($"{name,-15}{DistinctUnits(first),27}{DistinctUnits(second),27}{largest,16:F4}{accuracy,10:F3}");
}

// A unit is a column of the kernel (row-major, inputs × units): its weights as bits.
static int DistinctUnits(Dense layer)
{
    float[] kernel = layer.GetWeights()[0];
    return Enumerable.Range(0, Units)
        .Select(unit => string.Join(' ', kernel.Where((_, index) => index % Units == unit).Select(BitConverter.SingleToInt32Bits)))
        .Distinct()
        .Count();
}
