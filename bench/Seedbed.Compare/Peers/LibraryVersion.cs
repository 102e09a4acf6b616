using System.Reflection;

namespace Seedbed.Compare.Peers;

/// <summary>"MathNet.Numerics 5.0.0": a library's name and version.</summary>
internal static class LibraryVersion
{
    public static string Of(Type type)
    {
        Assembly assembly = type.Assembly;
        string? version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        return $"{assembly.GetName().Name} {version ?? assembly.GetName().Version?.ToString()}";
    }
}
