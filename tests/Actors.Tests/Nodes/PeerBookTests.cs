using Sweeper.Actors.Nodes;
using Sweeper.Actors.Tests.Support;

namespace Sweeper.Actors.Tests.Nodes;

public class PeerBookTests
{
    private readonly TestClock _clock = new();
    private readonly PeerBook _book;

    public PeerBookTests() => _book = new PeerBook(TimeSpan.FromMinutes(1), _clock);

    [Fact]
    public void Peers_are_known_in_the_order_of_coming_until_nothing_was_heard_of_them_for_a_minute()
    {
        _book.Heard("b:2");
        _clock.Now += TimeSpan.FromSeconds(30);
        _book.Heard("a:1");
        _book.Heard("b:2");
        Assert.Equal(["b:2", "a:1"], _book.Known);
        _clock.Now += TimeSpan.FromSeconds(30);
        _book.Heard("a:1");
        _clock.Now += TimeSpan.FromSeconds(30);
        Assert.Equal(["a:1"], _book.Known);
        _clock.Now += TimeSpan.FromSeconds(30);
        Assert.Empty(_book.Known);
    }

    [Fact]
    public void So_many_are_kept_and_a_place_is_free_again_when_one_is_forgotten()
    {
        for (var port = 1; port <= PeerBook.Most + 10; port++) _book.Heard($"a:{port}");
        Assert.Equal(PeerBook.Most, _book.Known.Length);
        _clock.Now += TimeSpan.FromSeconds(30);
        for (var port = 2; port <= PeerBook.Most + 10; port++) _book.Heard($"a:{port}");
        Assert.DoesNotContain($"a:{PeerBook.Most + 1}", _book.Known);
        _clock.Now += TimeSpan.FromSeconds(30);
        _book.Heard($"a:{PeerBook.Most + 1}");
        Assert.Equal((PeerBook.Most, $"a:{PeerBook.Most + 1}"), (_book.Known.Length, _book.Known[^1]));
    }

    [Theory]
    [InlineData("[::1]:7000", true)]
    [InlineData("gpu-box:443", true)]
    [InlineData("", false)]
    [InlineData("two words:1", false)]
    [InlineData("a:1/path", false)]
    [InlineData("a:1?query", false)]
    [InlineData("a:1#part", false)]
    [InlineData("user@a:1", false)]
    [InlineData("a:70000", false)]
    public void What_is_no_address_is_not_kept(string text, bool isKept)
    {
        _book.Heard(text);
        _book.Heard(text + new string('x', 300));
        Assert.Equal(isKept, _book.Known.Contains(text));
        Assert.True(_book.Known.Length <= 1);
    }
}
