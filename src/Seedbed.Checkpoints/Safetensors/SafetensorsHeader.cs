using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Seedbed.Checkpoints.Safetensors;

/// <summary>The JSON of a header, read strictly: everything that SPECIFICATION.md says is checked, nothing else is accepted.</summary>
internal sealed class SafetensorsHeader
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private static readonly JsonReaderOptions s_syntax = new() { MaxDepth = s_strict.MaxDepth };

    private static readonly DType[] s_types = [.. DType.All, DType.Float4E2M1];

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
            return Read(json, dataStart, fileLength);
        }
        catch (JsonException fault)
        {
            // The place that .NET adds counts within the header.
            throw new FormatException($"the header is no valid JSON: {fault.Message.Split(" LineNumber: ")[0]}", fault);
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

    /// <summary>
    /// Goes through all of the JSON and counts before anything is made of it: what is small in the file takes far more in memory.
    /// </summary>
    private static void CheckExtent(ReadOnlySpan<byte> json)
    {
        // One that is only a little too long is refused later, with the tensor's name.
        const int MostNumbers = 1024;
        const int MostNameBytes = 4096;
        Utf8JsonReader reader = new(json, s_syntax);
        int names = 0;
        int tensors = 0;
        int numbers = 0;
        while (reader.Read())
        {
            bool isName = reader.TokenType == JsonTokenType.PropertyName;
            names += isName ? 1 : 0;
            tensors += isName && reader.CurrentDepth == 1 && !reader.ValueTextEquals(SafetensorsWriter.MetadataKey) ? 1 : 0;
            numbers = reader.TokenType == JsonTokenType.Number ? numbers + 1 : 0;
            if (isName && reader.CurrentDepth == 1 && reader.ValueSpan.Length > MostNameBytes)
            {
                throw new FormatException(
                    $"a tensor's name at byte {reader.TokenStartIndex} of the header has {reader.ValueSpan.Length} bytes; at most "
                    + $"{MostNameBytes} are read.");
            }

            if (numbers > MostNumbers)
            {
                throw new FormatException(
                    $"the header has a list of more than {MostNumbers} numbers at byte {reader.TokenStartIndex}; a tensor has at most "
                    + $"{DType.MaxRank} dimensions.");
            }
        }

        RefuseMany(names, tensors);
    }

    private static void RefuseMany(int names, int tensors)
    {
        // A tensor has a name of its own and those of its three members; the rest is for metadata.
        const int MostNames = (4 * SafetensorsWriter.MaxTensors) + (1 << 16);
        if (tensors > SafetensorsWriter.MaxTensors)
        {
            throw new FormatException(
                $"the header lists {tensors} tensors; at most {SafetensorsWriter.MaxTensors} are read of one file: split it into several.");
        }

        if (names > MostNames)
        {
            throw new FormatException(
                $"the header has {names} names, which is more than {SafetensorsWriter.MaxTensors} tensors have; write several files.");
        }
    }

    /// <summary>Makes a document of one tensor at a time: one of all takes several times the header.</summary>
    private static SafetensorsHeader Read(ReadOnlyMemory<byte> json, long dataStart, long fileLength)
    {
        Dictionary<string, string> metadata = [];
        List<SafetensorsEntry> tensors = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        Utf8JsonReader reader = new(json.Span, s_syntax);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            using JsonDocument value = ReadValue(json, ref reader);
            if (!names.Add(name))
            {
                throw new FormatException($"the header is no valid JSON: '{name.Excerpt()}' stands twice.");
            }

            if (name == SafetensorsWriter.MetadataKey)
            {
                metadata = ReadMetadata(value.RootElement);
            }
            else
            {
                tensors.Add(ReadTensor(name, value.RootElement, dataStart, fileLength));
            }
        }

        ImmutableArray<SafetensorsEntry> sorted = [.. tensors.OrderBy(tensor => tensor.Offset).ThenBy(tensor => tensor.ByteCount)];
        CheckCover(sorted, dataStart, fileLength);
        return new SafetensorsHeader(sorted, metadata);
    }

    private static JsonDocument ReadValue(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return JsonDocument.Parse(json[start..(int)reader.BytesConsumed], s_strict);
    }

    private static Dictionary<string, string> ReadMetadata(JsonElement element)
    {
        if (
            element.ValueKind != JsonValueKind.Object
                || element.EnumerateObject().Any(member => member.Value.ValueKind != JsonValueKind.String))
        {
            throw new FormatException($"{SafetensorsWriter.MetadataKey} is not an object of texts.");
        }

        return element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal);
    }

    private static SafetensorsEntry ReadTensor(string name, JsonElement element, long dataStart, long fileLength)
    {
        CheckMembers(name, element);
        DType type = ReadType(name, element);
        Shape shape = ReadShape(name, element);
        (long begin, long end) = ReadOffsets(name, element, fileLength - dataStart);
        long expected = new SafetensorsEntry(name, shape, type, 0).ByteCount;
        if (end - begin != expected)
        {
            throw new FormatException(
                $"tensor '{name.Excerpt()}' has {end - begin} bytes by its data_offsets, but shape {shape} of {type.SafetensorsName} takes "
                + $"{expected}.");
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
                throw new FormatException(
                    $"tensor '{name.Excerpt()}' has the member '{member.Name.Excerpt()}'; it must have dtype, shape and data_offsets "
                    + "alone.");
            }
        }
    }

    private static (long Begin, long End) ReadOffsets(string name, JsonElement element, long dataLength)
    {
        long[] offsets = ReadIntegers(name, element, "data_offsets");
        return offsets.Length == 2 && offsets[0] <= offsets[1] && offsets[1] <= dataLength
            ? (offsets[0], offsets[1])
            : throw new FormatException(
                $"tensor '{name.Excerpt()}' has data_offsets [{string.Join(", ", offsets.Select(item => $"{item}"))}]; they must be "
                + $"[begin, end] with 0 <= begin <= end <= {dataLength}, the bytes of data in the file.");
    }

    private static DType ReadType(string name, JsonElement element)
    {
        if (!element.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"tensor '{name.Excerpt()}' has no dtype, or one that is not a text.");
        }

        return s_types.FirstOrDefault(type => dtype.ValueEquals(type.SafetensorsName))
            ?? throw new FormatException(
                $"tensor '{name.Excerpt()}' has the dtype '{dtype.GetString().Excerpt()}'; it must be one of "
                + $"{string.Join(", ", s_types.Select(type => type.SafetensorsName))}.");
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
            throw new FormatException(
                $"tensor '{name.Excerpt()}': shape [{string.Join(", ", dimensions.Select(item => $"{item}"))}] has more elements than a "
                + "file can hold.", fault);
        }
    }

    private static long[] ReadIntegers(string name, JsonElement element, string key)
    {
        if (!element.TryGetProperty(key, out JsonElement array) || array.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"tensor '{name.Excerpt()}' has no {key}, or one that is not an array.");
        }

        DType.CheckRank(array.GetArrayLength(), $"tensor '{name.Excerpt()}': {key}");
        long[] integers = new long[array.GetArrayLength()];
        int count = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long integer) || integer < 0)
            {
                throw new FormatException(
                    $"tensor '{name.Excerpt()}' has {item.GetRawText()} in its {key}; it must be an integer of at least 0.");
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
                    $"tensor '{tensor.Name.Excerpt()}' begins at byte {tensor.Offset - dataStart} of the data, but the tensors before it "
                    + $"end at {end - dataStart}; there must be no hole and no overlap.");
            }

            end += tensor.ByteCount;
        }

        if (end != fileLength)
        {
            throw new FormatException(
                $"the tensors end at byte {end} of the file, but it has {fileLength}; nothing may follow them, and nothing may be "
                + "missing.");
        }
    }
}
