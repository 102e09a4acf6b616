using System.Reflection;

namespace Seedbed.Tests.Contracts;

/// <summary>Generic parameters and their constraints as C# writes them.</summary>
internal static class GenericText
{
    /// <summary>"&lt;T, U&gt;", or nothing.</summary>
    public static string Parameters(Type[] parameters) =>
        parameters.Length == 0 ? "" : $"<{string.Join(", ", parameters.Select(parameter => parameter.Name))}>";

    /// <summary>" where T : unmanaged, …" for each parameter that has a constraint.</summary>
    public static string Constraints(Type[] parameters) =>
        string.Concat(parameters.Select(parameter => (parameter.Name, List: string.Join(", ", ConstraintsOf(parameter))))
            .Where(entry => entry.List.Length > 0)
            .Select(entry => $" where {entry.Name} : {entry.List}"));

    private static IEnumerable<string> ConstraintsOf(Type parameter)
    {
        GenericParameterAttributes flags = parameter.GenericParameterAttributes;
        bool isUnmanaged = Attributes.Has(parameter, "IsUnmanagedAttribute");
        bool isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        if (isStruct)
        {
            yield return isUnmanaged ? "unmanaged" : "struct";
        }

        foreach (string name in parameter.GetGenericParameterConstraints()
            .Where(type => type != typeof(ValueType)).Select(CSharpName.Of).Order(StringComparer.Ordinal))
        {
            yield return name;
        }

        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
        {
            yield return "new()";
        }

        if (flags.HasFlag(GenericParameterAttributes.AllowByRefLike))
        {
            yield return "allows ref struct";
        }
    }
}
