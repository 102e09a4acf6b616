using BenchmarkDotNet.Attributes;
using Seedbed.Initializers;

namespace Seedbed.Benchmarks;

/// <summary>Orthogonal matrices with Keras's numbers.</summary>
[MemoryDiagnoser]
public class OrthogonalBenchmarks
{
    private readonly Orthogonal _orthogonal = new(seed: 42);
    private FillOptions _options = FillOptions.Default;
    private Shape _shape;
    private float[] _values = [];

    /// <summary>The matrix's rows and columns.</summary>
    [Params("64x64", "512x512", "2048x2048", "4096x1024", "4096x4096")]
    public string Size { get; set; } = "";

    /// <summary>The most threads, 0 for all.</summary>
    [Params(1, 0)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Allocate()
    {
        string[] sizes = Size.Split('x');
        _shape = [int.Parse(sizes[0]), int.Parse(sizes[1])];
        _values = new float[_shape.ElementCount];
        _options = new FillOptions { MaxDegreeOfParallelism = Threads };
    }

    [Benchmark]
    public void Fill() => _orthogonal.Fill(_values.AsSpan(), _shape, _options);
}
