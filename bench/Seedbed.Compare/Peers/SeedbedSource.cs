extern alias core;
using core::Seedbed.LinearAlgebra.Products;
using System.Numerics;
using Seedbed.Compare.Planning;
using Seedbed.Initializers;

namespace Seedbed.Compare.Peers;

/// <summary>Seedbed, through the doors that users have.</summary>
internal sealed class SeedbedSource : IDrawSource
{
    private const long FixedSeed = 42;

    /// <inheritdoc/>
    public static string Version => LibraryVersion.Of(typeof(Initializer));

    /// <inheritdoc/>
    public static Action<T[]>? DrawOf<T>(Workload workload, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (workload.Kind == WorkloadKind.Product)
        {
            return ProductOf(workload.Rows, threads) as Action<T[]>;
        }

        Initializer initializer = InitializerFor(workload.Kind);
        FillOptions options = new() { MaxDegreeOfParallelism = threads };
        Shape shape = workload.IsFill ? [workload.Rows] : [workload.Rows, workload.Columns];
        return buffer => initializer.Fill(buffer.AsSpan(), shape, options);
    }

    private static Initializer InitializerFor(WorkloadKind kind) => kind switch
    {
        WorkloadKind.Uniform => new RandomUniform(0, 1, FixedSeed),
        WorkloadKind.Normal => new RandomNormal(0, 1, FixedSeed),
        WorkloadKind.TruncatedNormal => new TruncatedNormal(0, 1, FixedSeed),
        WorkloadKind.Orthogonal => new Orthogonal(seed: FixedSeed),
        WorkloadKind.OrthogonalReflectors => new Orthogonal(seed: FixedSeed, method: OrthogonalMethod.Reflectors),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"kind is {kind}; it has no initializer."),
    };

    /// <inheritdoc/>
    public static IWork? TrainingOf(Workload workload, int threads) => new SeedbedTraining(workload, threads);

    private static unsafe Action<float[]> ProductOf(int size, int threads)
    {
        float[] left = ProductInput.Left(size);
        float[] right = ProductInput.Right(size);
        ExecutionOptions execution = new(threads);
        return product =>
        {
            fixed (float* a = left, b = right, c = product)
            {
                MatrixProduct.Multiply(
                    new MatrixView<float>(a, size, size, size), new MatrixView<float>(b, size, size, size),
                    new MatrixView<float>(c, size, size, size), execution: execution);
            }
        };
    }
}
