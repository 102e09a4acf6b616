using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Seedbed.Tests.Architecture;

/// <summary>Walks the instructions of a method body (ECMA-335, partition III) and gives the metadata tokens in them.</summary>
internal static class InstructionTokens
{
    private const byte TwoBytePrefix = 0xFE;

    private static readonly FrozenDictionary<short, OperandType> OperandOf = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => code.Value, code => code.OperandType);

    public static IReadOnlyList<EntityHandle> In(BlobReader body)
    {
        List<EntityHandle> tokens = [];
        while (body.RemainingBytes > 0)
        {
            byte first = body.ReadByte();
            short code = first == TwoBytePrefix ? (short)((first << 8) | body.ReadByte()) : first;
            OperandType operand = OperandOf[code];
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok or OperandType.InlineSig)
            {
                tokens.Add(MetadataTokens.EntityHandle(body.ReadInt32()));
            }
            else
            {
                body.Offset += SizeOf(operand, body);
            }
        }

        return tokens;
    }

    private static int SizeOf(OperandType operand, BlobReader atOperand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => sizeof(byte),
        OperandType.InlineVar => sizeof(short),
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR => sizeof(int),
        OperandType.InlineI8 or OperandType.InlineR => sizeof(long),
        OperandType.InlineSwitch => sizeof(int) * (1 + atOperand.ReadInt32()),
        _ => throw new BadImageFormatException($"Operand type {operand} carries a token or is unknown."),
    };
}
