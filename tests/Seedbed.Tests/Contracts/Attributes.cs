using System.Reflection;
using System.Runtime.CompilerServices;

namespace Seedbed.Tests.Contracts;

/// <summary>Marks that the compiler leaves; some of their types are its own, so they are known by name.</summary>
internal static class Attributes
{
    public static bool Has(MemberInfo member, string name) => member.CustomAttributes.Any(mark => mark.AttributeType.Name == name);

    public static bool Has(ParameterInfo parameter, string name) => parameter.CustomAttributes.Any(mark => mark.AttributeType.Name == name);

    public static bool IsCompilerGenerated(MemberInfo member) => Has(member, nameof(CompilerGeneratedAttribute));
}
