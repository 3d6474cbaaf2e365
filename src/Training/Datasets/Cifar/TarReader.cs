using System.Globalization;
using System.Text;

namespace Sweeper.Training.Datasets.Cifar;

/// <summary>
/// Reads the headers of a tar archive (POSIX ustar and pax, GNU, and the older ones), one after the other, and gives the content as a
/// stream. Names are only compared, nothing is written anywhere, and nothing is held but a header: links, devices and paths that lead out of
/// the archive have no effect. What an extended header changes is not carried out but told.
/// </summary>
/// <param name="path">The archive, for messages.</param>
/// <param name="archive">Its bytes, as many as there may be.</param>
internal sealed class TarReader(string path, PartStream archive)
{
    private const int Block = 512;

    // Keys of extended headers.
    private const string Path = "path";
    private const string SizeOf = "size";
    private const string Sparse = "GNU.sparse";

    // Real ones have a few lines.
    private const int LongestExtendedHeader = 1 << 16;

    private readonly byte[] _header = new byte[Block];
    private PartStream _content = new(Stream.Null, 0);
    private long _padding;
    // At most three keys, and the last value of each holds: an archive of nothing but extended headers costs no memory.
    private readonly Dictionary<string, string> _everyEntry = [];
    private int _entry;

    /// <summary>The content of the entry that <see cref="Next"/> gave last.</summary>
    public PartStream Content => _content;

    /// <summary>The next entry that is not an extended header; null at the archive's end.</summary>
    /// <exception cref="DatasetException">The archive is damaged.</exception>
    public TarEntry? Next()
    {
        var changes = new Dictionary<string, string>(_everyEntry);
        while (ReadHeader())
        {
            var kind = (char)_header[156];
            var size = HasContent(kind) ? Size() : 0;
            if (size > archive.Remaining) throw Fault($"declares {size} bytes, {archive.Remaining} are left");
            _content = new PartStream(archive, size);
            _padding = (Block - size % Block) % Block;
            switch (kind)
            {
                case 'x':
                    ReadChanges(changes);
                    break;
                case 'g':
                    ReadChanges(_everyEntry);
                    foreach (var (key, value) in _everyEntry) changes[key] = value;
                    break;
                case 'L':
                    changes[Path] = "a long name, which no file of ours has";
                    break;
                case 'K':
                    break;
                default:
                    var name = Name();
                    return new TarEntry(name, kind is '\0' or '7' ? '0' : kind, size, changes.Any(change => Differs(change.Key, change.Value, name, size)));
            }
        }
        return null;
    }

    /// <summary>Reads the header after the current entry's content; false at the archive's end.</summary>
    private bool ReadHeader()
    {
        if (!_content.Skip() || !new PartStream(archive, _padding).Skip()) throw Fault("is cut short");
        _entry++;
        if (archive.ReadAtLeast(_header, Block, throwOnEndOfStream: false) < Block) throw Fault("is cut short in its header");
        if (!_header.AsSpan().ContainsAnyExcept((byte)0)) return false;
        if (Octal(148, 8) != Checksum()) throw Fault("has a header whose checksum is wrong");
        return true;
    }

    /// <remarks>Links, devices, folders and pipes have no content, whatever their header declares.</remarks>
    private static bool HasContent(char kind) => kind is not (>= '1' and <= '6');

    private long Size() => Octal(124, 12) ?? throw Fault("declares a size that is no octal number");

    private long Checksum()
    {
        var sum = 8L * ' ';
        for (var i = 0; i < Block; i++) sum += i is >= 148 and < 156 ? 0 : _header[i];
        return sum;
    }

    private long? Octal(int start, int length)
    {
        var digits = Encoding.Latin1.GetString(_header, start, length).Trim(' ', '\0');
        if (digits.Length == 0 || digits.Any(digit => digit is < '0' or > '7')) return null;
        return digits.Aggregate(0L, (value, digit) => value * 8 + (digit - '0'));
    }

    private string Name()
    {
        // Only POSIX has a prefix here; GNU writes "ustar  " and uses the place for times.
        var name = Text(0, 100);
        return _header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) && _header[345] != 0 ? $"{Text(345, 155)}/{name}" : name;
    }

    private string Text(int start, int length)
    {
        var bytes = _header.AsSpan(start, length);
        var end = bytes.IndexOf((byte)0);
        return string.Concat(Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]).Select(c => char.IsControl(c) ? '?' : c));
    }

    /// <summary>Notes what an extended header's records ("LENGTH KEY=VALUE" and a line feed) say of where and how a content is.</summary>
    private void ReadChanges(Dictionary<string, string> changes)
    {
        if (_content.Remaining > LongestExtendedHeader) throw Fault($"is an extended header of {_content.Remaining} bytes");
        var text = new byte[_content.Remaining];
        if (_content.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length) throw Fault("is cut short");
        foreach (var record in Encoding.Latin1.GetString(text).Split('\n'))
        {
            var pair = record[(record.IndexOf(' ') + 1)..].Split('=', 2);
            if (pair[0] is Path or SizeOf) changes[pair[0]] = pair[^1];
            else if (pair[0].StartsWith(Sparse, StringComparison.Ordinal)) changes[Sparse] = "";
        }
    }

    private static bool Differs(string key, string value, string name, long size) => key switch
    {
        Path => value != name,
        SizeOf => value != size.ToString(CultureInfo.InvariantCulture),
        _ => true,
    };

    private DatasetException Fault(string what) => DamagedFile.Of(path, $"entry {_entry} of the archive {what}");
}
