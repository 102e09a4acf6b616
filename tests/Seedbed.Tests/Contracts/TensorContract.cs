using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Initializers;
using Seedbed.Random;
using Xunit;

namespace Seedbed.Tests.Contracts;

/// <summary>The doors above the one real fill: arrays, tensors, strided spans; each gives the same values and draws once.</summary>
public abstract class TensorContract<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static TheoryData<string> Names => [.. InitializerExample.All.Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tensor_has_the_values_of_the_array(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        Initializer initializer = example.Create(5);
        Shape shape = example.ShapeOfAbout(100);
        T[] expected = initializer.CreateArray<T>(shape);
        Tensor<T> created = initializer.CreateTensor<T>(shape);
        Tensor<T> filled = Tensor.CreateFromShape<T>(shape.ToLengths());
        initializer.Fill(filled.AsTensorSpan());

        Assert.Equal(shape, Shape.FromLengths(created.Lengths));
        Assert.Equal(expected, Flat(created));
        Assert.Equal(expected, Flat(filled));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_strided_span_is_filled_and_nothing_between_its_rows(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        Initializer initializer = example.Create(5);
        Shape shape = example.ShapeOfAbout(36);
        T[] expected = initializer.CreateArray<T>(shape);
        nint[] lengths = shape.ToLengths();
        Tensor<T> outer = Tensor.CreateFromShape<T>(Array.ConvertAll(lengths, length => length + 3));
        outer.AsTensorSpan().Fill(T.CreateTruncating(-77));
        TensorSpan<T> inner = outer.AsTensorSpan().Slice(Array.ConvertAll(lengths, length => new NRange(2, 2 + length)));

        Assert.False(inner.IsDense);
        initializer.Fill(inner);

        T[] copied = new T[expected.Length];
        inner.FlattenTo(copied);
        Assert.Equal(expected, copied);
        Assert.Equal(outer.FlattenedLength - expected.Length, Flat(outer).Count(value => value == T.CreateTruncating(-77)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_door_draws_once_from_a_generator_even_for_an_empty_tensor(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        SeedGenerator generator = new(1);
        Initializer initializer = example.Create(generator);
        Shape shape = example.ShapeOfAbout(36);
        Tensor<T> outer = Tensor.CreateFromShape<T>(Array.ConvertAll(shape.ToLengths(), length => length + 1));

        initializer.CreateArray<T>(shape);
        initializer.CreateTensor<T>(shape);
        initializer.Fill(outer.AsTensorSpan().Slice(Array.ConvertAll(shape.ToLengths(), length => new NRange(0, length))));
        initializer.FillSlice(Span<T>.Empty, shape, 0);
        initializer.Pin();

        Assert.Equal(example.IsRandom ? 5 : 0, generator.State.Counter);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Empty_tensors_and_scalars_are_tensors(string name)
    {
        InitializerExample example = InitializerExample.Named(name);
        Initializer initializer = example.Create(5);
        if (example.OnlyShape is not null && !example.FillsEmptyMatrices)
        {
            Assert.Throws<ArgumentException>(() => initializer.CreateArray<T>([0, 7]));
            return;
        }

        Assert.Empty(initializer.CreateArray<T>([0, 7]));
        Assert.Empty(initializer.CreateArray<T>([7, 0]));
        Assert.Equal(0, initializer.CreateTensor<T>([7, 0]).FlattenedLength);
        if (example.MinRank == 0 && example.OnlyShape is null)
        {
            Assert.Single(initializer.CreateArray<T>([]));
            Assert.Contains("use CreateArray", Assert.Throws<ArgumentException>(() => initializer.CreateTensor<T>([])).Message,
                StringComparison.Ordinal);
        }
    }

    private static T[] Flat(Tensor<T> tensor)
    {
        T[] values = new T[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
