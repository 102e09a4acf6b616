using System.Reflection;

namespace Seedbed.Tests.Contracts;

/// <summary>Types and values as C# writes them, types with their namespace.</summary>
internal static class CSharpName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Of(type, null);

    /// <summary>The type, with a question mark wherever the annotations allow null.</summary>
    /// <remarks>A generic parameter never gets one: the annotations do not tell T? from an unconstrained T.</remarks>
    public static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, nullability?.GenericTypeArguments.FirstOrDefault()) + "?";
        }

        bool isAnnotated = nullability is { WriteState: NullabilityState.Nullable } or { ReadState: NullabilityState.Nullable };
        return Bare(type, nullability) + (isAnnotated && !type.IsValueType && !type.IsGenericParameter ? "?" : "");
    }

    /// <summary>A constant or a default value.</summary>
    public static string OfValue(object? value, Type type) => (value, type) switch
    {
        (null, { IsValueType: true }) when Nullable.GetUnderlyingType(type) is null => "default",
        (null, _) => "null",
        (_, { IsEnum: true }) => $"{Of(type)}.{Enum.ToObject(type, value)}",
        (string text, _) => $"\"{text}\"",
        (char letter, _) => $"'{letter}'",
        (bool truth, _) => truth ? "true" : "false",
        (float number, _) => number.ToString("R", null) + "f",
        (IFormattable number, _) => number.ToString(null, null),
        _ => value.ToString()!,
    };

    private static string Bare(Type type, NullabilityInfo? nullability)
    {
        if (type.IsPointer)
        {
            return Of(type.GetElementType()!) + "*";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        return type.IsGenericParameter ? type.Name : Keywords.TryGetValue(type, out string? keyword) ? keyword : Named(type, nullability);
    }

    /// <summary>Outer types carry their own arguments: Outer&lt;T&gt;.Inner&lt;U&gt;.</summary>
    private static string Named(Type type, NullabilityInfo? nullability)
    {
        List<string> parts = [];
        Type[] arguments = type.GetGenericArguments();
        int end = arguments.Length;
        for (Type? level = type; level is not null; level = level.DeclaringType)
        {
            int start = level.DeclaringType?.GetGenericArguments().Length ?? 0;
            string name = level.Name.Split('`')[0];
            IEnumerable<string> own = Enumerable.Range(start, end - start)
                .Select(i => Of(arguments[i], nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
            parts.Insert(0, start == end ? name : $"{name}<{string.Join(", ", own)}>");
            end = start;
        }

        return string.IsNullOrEmpty(type.Namespace) ? string.Join('.', parts) : $"{type.Namespace}.{string.Join('.', parts)}";
    }
}
