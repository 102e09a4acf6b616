using System.Numerics;
using Seedbed.Compare.Planning;
using Seedbed.Compare.Serving;
using Seedbed.Initializers;
using Seedbed.Serialization;
using Seedbed.Shapes;
#if MATRIX_PRODUCT
using Seedbed.LinearAlgebra.Products;
using Seedbed.Numerics;
#endif

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

        Initializer? initializer = InitializerFor(workload.Kind);
        FillOptions options = new() { MaxDegreeOfParallelism = threads };
        Shape shape = workload.IsFill ? [workload.Rows] : [workload.Rows, workload.Columns];
        return initializer is null ? null : buffer => initializer.Fill(buffer.AsSpan(), shape, options);
    }

    private static Initializer? InitializerFor(WorkloadKind kind) => kind switch
    {
        WorkloadKind.Uniform => new RandomUniform(0, 1, FixedSeed),
        WorkloadKind.Normal => new RandomNormal(0, 1, FixedSeed),
        WorkloadKind.TruncatedNormal => new TruncatedNormal(0, 1, FixedSeed),
        WorkloadKind.Orthogonal => new Orthogonal(seed: FixedSeed),
        WorkloadKind.OrthogonalReflectors => ReflectorsOrNull(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"kind is {kind}; it has no initializer."),
    };

    /// <summary>By its name, since not every version knows the method.</summary>
    private static Initializer? ReflectorsOrNull()
    {
        try
        {
            return InitializerRegistry.Default.Get($"Orthogonal(seed={FixedSeed}, method='reflectors')");
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            return null;
        }
    }

#if MATRIX_PRODUCT
    private static Action<float[]> ProductOf(int size, int threads)
    {
        float[] left = ProductInput.Left(size);
        float[] right = ProductInput.Right(size);
        ExecutionOptions execution = new(threads);
        return product => MatrixProduct.Multiply<float>(
            new MatrixOperand<float>(left, size, size), new MatrixOperand<float>(right, size, size), product, ProductMode.Overwrite, execution);
    }
#else
    private static Action<float[]>? ProductOf(int size, int threads) => null;
#endif
}
