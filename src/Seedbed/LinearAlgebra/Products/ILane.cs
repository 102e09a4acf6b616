namespace Seedbed.LinearAlgebra.Products;

/// <summary>The few operations of one vector width that a tile of a matrix product is made of. Each acts element by element.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TVector">What the operations act on.</typeparam>
internal unsafe interface ILane<T, TVector>
    where T : unmanaged
    where TVector : unmanaged
{
    /// <summary>Elements in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the processor has 32 such registers, enough for 24 running sums; 16 hold 12.</summary>
    static abstract bool HasThirtyTwoRegisters { get; }

    /// <summary>The vector at an address of any alignment.</summary>
    static abstract TVector Load(T* source);

    /// <summary>Writes the vector to an address of any alignment.</summary>
    static abstract void Store(TVector value, T* destination);

    /// <summary>The value in every element.</summary>
    static abstract TVector Broadcast(T value);

    /// <summary>left + right.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>left·right + addend, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);
}
