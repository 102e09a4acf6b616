using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Seedbed.Tests.Architecture;

/// <summary>An assembly file read as data, without loading it: what it refers to, and who in it uses whom.</summary>
internal sealed class AssemblyFile : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;

    private AssemblyFile(ImmutableArray<byte> image)
    {
        file = new PEReader(image);
        metadata = file.GetMetadataReader();
    }

    public static AssemblyFile Read(string path) =>
        File.Exists(path)
            ? new AssemblyFile([.. File.ReadAllBytes(path)])
            : throw new FileNotFoundException($"{path} is not there; build the whole solution in the configuration of the test run.", path);

    public static AssemblyFile Of(byte[] image) => new([.. image]);

    public void Dispose() => file.Dispose();

    /// <summary>Simple names of the assemblies that some type or member is taken from.</summary>
    public IReadOnlyList<string> References =>
        [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];

    /// <summary>Full names of the types of other assemblies that are mentioned anywhere: signatures, bodies, attributes.</summary>
    public IReadOnlyList<string> ForeignTypes =>
        [.. metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];

    /// <summary>Methods of other assemblies' types that some body calls, with their parameters' number: "System.Int32.ToString/0".</summary>
    public IReadOnlyList<string> ForeignMethods =>
        [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.GetKind() == MemberReferenceKind.Method && member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{FullName((TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}/{ParameterCount(member)}")];

    /// <summary>Full names of the public top-level types declared here.</summary>
    public IReadOnlyList<string> PublicTypes =>
        [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];

    private string FullName(TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    /// <summary>The second number of a method's signature, after that of its type parameters where it has some (ECMA-335, II.23.2.1).</summary>
    private int ParameterCount(MemberReference member)
    {
        BlobReader signature = metadata.GetBlobReader(member.Signature);
        if (signature.ReadSignatureHeader().IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        return signature.ReadCompressedInteger();
    }

    /// <summary>Every use of one type of this assembly by another.</summary>
    public IReadOnlyList<Arrow> Arrows()
    {
        ArrowReader reader = new(file, metadata);
        return [.. metadata.TypeDefinitions.SelectMany(reader.ArrowsFrom).Distinct()];
    }
}
