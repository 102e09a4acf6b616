using System.Numerics;
using System.Numerics.Tensors;
using Seedbed.Autodiff.Kernels;

namespace Seedbed.Autodiff;

/// <summary>y = x·scale + shift along the last axis: x (…, n), scale and shift (n); either may be left out.</summary>
/// <param name="hasScale">Whether the second input is a scale.</param>
/// <param name="hasShift">Whether the last input is a shift.</param>
public sealed class ColumnAffine(bool hasScale, bool hasShift) : Operation
{
    /// <summary>The operation on what there is; x itself where there is neither.</summary>
    public static Tensor Of(Tape tape, Tensor x, Tensor? scale, Tensor? shift) => (scale, shift) switch
    {
        (null, null) => x,
        ({ } factor, null) => tape.Apply(new ColumnAffine(hasScale: true, hasShift: false), x, factor),
        (null, { } summand) => tape.Apply(new ColumnAffine(hasScale: false, hasShift: true), x, summand),
        ({ } factor, { } summand) => tape.Apply(new ColumnAffine(hasScale: true, hasShift: true), x, factor, summand),
    };

    internal override Tensor Forward<T>(Tape tape, ReadOnlySpan<Tensor> inputs)
    {
        Tensor x = inputs[0];
        Tensor y = tape.New(x.Dimensions);
        Tensor? scale = hasScale ? inputs[1] : null;
        Tensor? shift = hasShift ? inputs[^1] : null;
        int size = x[-1];
        Chunks.RunRows(x.Count / Math.Max(1, size), size, tape.Execution, (first, rows) =>
        {
            for (int row = first; row < first + rows; row++)
            {
                Line<T>(x.Values<T>().Slice(row * size, size), scale, shift, y.Values<T>().Slice(row * size, size));
            }
        });
        return y;
    }

    internal override void Pullback<T>(Tape tape, ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        if (hasShift && inputs[^1].NeedsGradient)
        {
            Tensor shift = tape.Gradient(inputs[^1], out WriteMode mode);
            Rows.Sum<T>(output.Gradient!.Values<T>(), shift.Values<T>(), mode);
        }

        if (hasScale && inputs[1].NeedsGradient)
        {
            AddScaleGradient<T>(inputs[0].Values<T>(), output.Gradient!.Values<T>(), tape.AddedGradient(inputs[1]).Values<T>());
        }

        if (inputs[0].NeedsGradient && !hasScale)
        {
            tape.Pass(output, inputs[0]);
        }
        else if (inputs[0].NeedsGradient)
        {
            ReadOnlySpan<T> outer = output.GradientMemory!.Values<T>();
            Span<T> inner = tape.ElementGradient(output, inputs[0], out WriteMode mode).Values<T>();
            MultiplyRows<T>(outer, inputs[1].Values<T>(), inner, mode);
        }
    }

    private static void Line<T>(ReadOnlySpan<T> x, Tensor? scale, Tensor? shift, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (scale is not null && shift is not null)
        {
            TensorPrimitives.MultiplyAdd(x, scale.Values<T>(), shift.Values<T>(), y);
        }
        else if (scale is not null)
        {
            TensorPrimitives.Multiply(x, scale.Values<T>(), y);
        }
        else
        {
            TensorPrimitives.Add(x, shift!.Values<T>(), y);
        }
    }

    private static void AddScaleGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> outer, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int start = 0; start < x.Length; start += sum.Length)
        {
            TensorPrimitives.MultiplyAdd(x.Slice(start, sum.Length), outer.Slice(start, sum.Length), sum, sum);
        }
    }

    private static void MultiplyRows<T>(ReadOnlySpan<T> outer, ReadOnlySpan<T> scale, Span<T> inner, WriteMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int start = 0; start < outer.Length; start += scale.Length)
        {
            Span<T> row = inner.Slice(start, scale.Length);
            if (mode == WriteMode.Add)
            {
                TensorPrimitives.MultiplyAdd(outer.Slice(start, scale.Length), scale, row, row);
            }
            else
            {
                TensorPrimitives.Multiply(outer.Slice(start, scale.Length), scale, row);
            }
        }
    }
}
