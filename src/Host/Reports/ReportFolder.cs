using System.Text;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Reports;

/// <summary>A folder that a report is written to. It holds a list of the files that reports have made there, and no others are replaced or deleted.</summary>
internal sealed class ReportFolder
{
    private const string ListName = ".sweeper-report";
    private const string FirstLine = "sweeper report/v1";

    private readonly string _folder;
    private readonly HashSet<string> _before;
    private readonly SortedSet<string> _written = new(StringComparer.Ordinal);

    private ReportFolder(string folder, HashSet<string> before) => (_folder, _before) = (folder, before);

    /// <summary>Looks at a folder, and refuses one that is no report's.</summary>
    /// <exception cref="UserException">It is a file, or holds files that no report made.</exception>
    public static ReportFolder Open(string folder)
    {
        if (folder.Length == 0 || File.Exists(folder)) throw new UserException($"'{folder}' is not the name of a folder; --out needs one");
        var list = Path.Combine(folder, ListName);
        if (!Directory.Exists(folder)) return new(folder, []);
        if (!File.Exists(list))
        {
            return Directory.EnumerateFileSystemEntries(folder).Any()
                ? throw new UserException($"{folder} holds files that no report made, and nothing is written over them; name an empty or a new folder with --out")
                : new(folder, []);
        }
        string[] lines = File.ReadAllLines(list);
        if (lines.FirstOrDefault() != FirstLine) throw new UserException($"{list} is not a list that this version reads; name another folder with --out");
        return new(folder, [.. lines.Skip(1).Where(IsName)]);
    }

    /// <summary>Says what will be written, before anything is: a report that is interrupted leaves no file that the next one would refuse.</summary>
    /// <exception cref="UserException">There is a file of such a name that no report made.</exception>
    public void Announce(IReadOnlyCollection<string> names)
    {
        foreach (var path in names.Where(name => !_before.Contains(name)).Select(name => Path.Combine(_folder, name)))
        {
            if (Path.Exists(path)) throw new UserException($"{path} is there already and no report made it; move it away, or name another folder with --out");
        }
        _before.UnionWith(names);
        WriteList(_before);
    }

    /// <summary>Writes a file whole: temporary file, then rename.</summary>
    /// <exception cref="UserException">It cannot be written.</exception>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        if (!_before.Contains(name)) throw new InvalidOperationException($"{name} was not announced");
        NewFile.Write(Path.Combine(_folder, name), bytes);
        _written.Add(name);
    }

    /// <summary>Writes a text as UTF-8 as it comes; it need not be in memory.</summary>
    public void Write(string name, Action<TextWriter> write)
    {
        if (!_before.Contains(name)) throw new InvalidOperationException($"{name} was not announced");
        NewFile.Write(Path.Combine(_folder, name), stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            write(text);
        });
        _written.Add(name);
    }

    /// <summary>Writes a text as UTF-8.</summary>
    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Deletes what an earlier report made and this one has not.</summary>
    public void Finish()
    {
        foreach (var path in _before.Where(name => !_written.Contains(name)).Select(name => Path.Combine(_folder, name)).Where(File.Exists)) File.Delete(path);
        WriteList(_written);
    }

    private void WriteList(IEnumerable<string> names) =>
        NewFile.Write(Path.Combine(_folder, ListName), Encoding.UTF8.GetBytes(string.Join('\n', names.Order(StringComparer.Ordinal).Prepend(FirstLine)) + "\n"));

    // The list may have been edited: nothing outside of the folder is ever deleted.
    private static bool IsName(string name) => name.Split('/') switch
    {
        [var file] => IsPlain(file),
        ["figures" or "tables", var file] => IsPlain(file),
        _ => false,
    };

    private static bool IsPlain(string file) => file.Length > 0 && char.IsAsciiLetter(file[0]) && file.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');
}
