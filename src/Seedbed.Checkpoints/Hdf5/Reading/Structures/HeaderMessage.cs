namespace Seedbed.Checkpoints.Hdf5.Reading.Structures;

/// <summary>A message of an object header.</summary>
internal readonly record struct HeaderMessage(Hdf5MessageType Type, ReadOnlyMemory<byte> Content);
