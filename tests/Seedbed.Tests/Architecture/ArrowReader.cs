using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Seedbed.Tests.Architecture;

/// <summary>Finds which of our types a type uses: in its declaration, signatures, attributes and method bodies.</summary>
/// <remarks>A constant of another type leaves no trace in the compiled code, so a use of a constant alone is not seen.</remarks>
internal static class ArrowReader
{
    public static IEnumerable<Arrow> ArrowsFrom(TypeDefinition type)
    {
        (string fromNamespace, string fromName) = NameOf(type);
        return from use in UsesOf(type)
               where IsOurs(fromNamespace)
               from part in use.Types.SelectMany(PartsOf)
               let target = NameOf(part)
               where IsOurs(target.Namespace)
               select new Arrow(fromNamespace, fromName + use.Member, target.Namespace, target.Name);
    }

    /// <summary>The compiler puts types of its own in the global namespace and in System.Runtime.CompilerServices.</summary>
    public static bool IsOurs(string @namespace) => @namespace == "Seedbed" || @namespace.StartsWith("Seedbed.", StringComparison.Ordinal);

    private static IEnumerable<(string Member, IEnumerable<TypeReference?> Types)> UsesOf(TypeDefinition type) =>
    [
        ("", [type.BaseType, .. type.Interfaces.Select(each => each.InterfaceType), .. Constraints(type), .. Attributes(type)]),
        .. type.Fields.Select(field => ("." + field.Name, (IEnumerable<TypeReference?>)[field.FieldType, .. Attributes(field)])),
        .. type.Properties.Select(property => ("." + property.Name, Attributes(property))),
        .. type.Methods.Select(method => ("." + method.Name, OfMethod(method))),
    ];

    private static IEnumerable<TypeReference?> OfMethod(MethodDefinition method) =>
    [
        .. OfSignature(method), .. Constraints(method), .. Attributes(method), .. method.Parameters.SelectMany(Attributes),
        .. method.HasBody ? OfBody(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> OfSignature(IMethodSignature method) =>
        [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    private static IEnumerable<TypeReference?> OfBody(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => OfOperand(instruction.Operand)),
    ];

    private static IEnumerable<TypeReference?> OfOperand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. OfSignature(method), .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, .. OfSignature(method)],
        CallSite site => OfSignature(site),
        _ => [],
    };

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider owner) =>
        owner.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider owner) =>
        owner.CustomAttributes.Select(attribute => attribute.AttributeType);

    /// <summary>
    /// The types that a type is made of: an array's element, an instantiation's arguments, a function pointer's signature.
    /// </summary>
    private static IEnumerable<TypeReference> PartsOf(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType instance => [instance.ElementType, .. instance.GenericArguments.SelectMany(PartsOf)],
        FunctionPointerType pointer => OfSignature(pointer).SelectMany(PartsOf),
        RequiredModifierType modified => [.. PartsOf(modified.ModifierType), .. PartsOf(modified.ElementType)],
        TypeSpecification specification => PartsOf(specification.ElementType),
        _ => [type],
    };

    private static (string Namespace, string Name) NameOf(TypeReference type)
    {
        if (type.DeclaringType is null)
        {
            return (type.Namespace, type.FullName);
        }

        (string @namespace, string outer) = NameOf(type.DeclaringType);
        return (@namespace, $"{outer}.{type.Name}");
    }
}
