using System.Reflection.Metadata;

namespace Seedbed.Tests.Architecture;

/// <summary>Collects the types declared in this assembly that metadata tokens lead to, also through members and signatures.</summary>
internal sealed class UsedTypes
{
    private readonly MetadataReader metadata;

    public UsedTypes(MetadataReader metadata)
    {
        this.metadata = metadata;
        Signatures = new SignatureTypes(Definitions);
    }

    public HashSet<TypeDefinitionHandle> Definitions { get; } = [];

    /// <summary>Give this to a signature decoder: the types it meets are added here.</summary>
    public SignatureTypes Signatures { get; }

    public void Add(EntityHandle token)
    {
        if (token.IsNil)
        {
            return;
        }

        switch (token.Kind)
        {
            case HandleKind.TypeDefinition:
                Definitions.Add((TypeDefinitionHandle)token);
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(Signatures, null);
                break;
            case HandleKind.FieldDefinition:
                Add(metadata.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                Add(metadata.GetMethodDefinition((MethodDefinitionHandle)token).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Add(metadata.GetMemberReference((MemberReferenceHandle)token).Parent);
                break;
            case HandleKind.MethodSpecification:
                AddGenericCall(metadata.GetMethodSpecification((MethodSpecificationHandle)token));
                break;
            case HandleKind.StandaloneSignature:
                AddSignature(metadata.GetStandaloneSignature((StandaloneSignatureHandle)token));
                break;
            case HandleKind.TypeReference:
                break; // of another assembly
            default:
                throw new BadImageFormatException($"Token kind {token.Kind} is not one that a declaration or an instruction carries.");
        }
    }

    public void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle attribute in attributes)
        {
            Add(metadata.GetCustomAttribute(attribute).Constructor);
        }
    }

    public void AddConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameter parameter in parameters.Select(metadata.GetGenericParameter))
        {
            foreach (GenericParameterConstraintHandle constraint in parameter.GetConstraints())
            {
                Add(metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    private void AddGenericCall(MethodSpecification call)
    {
        Add(call.Method);
        call.DecodeSignature(Signatures, null);
    }

    private void AddSignature(StandaloneSignature signature)
    {
        if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
        {
            signature.DecodeLocalSignature(Signatures, null);
        }
        else
        {
            signature.DecodeMethodSignature(Signatures, null);
        }
    }
}
