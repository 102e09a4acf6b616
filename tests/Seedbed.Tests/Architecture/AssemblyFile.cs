using System.Runtime.CompilerServices;
using Mono.Cecil;

namespace Seedbed.Tests.Architecture;

/// <summary>An assembly file read as data, without loading it: what it refers to, and who in it uses whom.</summary>
internal sealed class AssemblyFile : IDisposable
{
    private readonly ModuleDefinition _module;

    private AssemblyFile(Stream image) => _module = ModuleDefinition.ReadModule(image);

    public static AssemblyFile Read(string path) =>
        File.Exists(path)
            ? Of(File.ReadAllBytes(path))
            : throw new FileNotFoundException($"{path} is not there; build the whole solution in the configuration of the test run.", path);

    public static AssemblyFile Of(byte[] image) => new(new MemoryStream(image));

    public void Dispose() => _module.Dispose();

    /// <summary>Simple names of the assemblies that some type or member is taken from.</summary>
    public IReadOnlyList<string> References => [.. _module.AssemblyReferences.Select(reference => reference.Name)];

    /// <summary>Full names of the types of other assemblies that are mentioned anywhere: signatures, bodies, attributes.</summary>
    public IReadOnlyList<string> ForeignTypes => [.. _module.GetTypeReferences().Select(type => type.FullName)];

    /// <summary>
    /// Methods of other assemblies' types that some body calls, with their parameters' number: "System.Int32.ToString/0".
    /// </summary>
    public IReadOnlyList<string> ForeignMethods =>
        [.. _module.GetMemberReferences().OfType<MethodReference>().Where(method => !method.DeclaringType.IsGenericInstance)
            .Select(method => $"{method.DeclaringType.FullName}.{method.Name}/{method.Parameters.Count}")];

    /// <summary>Full names of the public top-level types declared here.</summary>
    public IReadOnlyList<string> PublicTypes => [.. _module.Types.Where(type => type.IsPublic).Select(type => type.FullName)];

    /// <summary>Our namespaces that a type is declared in.</summary>
    public IEnumerable<string> Namespaces => _module.Types.Select(type => type.Namespace).Where(ArrowReader.IsOurs).Distinct();

    /// <summary>Simple names of the assemblies that see what is internal here.</summary>
    public IReadOnlyList<string> Friends =>
        [.. _module.Assembly.CustomAttributes.Where(attribute => attribute.AttributeType.Name == nameof(InternalsVisibleToAttribute))
            .Select(attribute => (string)attribute.ConstructorArguments[0].Value)];

    /// <summary>Every use of one of our types, of this assembly or another, by a type of this assembly.</summary>
    public IReadOnlyList<Arrow> Arrows() => [.. _module.GetTypes().SelectMany(ArrowReader.ArrowsFrom).Distinct()];
}
