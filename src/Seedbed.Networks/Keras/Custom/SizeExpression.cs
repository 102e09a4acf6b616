using System.Globalization;
using System.Text.Json;
using Seedbed.Layers.Arguments;
using Seedbed.Layers.Building;

namespace Seedbed.Keras;

/// <summary>
/// A size that follows from a layer's configuration and input: whole numbers, keys of the configuration (<c>units</c>,
/// <c>kernel_size[0]</c>), dimensions of the input (<c>input[-1]</c>), sums, differences, products, quotients rounded down (<c>//</c>) and
/// parentheses.
/// </summary>
internal sealed class SizeExpression
{
    private const int MaxLength = 200;
    private const string Input = "input";

    private readonly Func<SizeSource, long?> _value;
    private readonly string _text;

    private SizeExpression(string text, Func<SizeSource, long?> value)
    {
        _text = text;
        _value = value;
    }

    /// <summary>Reads a number or a text.</summary>
    /// <exception cref="FormatException">It is no such expression.</exception>
    internal static SizeExpression Read(JsonElement element, string place)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number))
        {
            return new SizeExpression($"{number}", _ => number);
        }

        string text = element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
        return text.Length is > 0 and <= MaxLength
            ? new SizeExpression(text, new Parser(text, place).Parse())
            : throw new FormatException(
                $"{place}: the size is {LayerConfig.Excerpt(element)}; it must be an integer or a text of at most {MaxLength} characters "
                + "such as \"units\", \"input[-1]\" or \"2 * units + 1\".");
    }

    /// <summary>The size; null where it follows from an unknown dimension.</summary>
    internal long? ValueOrNull(BuiltLayer layer) => _value(new SizeSource(layer.Layer.Origin!.Config, layer));

    /// <summary>The size.</summary>
    /// <exception cref="FormatException">It follows from an unknown dimension.</exception>
    internal long Value(BuiltLayer layer) =>
        ValueOrNull(layer) ?? throw new FormatException(
            $"{layer.Place}: the size '{_text.Excerpt()}' follows from an unknown dimension of its input shape {layer.Input}; build the "
            + "model on a full shape.");

    /// <summary>The size, of the configuration alone.</summary>
    /// <exception cref="FormatException">It follows from the input too.</exception>
    internal long Value(LayerConfig config) => _value(new SizeSource(config, null))!.Value;

    private static long FloorDivide(long dividend, long divisor, SizeSource layer)
    {
        if (divisor == 0)
        {
            throw new FormatException($"{layer.Place}: the description of its weights divides by 0.");
        }

        (long quotient, long remainder) = Math.DivRem(dividend, divisor);
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient;
    }

    /// <summary>What sizes follow from.</summary>
    /// <param name="Config">The layer's configuration.</param>
    /// <param name="Layer">The layer on its input; null where that is not known yet.</param>
    private readonly record struct SizeSource(LayerConfig Config, BuiltLayer? Layer)
    {
        internal string Place => Layer?.Place ?? Config.Place;

        internal PartialShape Input(string text) => Layer?.Input ?? throw new FormatException(
            $"{Place}: the size '{text.Excerpt()}' of a state follows from the input; a cell's states have sizes before it has an input, "
            + "so tell it by keys of the configuration.");
    }

    /// <summary>
    /// sum = product {(+|-) product}; product = factor {(*|//) factor}; factor = integer | -factor | (sum) | name | name[integer].
    /// </summary>
    private sealed class Parser(string text, string place)
    {
        private int _at;

        internal Func<SizeSource, long?> Parse()
        {
            Func<SizeSource, long?> value = Sum();
            return Peek() == '\0' ? value : throw Wrong();
        }

        private Func<SizeSource, long?> Sum()
        {
            Func<SizeSource, long?> left = Product();
            while (Peek() is '+' or '-')
            {
                bool isPlus = text[_at++] == '+';
                (Func<SizeSource, long?> first, Func<SizeSource, long?> second) = (left, Product());
                left = layer => isPlus ? checked(first(layer) + second(layer)) : checked(first(layer) - second(layer));
            }

            return left;
        }

        private Func<SizeSource, long?> Product()
        {
            Func<SizeSource, long?> left = Factor();
            while (Peek() is '*' or '/')
            {
                bool isTimes = text[_at++] == '*';
                if (!isTimes && (_at >= text.Length || text[_at++] != '/'))
                {
                    throw Wrong();
                }

                (Func<SizeSource, long?> first, Func<SizeSource, long?> second) = (left, Factor());
                left = layer => isTimes
                    ? checked(first(layer) * second(layer))
                    : first(layer) is { } dividend && second(layer) is { } divisor ? FloorDivide(dividend, divisor, layer) : null;
            }

            return left;
        }

        private Func<SizeSource, long?> Factor()
        {
            char next = Peek();
            if (next == '-')
            {
                _at++;
                Func<SizeSource, long?> negated = Factor();
                return layer => checked(-negated(layer));
            }

            if (next == '(')
            {
                _at++;
                Func<SizeSource, long?> inner = Sum();
                Expect(')');
                return inner;
            }

            return char.IsAsciiDigit(next) ? Number() : char.IsAsciiLetter(next) || next == '_' ? Reference() : throw Wrong();
        }

        private Func<SizeSource, long?> Number()
        {
            long number = Integer();
            return _ => number;
        }

        private Func<SizeSource, long?> Reference()
        {
            string name = Take(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
            if (Peek() != '[')
            {
                return name == Input ? throw Wrong() : layer => layer.Config.Whole(name);
            }

            _at++;
            bool isNegative = Peek() == '-';
            _at += isNegative ? 1 : 0;
            int index = (int)Math.Min(int.MaxValue, Integer()) * (isNegative ? -1 : 1);
            Expect(']');
            return name == Input ? layer => layer.Input(text).Find(index) : layer => layer.Config.WholeAt(name, index);
        }

        private long Integer()
        {
            Peek();
            return long.TryParse(Take(char.IsAsciiDigit), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw Wrong();
        }

        private string Take(Func<char, bool> accepts)
        {
            int start = _at;
            while (_at < text.Length && accepts(text[_at]))
            {
                _at++;
            }

            return text[start.._at];
        }

        private char Peek()
        {
            while (_at < text.Length && text[_at] == ' ')
            {
                _at++;
            }

            return _at < text.Length ? text[_at] : '\0';
        }

        private void Expect(char expected)
        {
            if (Peek() != expected)
            {
                throw Wrong();
            }

            _at++;
        }

        private FormatException Wrong() => new(
            $"{place}: the size '{text.Excerpt()}' is not understood at character {_at + 1}; it may have integers, keys of the "
            + "configuration, input[i], + - * // and parentheses.");
    }
}
