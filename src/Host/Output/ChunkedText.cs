using System.Text;

namespace Sweeper.Host.Output;

/// <summary>Hands text on in large pieces: standard output flushes at every call. Disposing hands on the rest and leaves the other open.</summary>
internal sealed class ChunkedText(TextWriter output) : TextWriter
{
    private const int CharactersAPiece = 1 << 15;

    private readonly StringBuilder _piece = new(CharactersAPiece);

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        _piece.Append(value);
        if (_piece.Length >= CharactersAPiece) Flush();
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        _piece.Append(value);
        if (_piece.Length >= CharactersAPiece) Flush();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        output.Write(_piece.ToString());
        _piece.Clear();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Flush();
        base.Dispose(disposing);
    }
}
