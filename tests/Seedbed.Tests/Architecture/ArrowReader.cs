using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Seedbed.Tests.Architecture;

/// <summary>Finds which types of an assembly a type uses: in its declaration, signatures, attributes and method bodies.</summary>
/// <remarks>A constant of another type leaves no trace in the compiled code, so a use of a constant alone is not seen.</remarks>
internal sealed class ArrowReader(PEReader file, MetadataReader metadata)
{
    public IEnumerable<Arrow> ArrowsFrom(TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        (string fromNamespace, string fromName) = NameOf(handle);
        if (!IsOurs(fromNamespace))
        {
            yield break;
        }

        foreach ((string member, UsedTypes used) in UsesOf(type))
        {
            foreach (TypeDefinitionHandle target in used.Definitions)
            {
                (string toNamespace, string toName) = NameOf(target);
                if (IsOurs(toNamespace))
                {
                    yield return new Arrow(fromNamespace, fromName + member, toNamespace, toName);
                }
            }
        }
    }

    /// <summary>The compiler puts types of its own in the global namespace and in System.Runtime.CompilerServices.</summary>
    private static bool IsOurs(string @namespace) =>
        @namespace == "Seedbed" || @namespace.StartsWith("Seedbed.", StringComparison.Ordinal);

    private IEnumerable<(string Member, UsedTypes Used)> UsesOf(TypeDefinition type)
    {
        yield return ("", DeclarationOf(type));
        foreach (FieldDefinition field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            UsedTypes used = new(metadata);
            field.DecodeSignature(used.Signatures, null);
            used.AddAttributes(field.GetCustomAttributes());
            yield return ("." + metadata.GetString(field.Name), used);
        }

        foreach (PropertyDefinition property in type.GetProperties().Select(metadata.GetPropertyDefinition))
        {
            UsedTypes used = new(metadata);
            used.AddAttributes(property.GetCustomAttributes());
            yield return ("." + metadata.GetString(property.Name), used);
        }

        foreach (MethodDefinition method in type.GetMethods().Select(metadata.GetMethodDefinition))
        {
            yield return ("." + metadata.GetString(method.Name), MethodUses(method));
        }
    }

    private UsedTypes DeclarationOf(TypeDefinition type)
    {
        UsedTypes used = new(metadata);
        used.Add(type.BaseType);
        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
        {
            used.Add(metadata.GetInterfaceImplementation(implementation).Interface);
        }

        used.AddConstraints(type.GetGenericParameters());
        used.AddAttributes(type.GetCustomAttributes());
        return used;
    }

    private UsedTypes MethodUses(MethodDefinition method)
    {
        UsedTypes used = new(metadata);
        method.DecodeSignature(used.Signatures, null);
        used.AddConstraints(method.GetGenericParameters());
        used.AddAttributes(method.GetCustomAttributes());
        foreach (ParameterHandle parameter in method.GetParameters())
        {
            used.AddAttributes(metadata.GetParameter(parameter).GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress != 0)
        {
            AddBody(file.GetMethodBody(method.RelativeVirtualAddress), used);
        }

        return used;
    }

    private static void AddBody(MethodBodyBlock body, UsedTypes used)
    {
        used.Add(body.LocalSignature);
        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            used.Add(region.CatchType);
        }

        foreach (EntityHandle token in InstructionTokens.In(body.GetILReader()))
        {
            used.Add(token);
        }
    }

    private (string Namespace, string Name) NameOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
        {
            (string @namespace, string outer) = NameOf(type.GetDeclaringType());
            return (@namespace, $"{outer}.{name}");
        }

        string own = metadata.GetString(type.Namespace);
        return (own, own.Length == 0 ? name : $"{own}.{name}");
    }
}
