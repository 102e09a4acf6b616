using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Seedbed.Checkpoints.Templates;
using Seedbed.Messages;
using Seedbed.Shapes;

namespace Seedbed.Checkpoints.Safetensors;

/// <summary>The JSON of a header, read strictly: everything that SPECIFICATION.md says is checked, nothing else is accepted.</summary>
internal sealed class SafetensorsHeader
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private SafetensorsHeader(ImmutableArray<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
    }

    /// <summary>By rising offset, ties in the header's order.</summary>
    internal ImmutableArray<SafetensorsEntry> Tensors { get; }

    internal IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a header whose data starts at <paramref name="dataStart"/> and ends with the file.</summary>
    /// <exception cref="FormatException">The sentence says what is wrong.</exception>
    internal static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, long dataStart, long fileLength)
    {
        if (json.IsEmpty || json.Span[0] != (byte)'{')
        {
            throw new FormatException("the header does not begin with '{'; this is no .safetensors file, or it is damaged.");
        }

        try
        {
            CheckExtent(json.Span);
            using JsonDocument document = JsonDocument.Parse(json, s_strict);
            return Read(document.RootElement, dataStart, fileLength);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"the header is no valid JSON: {fault.Message}", fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new FormatException("the header has a text that is no valid Unicode.", fault);
        }
        catch (DecoderFallbackException fault)
        {
            throw new FormatException("the header is no valid UTF-8.", fault);
        }
    }

    /// <summary>Counts names and sizes before anything is made of them: what is small in the file takes far more in memory.</summary>
    private static void CheckExtent(ReadOnlySpan<byte> json)
    {
        // A tensor has a name of its own and those of its three members; the rest is for metadata.
        const int MostNames = (4 * SafetensorsWriter.MaxTensors) + (1 << 16);

        // One that is only a little too long is refused later, with the tensor's name.
        const int MostNumbers = 1024;
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = s_strict.MaxDepth });
        int names = 0;
        int numbers = 0;
        while (reader.Read())
        {
            names += reader.TokenType == JsonTokenType.PropertyName ? 1 : 0;
            numbers = reader.TokenType == JsonTokenType.Number ? numbers + 1 : 0;
            if (numbers > MostNumbers)
            {
                throw new FormatException(
                    $"the header has a list of more than {MostNumbers} numbers at byte {reader.TokenStartIndex}; a tensor has at most {TensorType.MaxRank} dimensions.");
            }

            if (names > MostNames)
            {
                throw new FormatException($"the header has more than {MostNames} names, which is more than {SafetensorsWriter.MaxTensors} tensors have; write several files.");
            }
        }
    }

    private static SafetensorsHeader Read(JsonElement root, long dataStart, long fileLength)
    {
        int count = root.GetPropertyCount() - (root.TryGetProperty(SafetensorsWriter.MetadataKey, out _) ? 1 : 0);
        if (count > SafetensorsWriter.MaxTensors)
        {
            throw new FormatException($"the header lists {count} tensors; at most {SafetensorsWriter.MaxTensors} are read of one file: split it into several.");
        }

        Dictionary<string, string> metadata = [];
        List<SafetensorsEntry> tensors = [];
        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (member.Name == SafetensorsWriter.MetadataKey)
            {
                metadata = ReadMetadata(member.Value);
            }
            else
            {
                tensors.Add(ReadTensor(member.Name, member.Value, dataStart, fileLength));
            }
        }

        ImmutableArray<SafetensorsEntry> sorted = [.. tensors.OrderBy(tensor => tensor.Offset).ThenBy(tensor => tensor.ByteCount)];
        CheckCover(sorted, dataStart, fileLength);
        return new SafetensorsHeader(sorted, metadata);
    }

    private static Dictionary<string, string> ReadMetadata(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Any(member => member.Value.ValueKind != JsonValueKind.String))
        {
            throw new FormatException($"{SafetensorsWriter.MetadataKey} is not an object of texts.");
        }

        return element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal);
    }

    private static SafetensorsEntry ReadTensor(string name, JsonElement element, long dataStart, long fileLength)
    {
        CheckMembers(name, element);
        TensorType type = ReadType(name, element);
        Shape shape = ReadShape(name, element);
        (long begin, long end) = ReadOffsets(name, element, fileLength - dataStart);
        Int128 expected = (Int128)shape.ElementCount * type.SizeInBytes;
        if (end - begin != expected)
        {
            throw new FormatException(
                $"tensor '{name.Excerpt()}' has {end - begin} bytes by its data_offsets, but shape {shape} of {type.SafetensorsName} takes {expected}.");
        }

        return new SafetensorsEntry(name, shape, type, dataStart + begin);
    }

    private static void CheckMembers(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"tensor '{name.Excerpt()}' is not an object with dtype, shape and data_offsets.");
        }

        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (member.Name is not ("dtype" or "shape" or "data_offsets"))
            {
                throw new FormatException($"tensor '{name.Excerpt()}' has the member '{member.Name.Excerpt()}'; it must have dtype, shape and data_offsets alone.");
            }
        }
    }

    private static (long Begin, long End) ReadOffsets(string name, JsonElement element, long dataLength)
    {
        long[] offsets = ReadIntegers(name, element, "data_offsets");
        return offsets.Length == 2 && offsets[0] <= offsets[1] && offsets[1] <= dataLength
            ? (offsets[0], offsets[1])
            : throw new FormatException(
                $"tensor '{name.Excerpt()}' has data_offsets [{string.Join(", ", offsets)}]; they must be [begin, end] with 0 <= begin <= end <= {dataLength}, the bytes of data in the file.");
    }

    private static TensorType ReadType(string name, JsonElement element)
    {
        if (!element.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"tensor '{name.Excerpt()}' has no dtype, or one that is not a text.");
        }

        return TensorType.All.FirstOrDefault(type => dtype.ValueEquals(type.SafetensorsName))
            ?? throw new FormatException(
                $"tensor '{name.Excerpt()}' has the dtype '{dtype.GetString().Excerpt()}'; it must be one of {string.Join(", ", TensorType.All.Select(type => type.SafetensorsName))}.");
    }

    private static Shape ReadShape(string name, JsonElement element)
    {
        long[] dimensions = ReadIntegers(name, element, "shape");
        try
        {
            return Shape.Create(dimensions);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException($"tensor '{name.Excerpt()}': shape [{string.Join(", ", dimensions)}] has more elements than a file can hold.", fault);
        }
    }

    private static long[] ReadIntegers(string name, JsonElement element, string key)
    {
        if (!element.TryGetProperty(key, out JsonElement array) || array.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"tensor '{name.Excerpt()}' has no {key}, or one that is not an array.");
        }

        TensorType.CheckRank(array.GetArrayLength(), $"tensor '{name.Excerpt()}': {key}");
        long[] integers = new long[array.GetArrayLength()];
        int count = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long integer) || integer < 0)
            {
                throw new FormatException($"tensor '{name.Excerpt()}' has {item.GetRawText()} in its {key}; it must be an integer of at least 0.");
            }

            integers[count++] = integer;
        }

        return integers;
    }

    private static void CheckCover(ImmutableArray<SafetensorsEntry> sorted, long dataStart, long fileLength)
    {
        long end = dataStart;
        foreach (SafetensorsEntry tensor in sorted)
        {
            if (tensor.Offset != end)
            {
                throw new FormatException(
                    $"tensor '{tensor.Name.Excerpt()}' begins at byte {tensor.Offset - dataStart} of the data, but the tensors before it end at {end - dataStart}; there must be no hole and no overlap.");
            }

            end += tensor.ByteCount;
        }

        if (end != fileLength)
        {
            throw new FormatException($"the tensors end at byte {end} of the file, but it has {fileLength}; nothing may follow them, and nothing may be missing.");
        }
    }
}
