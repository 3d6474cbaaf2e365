using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>name</c>.</summary>
internal static class NameSection
{
    private const int Longest = 100;

    /// <summary>The name, or null and a problem.</summary>
    public static string? Read(Field field)
    {
        if (field.Text(1000) is not { } name) return null;
        if (Flaw(name) is not { } flaw) return name;
        field.Refuse($"{Words.Quoted(name)} {flaw}");
        return null;
    }

    /// <summary>What keeps a text from being a name, or null. A name may become part of a path, so it cannot start with a dot or a dash.</summary>
    public static string? Flaw(string name)
    {
        if (name.Length > Longest) return $"is longer than {Longest} characters; shorten it";
        if (name[0] is '.' or '-') return $"starts with '{name[0]}'; start it with a letter or digit";
        return name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? null
            : "may have only letters, digits, '-', '_' and '.'; change the rest";
    }
}
