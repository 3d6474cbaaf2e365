using System.Text;
using Sweeper.Host.Watching.Keys;

namespace Sweeper.Host.Tests.Watching;

public class KeyDecoderTests
{
    [Theory]
    [InlineData("\u001b[A\u001b[B\u001b[C\u001b[D", "<up><down><right><left>")]
    [InlineData("\u001bOA\u001bOB", "<up><down>")]
    [InlineData("\u001b[1;5A", "<up>")]
    [InlineData("\u001b[5~\u001b[6~\u001b[1~\u001b[4~\u001b[H\u001b[F", "<pageup><pagedown><home><end><home><end>")]
    [InlineData("\t\u001b[Z", "<tab><backtab>")]
    [InlineData("\r\n\u007f\b\f", "<enter><enter><backspace><backspace><redraw>")]
    [InlineData("\u001b", "<escape>")]
    [InlineData("\u001bq", "<escape>q")]
    [InlineData("q?/", "q?/")]
    [InlineData("数", "数")]
    [InlineData("\u001b[15~\u001b[200~\u0001x", "x")]
    [InlineData("\u001b[", "")]
    public void Bytes_of_a_terminal_become_keys(string bytes, string keys) => Assert.Equal(KeyText.Parse(keys), KeyDecoder.Decode(Encoding.UTF8.GetBytes(bytes)));

    [Fact]
    public void Bytes_that_are_no_text_are_left_out() => Assert.Equal(KeyText.Parse("ab"), KeyDecoder.Decode([(byte)'a', 0xff, 0xc3, (byte)'b']));
}
