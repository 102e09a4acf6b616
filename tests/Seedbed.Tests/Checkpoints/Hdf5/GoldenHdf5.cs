using System.Security.Cryptography;
using Seedbed.Checkpoints.Hdf5.Reading;

namespace Seedbed.Tests.Checkpoints.Hdf5;

/// <summary>The HDF5 files among the golden values.</summary>
internal static class GoldenHdf5
{
    /// <summary>A file by its path below Golden/, with forward slashes.</summary>
    public static string PathOf(string name) => Repository.At(["tests", "Seedbed.Tests", "Golden", .. name.Split('/')]);

    public static byte[] BytesOf(string name) => File.ReadAllBytes(PathOf(name));

    public static Hdf5Reader Open(byte[] content) => Hdf5Reader.Open(Hdf5Source.OfMemory(content));

    /// <summary>All elements, read in slices of an odd number of elements.</summary>
    public static byte[] ReadAll(Hdf5Reader reader, Hdf5DatasetEntry dataset, int elementsPerSlice = 97)
    {
        byte[] bytes = new byte[dataset.ByteCount];
        int slice = elementsPerSlice * dataset.Type!.SizeInBytes;
        for (int start = 0; start < bytes.Length; start += slice)
        {
            reader.Read(dataset, start, bytes.AsSpan(start, Math.Min(slice, bytes.Length - start)));
        }

        return bytes;
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
