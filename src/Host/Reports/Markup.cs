using System.Globalization;
using System.Text;

namespace Sweeper.Host.Reports;

/// <summary>Text as HTML and SVG hold it: names are their users' and may hold anything.</summary>
internal static class Markup
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text with what means something to markup escaped, in elements and in quoted attributes; what no XML may hold becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // EnumerateRunes gives U+FFFD for half a surrogate pair.
            switch (rune.Value)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                case '\t' or '\n' or '\r': escaped.Append((char)rune.Value); break;
                case 0xFFFE or 0xFFFF: escaped.Append(Replacement); break;
                default:
                    if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control) escaped.Append(Replacement);
                    else escaped.Append(rune);
                    break;
            }
        }
        return escaped.ToString();
    }
}
