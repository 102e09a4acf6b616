using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Seedbed.Compare.Torch;

/// <summary>
/// The symbol versions that a shared library of 64 bits needs of another and that this one defines (System V ABI, symbol versioning).
/// A compiler's version need may be newer than all that is called: marked weak, the loader passes over it.
/// </summary>
internal sealed class ElfVersions
{
    private const uint Definitions = 0x6FFFFFFD;
    private const uint Needs = 0x6FFFFFFE;
    private const ushort Weak = 2;
    private const int HeaderSections = 0x28;
    private const int HeaderSectionCount = 0x3C;
    private const int SectionLength = 64;

    private readonly byte[] _file;

    private ElfVersions(string path) => _file = File.ReadAllBytes(path);

    /// <summary>
    /// Marks weak what <paramref name="path"/> needs of a library and this system's copy of that library lacks; returns those versions.
    /// </summary>
    public static IReadOnlyList<string> WeakenMissing(string path, string neededFile)
    {
        ElfVersions elf = new(path);
        HashSet<string> defined = [.. new ElfVersions(PathOf(neededFile)).Defined()];
        (string Version, int Flags)[] missing = [.. elf.Needed(neededFile).Where(need => !defined.Contains(need.Version))];
        foreach ((_, int flags) in missing)
        {
            elf.Write16(flags, (ushort)(elf.Read16(flags) | Weak));
        }

        if (missing.Length > 0)
        {
            // Another file under the same name: the old one may be a link into the package folder.
            string changed = path + ".changed";
            File.WriteAllBytes(changed, elf._file);
            File.Move(changed, path, overwrite: true);
        }

        return [.. missing.Select(need => need.Version)];
    }

    /// <summary>Where the loader finds a library.</summary>
    private static string PathOf(string library)
    {
        NativeLibrary.Load(library);
        string? line = File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.Contains(library, StringComparison.Ordinal));
        return line?[line.IndexOf('/', StringComparison.Ordinal)..]
            ?? throw new FileNotFoundException($"{library} is loaded, but /proc/self/maps does not tell from where.");
    }

    private IEnumerable<string> Defined() =>
        from section in Sections(Definitions)
        from definition in Chain(section.Offset, next: 16)
        select Text(section.Strings + Read32(definition + Read32(definition + 12)));

    /// <summary>The versions needed of a file, and where their flags stand.</summary>
    private IEnumerable<(string Version, int Flags)> Needed(string neededFile) =>
        from section in Sections(Needs)
        from need in Chain(section.Offset, next: 12)
        where Text(section.Strings + Read32(need + 4)) == neededFile
        from version in Chain(need + Read32(need + 8), next: 12)
        select (Text(section.Strings + Read32(version + 8)), version + 4);

    /// <summary>The sections of a type, each with the place of its names.</summary>
    private IEnumerable<(int Offset, int Strings)> Sections(uint type)
    {
        int first = Read32(HeaderSections);
        for (int i = 0; i < Read16(HeaderSectionCount); i++)
        {
            int header = first + (i * SectionLength);
            if ((uint)Read32(header + 4) == type)
            {
                yield return (Read32(header + 24), Read32(first + (Read32(header + 40) * SectionLength) + 24));
            }
        }
    }

    /// <summary>Entries of which each tells, in a field of its own, how far the next one is; 0 ends them.</summary>
    private IEnumerable<int> Chain(int entry, int next)
    {
        yield return entry;
        while (Read32(entry + next) is not 0 and int step)
        {
            entry += step;
            yield return entry;
        }
    }

    private string Text(int start) => Encoding.ASCII.GetString(_file.AsSpan(start, _file.AsSpan(start).IndexOf((byte)0)));

    private int Read32(int offset) => BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan(offset));

    private ushort Read16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(offset));

    private void Write16(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(_file.AsSpan(offset), value);
}
