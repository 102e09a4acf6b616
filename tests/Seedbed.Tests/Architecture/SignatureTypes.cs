using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Seedbed.Tests.Architecture;

/// <summary>A signature decoder that only notes the types of this assembly it meets; the decoded value itself says nothing.</summary>
internal sealed class SignatureTypes(HashSet<TypeDefinitionHandle> met) : ISignatureTypeProvider<ValueTuple, object?>
{
    public ValueTuple GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        met.Add(handle);
        return default;
    }

    public ValueTuple GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    // An instantiation, a modifier or an element type has been decoded, and so noted, before these are called.
    public ValueTuple GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => default;

    public ValueTuple GetPrimitiveType(PrimitiveTypeCode typeCode) => default;

    public ValueTuple GetGenericInstantiation(ValueTuple genericType, ImmutableArray<ValueTuple> typeArguments) => default;

    public ValueTuple GetModifiedType(ValueTuple modifier, ValueTuple unmodifiedType, bool isRequired) => default;

    public ValueTuple GetFunctionPointerType(MethodSignature<ValueTuple> signature) => default;

    public ValueTuple GetArrayType(ValueTuple elementType, ArrayShape shape) => default;

    public ValueTuple GetSZArrayType(ValueTuple elementType) => default;

    public ValueTuple GetByReferenceType(ValueTuple elementType) => default;

    public ValueTuple GetPointerType(ValueTuple elementType) => default;

    public ValueTuple GetPinnedType(ValueTuple elementType) => default;

    public ValueTuple GetGenericMethodParameter(object? genericContext, int index) => default;

    public ValueTuple GetGenericTypeParameter(object? genericContext, int index) => default;
}
