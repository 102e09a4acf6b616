using System.Runtime.InteropServices;

namespace Seedbed.Checkpoints.Writing.Drafts;

/// <summary>What Linux's statx tells of a path; its record is the same on every processor (linux/stat.h).</summary>
/// <param name="Mode">The type in the upper four of sixteen bits, the permissions below.</param>
/// <param name="Owner">The user's number.</param>
/// <param name="Group">The group's number.</param>
internal readonly record struct FileStatus(ushort Mode, uint Owner, uint Group)
{
    internal const int ByteCount = 256;

    /// <summary>No folder, pipe, socket or device (S_IFREG).</summary>
    internal bool IsOrdinary => (Mode & 0xF000) == 0x8000;

    internal static FileStatus Of(ReadOnlySpan<byte> status) =>
        new(MemoryMarshal.Read<ushort>(status[28..]), MemoryMarshal.Read<uint>(status[20..]), MemoryMarshal.Read<uint>(status[24..]));
}
