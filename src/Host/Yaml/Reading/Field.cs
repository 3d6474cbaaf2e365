using System.Globalization;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Time;

namespace Sweeper.Host.Yaml.Reading;

/// <summary>A value of the file and the path of keys that leads to it. Each way to read it gives the value, or null and a problem.</summary>
internal readonly record struct Field(string Path, YamlNode Node, ProblemList Problems)
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Where the value is.</summary>
    public Place Place => Node.Place;

    /// <summary>Whether the value is a given word.</summary>
    public bool Is(string word) => Node is YamlScalar scalar && scalar.Text == word;

    /// <summary>Whether the key is there without a value.</summary>
    public bool IsEmpty => Node is YamlScalar { IsEmpty: true };

    /// <summary>The text of a scalar that is neither quoted nor empty.</summary>
    private string? Plain => Node is YamlScalar { IsQuoted: false, IsEmpty: false } scalar ? scalar.Text : null;

    /// <summary>Reports a problem at this value; the message goes on after the path.</summary>
    public void Refuse(string message) => Problems.Add(Node.Place, $"{Path} {message}");

    /// <summary>Reports a problem at this value in a message of its own.</summary>
    public void Report(string message) => Problems.Add(Node.Place, message);

    /// <summary>Reports that the value is not what it must be.</summary>
    public void RefuseKind(string must, string remedy = "") => Refuse($"must be {must}, is {Node.Shown}{remedy}");

    /// <summary>A whole number within bounds.</summary>
    /// <param name="min">The least.</param>
    /// <param name="max">The most.</param>
    /// <param name="word">A word that the caller takes in its place, for the message.</param>
    public int? Int(int min, int max, string? word = null)
    {
        if (int.TryParse(Plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        Refuse($"must be {(word is null ? "" : $"{word} or ")}a whole number from {min} to {max}, is {ShownNumber}{Unquote}");
        return null;
    }

    /// <summary>A whole number, at least 0, that may be large.</summary>
    public long? Long()
    {
        if (long.TryParse(Plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= 0) return value;
        Refuse($"must be a whole number from 0 to {long.MaxValue}, is {ShownNumber}{Unquote}");
        return null;
    }

    /// <summary>A finite number within a range.</summary>
    public double? Number(NumberRange range)
    {
        if (!double.TryParse(Plain, Decimal, CultureInfo.InvariantCulture, out var value)) RefuseKind($"a number {range.Text}", Unquote);
        else if (!double.IsFinite(value)) Refuse($"must be a finite number {range.Text}, is {ShownNumber}");
        else if (!range.Contains(value)) Refuse($"must be {range.Text}, is {ShownNumber}");
        else return value + 0.0; // -0 becomes 0, which has another canonical form
        return null;
    }

    /// <summary>A number between 0 and 1, both excluded, as the decimal that is written.</summary>
    public decimal? Share()
    {
        if (Number(NumberRange.Share) is null) return null;
        if (decimal.TryParse(Plain, Decimal, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1) return value;
        Refuse($"must be {NumberRange.Share.Text} with at most 28 decimals, is {ShownNumber}");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Bool()
    {
        if (Plain is "true" or "false") return Plain == "true";
        RefuseKind("true or false", Unquote);
        return null;
    }

    /// <summary>Text that is not empty, quoted or not.</summary>
    public string? Text(int longest)
    {
        if (Node is not YamlScalar { IsEmpty: false, Text: var text } || string.IsNullOrWhiteSpace(text)) RefuseKind("text");
        else if (text.Length > longest) Refuse($"must be at most {longest} characters long, has {text.Length}");
        else if (Words.HasHidden(text)) Refuse($"must be text without invisible characters, is {Words.Quoted(text)}");
        else return text;
        return null;
    }

    /// <summary>A moment or length of training.</summary>
    public Duration? Duration()
    {
        if (Training.Time.Duration.TryParse(Plain, out var value)) return value;
        var remedy = int.TryParse(Plain, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? $"; write {count}ep for epochs or {count}it for steps" : Unquote;
        RefuseKind("0, epochs (1ep) or steps (500it)", remedy);
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(WordTable<T> table)
        where T : struct, Enum
    {
        var text = Node is YamlScalar { IsEmpty: false } scalar ? scalar.Text : null;
        if (text is not null && table.ValueOf(text) is { } value) return value;
        RefuseKind(Words.Or(table.Words), text is null ? "" : Suggestion.Hint(text, table.Words, ""));
        return null;
    }

    /// <summary>The items of a list that is not empty.</summary>
    /// <param name="most">How many it may have.</param>
    /// <param name="areWords">Whether items are single words, so that brackets around a word make it a right list.</param>
    public IReadOnlyList<Field>? Items(int most, bool areWords = true)
    {
        if (Node is not YamlList list) RefuseKind("a list", areWords && Plain is { } plain ? $"; write [{Words.Clean(plain)}]" : "");
        else if (list.Items.Length == 0) Refuse("must have at least one entry, is an empty list");
        else if (list.Items.Length > most) Refuse($"must have at most {most} entries, has {list.Items.Length}");
        else return ItemsOf(list);
        return null;
    }

    /// <summary>The items of a list that is not empty, or the value itself where it is not a list.</summary>
    public IReadOnlyList<Field>? OneOrMore(int most) => Node is YamlList ? Items(most) : [this];

    /// <summary>The items of a list, which may be empty.</summary>
    public IReadOnlyList<Field>? ItemsOrNone(int most, bool areWords = true) => Node is YamlList { Items.Length: 0 } ? [] : Items(most, areWords);

    private string ShownNumber => Plain is { } plain && double.TryParse(plain, Decimal, CultureInfo.InvariantCulture, out _) ? plain : Node.Shown;

    /// <summary>What to do about a quoted value that would be right without its quotes.</summary>
    public string Unquote => Node is YamlScalar { IsQuoted: true, Text: var text }
        && (double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out _)
            || Training.Time.Duration.TryParse(text, out _)
            || text is "true" or "false")
        ? "; remove the quotes"
        : "";

    private List<Field> ItemsOf(YamlList list)
    {
        var (path, problems) = (Path, Problems);
        return [.. list.Items.Select((item, i) => new Field($"{path}[{i}]", item, problems))];
    }
}
