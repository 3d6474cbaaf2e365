using System.Globalization;

namespace Sweeper.Host.Launching;

/// <summary>What a node says, in a file; and the line of it that tells why the node ended.</summary>
/// <param name="path">The file; it is gone on with where it is there.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeLog(string path, TimeProvider time) : IDisposable
{
    private const int LongestQuote = 300;
    private const string Failure = "sweeper: ";
    private const string TraceHint = "SWEEPER_TRACE=1";

    private readonly Lock _writing = new();
    private StreamWriter? _file;
    private bool _isClosed;
    private string? _lastLine;
    private string? _failure;

    /// <summary>The last line since the last start, or the last that is a failure in Sweeper's own words; null where there is none.</summary>
    public string? LastWords
    {
        get
        {
            lock (_writing) return (_failure ?? _lastLine) is { } line ? line.Length <= LongestQuote ? line : $"{line[..LongestQuote]}..." : null;
        }
    }

    /// <summary>A process starts.</summary>
    public void Begin(HostCommand command)
    {
        lock (_writing)
        {
            (_lastLine, _failure) = (null, null);
            Write($"== {time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC: {command.Text}");
        }
    }

    /// <summary>A line of it; null, at the end of its output, is none.</summary>
    public void Add(string? line)
    {
        if (line is null) return;
        lock (_writing)
        {
            if (line.StartsWith(Failure, StringComparison.Ordinal)) _failure = line[Failure.Length..];
            if (!string.IsNullOrWhiteSpace(line) && !line.StartsWith(TraceHint, StringComparison.Ordinal)) _lastLine = line;
            Write(line);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            _isClosed = true;
            _file?.Dispose();
            _file = null;
        }
    }

    // A log that cannot be written keeps no node from training.
    private void Write(string line)
    {
        if (_isClosed) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _file ??= new StreamWriter(path, append: true) { AutoFlush = true };
            _file.WriteLine(line);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }
}
