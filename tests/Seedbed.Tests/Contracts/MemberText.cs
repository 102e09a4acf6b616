using System.Reflection;
using System.Runtime.CompilerServices;

namespace Seedbed.Tests.Contracts;

/// <summary>One visible member as a line of C#; members that the compiler makes for records are implied by the word record.</summary>
internal sealed class MemberText
{
    private readonly NullabilityInfoContext nullability = new();

    /// <summary>The line, or null for a member that is not part of the surface.</summary>
    public string? Of(MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: false } field when IsVisible(field) => Field(field),
        PropertyInfo { Name: "EqualityContract" } => null,
        PropertyInfo property when IsVisible(property.GetMethod) || IsVisible(property.SetMethod) => Property(property),
        EventInfo change when IsVisible(change.AddMethod) =>
            $"{Modifiers(change.AddMethod!)}event {CSharpName.Of(change.EventHandlerType!, nullability.Create(change))} {change.Name}",
        ConstructorInfo constructor when IsVisible(constructor) && !constructor.IsStatic && !Attributes.IsCompilerGenerated(constructor) =>
            $"{Modifiers(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && !IsImplied(method) => Method(method),
        _ => null,
    };

    public string Method(MethodInfo method) => Modifiers(method) + Signature(method, method.Name);

    public string Signature(MethodInfo method, string name)
    {
        Type[] generic = method.GetGenericArguments();
        return $"{Return(method)} {name}{GenericText.Parameters(generic)}({Parameters(method)}){GenericText.Constraints(generic)}";
    }

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsVisible(MethodBase? method) =>
        method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static bool IsImplied(MethodInfo method) =>
        Attributes.IsCompilerGenerated(method) || method.Name.StartsWith('<')
        || (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Modifiers(MethodBase method)
    {
        string access = method.IsPublic ? "public " : "protected ";
        if (method.IsConstructor || method.DeclaringType!.IsInterface)
        {
            return access + (method.IsStatic ? "static " : "") + (method.IsAbstract ? "abstract " : "");
        }

        string inheritance = method switch
        {
            { IsStatic: true } => "static ",
            MethodInfo info when info.GetBaseDefinition() != info => info.IsFinal ? "sealed override " : "override ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
        return access + inheritance;
    }

    private string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "public " : "protected ";
        string kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        string value = field.IsLiteral ? " = " + CSharpName.OfValue(field.GetRawConstantValue(), field.FieldType) : "";
        return $"{access}{kind}{Required(field)}{CSharpName.Of(field.FieldType, nullability.Create(field))} {field.Name}{value}";
    }

    private string Property(PropertyInfo property)
    {
        MethodInfo main = IsVisible(property.GetMethod) ? property.GetMethod! : property.SetMethod!;
        string accessors = (IsVisible(property.GetMethod) ? "get; " : "") + (IsVisible(property.SetMethod) ? Setter(property.SetMethod!) : "");
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        string reference = property.PropertyType.IsByRef ? "ref " : "";
        string type = CSharpName.Of(property.PropertyType, nullability.Create(property));
        return $"{Modifiers(main)}{Required(property)}{reference}{type} {name} {{ {accessors}}}";
    }

    private static string Required(MemberInfo member) => Attributes.Has(member, nameof(RequiredMemberAttribute)) ? "required " : "";

    private static string Setter(MethodInfo setter)
    {
        string access = setter.IsPublic ? "" : "protected ";
        bool isInit = setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return access + (isInit ? "init; " : "set; ");
    }

    private string Return(MethodInfo method)
    {
        bool isReadOnly = Attributes.Has(method.ReturnParameter, nameof(IsReadOnlyAttribute));
        string reference = !method.ReturnType.IsByRef ? "" : isReadOnly ? "ref readonly " : "ref ";
        return reference + CSharpName.Of(method.ReturnType, nullability.Create(method.ReturnParameter));
    }

    private string Parameters(MethodBase method)
    {
        string receiver = Attributes.Has(method, nameof(ExtensionAttribute)) ? "this " : "";
        return receiver + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private string Parameter(ParameterInfo parameter)
    {
        string passing = parameter switch
        {
            { ParameterType.IsByRef: true, IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => Attributes.Has(parameter, "RequiresLocationAttribute") ? "ref readonly " : "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when Attributes.Has(parameter, nameof(ParamArrayAttribute)) => "params ",
            _ when Attributes.Has(parameter, nameof(ParamCollectionAttribute)) => "params ",
            _ when Attributes.Has(parameter, "ScopedRefAttribute") => "scoped ",
            _ => "",
        };
        string value = parameter.HasDefaultValue ? " = " + CSharpName.OfValue(parameter.RawDefaultValue, parameter.ParameterType) : "";
        return $"{passing}{CSharpName.Of(parameter.ParameterType, nullability.Create(parameter))} {parameter.Name}{value}";
    }
}
