using System.Text;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Output;

/// <summary>Where a command's results go: standard output, or a file that appears whole or not at all.</summary>
/// <param name="path">The file; null is standard output.</param>
internal sealed class Destination(string? path)
{
    /// <summary>Writes text.</summary>
    public void WriteText(Action<TextWriter> write)
    {
        if (path is not null)
        {
            Write(stream =>
            {
                using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                write(text);
            });
            return;
        }
        using var output = new ChunkedText(Console.Out);
        write(output);
    }

    /// <summary>Writes bytes.</summary>
    public void Write(Action<Stream> write)
    {
        if (path is null)
        {
            using var output = Console.OpenStandardOutput();
            write(output);
            return;
        }
        NewFile.Write(path, write);
        StandardError.Say($"wrote {path}");
    }
}
