using BenchmarkDotNet.Attributes;
using Seedbed.Initializers;
using Seedbed.LinearAlgebra.Products;

namespace Seedbed.Benchmarks;

/// <summary>The matrix product below the orthogonal matrices: 2·Size³ operations.</summary>
public class ProductBenchmarks
{
    private float[] _left = [];
    private float[] _right = [];
    private float[] _product = [];

    /// <summary>Rows and columns of all three matrices.</summary>
    [Params(256, 1024, 4096)]
    public int Size { get; set; }

    /// <summary>The most threads, 0 for all.</summary>
    [Params(1, 0)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Allocate()
    {
        RandomNormal normal = new(0, 1, seed: 42);
        _left = normal.CreateArray<float>([Size, Size]);
        _right = normal.CreateArray<float>([Size, Size]);
        _product = new float[Size * Size];
    }

    [Benchmark]
    public unsafe void Multiply()
    {
        fixed (float* a = _left, b = _right, c = _product)
        {
            MatrixProduct.Multiply(
                new MatrixView<float>(a, Size, Size, Size), new MatrixView<float>(b, Size, Size, Size),
                new MatrixView<float>(c, Size, Size, Size), execution: new ExecutionOptions(Threads));
        }
    }
}
