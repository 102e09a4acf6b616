using System.Reflection;
using System.Runtime.CompilerServices;

namespace Seedbed.Tests.Contracts;

/// <summary>One visible type as lines of C#: its head, what it implements, its members, each group sorted.</summary>
internal static class TypeText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <param name="type">A visible type.</param>
    /// <param name="isShort">Only the head and the interfaces: these imply the members.</param>
    public static IEnumerable<string> Lines(Type type, bool isShort)
    {
        MemberText members = new();
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [$"public delegate {members.Signature(type.GetMethod("Invoke")!, CSharpName.Of(type))}{Constraints(type)}"];
        }

        IEnumerable<string> lines = [Head(type), .. Interfaces(type).Select(name => "  : " + name).Order(StringComparer.Ordinal)];
        if (type.IsEnum)
        {
            return lines.Concat(type.GetEnumNames().Select(name => $"    {name} = {Convert.ToInt64(Enum.Parse(type, name), null)}"));
        }

        return isShort ? lines : lines.Concat(Members(type, members).Order(StringComparer.Ordinal).Select(line => "    " + line));
    }

    private static IEnumerable<string> Members(Type type, MemberText members)
    {
        IEnumerable<string?> lines = type.GetMembers(Declared).Where(member => member is not Type).Select(members.Of);
        return type.IsSealed ? lines.OfType<string>().Where(line => IsReachable(line)) : lines.OfType<string>();
    }

    /// <summary>Nobody derives from a sealed type, so its protected members are not part of the surface.</summary>
    private static bool IsReachable(string line) => !line.StartsWith("protected ", StringComparison.Ordinal);

    private static string Head(Type type)
    {
        string access = type.IsPublic || type.IsNestedPublic ? "public " : "protected ";
        string parent = type switch
        {
            { IsEnum: true } => " : " + CSharpName.Of(type.GetEnumUnderlyingType()),
            { IsClass: true, BaseType: { } baseType } when baseType != typeof(object) => " : " + CSharpName.Of(baseType),
            _ => "",
        };
        return access + Kind(type) + CSharpName.Of(type) + parent + Constraints(type);
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum)
        {
            return "enum ";
        }

        if (type.IsInterface)
        {
            return "interface ";
        }

        string record = IsRecord(type) ? "record " : "";
        if (type.IsValueType)
        {
            bool isReadOnly = Attributes.Has(type, nameof(IsReadOnlyAttribute));
            return (isReadOnly ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + record + "struct ";
        }

        string inheritance = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, false) => "abstract ",
            (false, true) => "sealed ",
            _ => "",
        };
        return inheritance + (record.Length > 0 ? record : "class ");
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", Declared) is { } print
        && (Attributes.IsCompilerGenerated(print) || type.GetMethod("<Clone>$", Declared) is not null);

    private static IEnumerable<string> Interfaces(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        Type[] inherited = type.BaseType?.GetInterfaces() ?? [];
        return type.GetInterfaces().Where(face => face.IsVisible).Except(inherited).Select(CSharpName.Of);
    }

    /// <summary>A nested type repeats the parameters of its outer types; their constraints are repeated too.</summary>
    private static string Constraints(Type type) => GenericText.Constraints(type.GetGenericArguments());
}
