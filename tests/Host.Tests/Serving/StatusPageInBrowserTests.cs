using Sweeper.Host.Serving;
using Sweeper.Host.Tests.Support;
using Sweeper.Host.Tests.Watching;
using Sweeper.Host.Watching;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Serving;

/// <summary>The status page in a real browser, from recorded snapshots.</summary>
public sealed class StatusPageInBrowserTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StatusPort _port = StatusPort.Open(new(StatusAddress.ThisMachine, 0));

    [Theory]
    [InlineData("start", 390)]
    [InlineData("small", 390)]
    [InlineData("small", 1280)]
    [InlineData("paper", 390)]
    [InlineData("paper", 1280)]
    [InlineData("huge", 390)]
    [InlineData("huge", 1280)]
    [InlineData("ended", 390)]
    [InlineData("ended", 1280)]
    public async Task The_page_shows_a_run_and_is_no_wider_than_its_window(string recording, int width)
    {
        var (recorded, dark) = (Recording.Read(recording), width < 600);
        await using var run = await RunEndpoint.Start(_folder.Path, new RecordedSource(recorded), _port);
        await using var browser = await Browser.Start();
        await browser.Open(_port.Page, width, 900, dark);
        await browser.Until("!document.getElementById('main').hidden && document.querySelector('#heatmap tbody tr') !== null");
        Assert.Equal(recorded.Snapshot.Sweep, await browser.Value("document.getElementById('sweep').textContent"));
        Assert.Equal($"{recorded.Snapshot.Devices.Length}", await browser.Value("document.querySelectorAll('#devices .card').length"));
        Assert.Equal($"{recorded.Heatmap.Sources.Length}", await browser.Value("document.querySelectorAll('#heatmap tbody tr').length"));
        Assert.Equal($"{recorded.Snapshot.Problems.Length}", await browser.Value("document.querySelectorAll('#problems .card').length"));
        await browser.Picture($"{recording}-{width}");
        Assert.Equal($"{width}", await browser.Value("document.documentElement.scrollWidth"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Control_asks_for_the_token_once_and_then_works()
    {
        var source = new RecordedSource(Recording.Read("small"));
        await using var run = await RunEndpoint.Start(_folder.Path, source, _port);
        await using var browser = await Browser.Start();
        await browser.Open(_port.Page, 1280, 900);
        await browser.Until("!document.querySelector('[data-action=pause]').hidden && !document.getElementById('controls').hidden");
        // A person says yes.
        await browser.Value("window.confirm = () => true");
        await browser.Value("document.querySelector('[data-action=pause]').click()");
        await browser.Until("!document.getElementById('token').hidden");
        Assert.Empty(source.Told);
        await browser.Value($"document.getElementById('word').value = '{File.ReadAllText(Path.Combine(_folder.Path, "run.token")).Trim()}'");
        await browser.Value("document.querySelector('#token button').click()");
        await browser.Until("document.getElementById('state').textContent.includes('paused') && !document.querySelector('[data-action=resume]').hidden");
        await browser.Value("document.querySelector('[data-action=resume]').click()");
        await browser.Until("document.getElementById('state').textContent.includes('running')");
        Assert.Equal([ControlAction.Pause, ControlAction.Resume], source.Told);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_and_asked_for_again()
    {
        var source = new RecordedSource(Recording.Read("small"));
        await using var run = await RunEndpoint.Start(_folder.Path, source, _port);
        await using var browser = await Browser.Start();
        await browser.Open(new Uri(_port.Page, "#token=0123"), 1280, 900);
        await browser.Until("!document.getElementById('controls').hidden");
        Assert.Equal("", await browser.Value("location.hash"));
        await browser.Value("window.confirm = () => true");
        await browser.Value("document.querySelector('[data-action=cancel]').click()");
        await browser.Until("!document.getElementById('token').hidden && document.getElementById('why').textContent.includes('not this run')");
        Assert.Empty(source.Told);
    }

    [Fact]
    public async Task Texts_of_a_run_stay_texts()
    {
        const string evil = "<img src=x onerror=alert(1)><script>alert(1)</script>";
        var recorded = Recording.Read("ended");
        var snapshot = recorded.Snapshot with { Sweep = evil, Problems = [.. recorded.Snapshot.Problems.Select(problem => problem with { Message = evil, Cause = evil })] };
        await using var run = await RunEndpoint.Start(_folder.Path, new RecordedSource(recorded with { Snapshot = snapshot }), _port);
        await using var browser = await Browser.Start();
        await browser.Open(_port.Page, 1280, 900);
        await browser.Until("!document.getElementById('main').hidden");
        Assert.Equal(evil, await browser.Value("document.getElementById('sweep').textContent"));
        Assert.Equal("0 1", await browser.Value("document.querySelectorAll('img').length + ' ' + document.querySelectorAll('script').length"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_choice_keeps_its_focus_while_the_run_goes_on()
    {
        await using var run = await RunEndpoint.Start(_folder.Path, new RecordedSource(Recording.Read("paper")), _port);
        await using var browser = await Browser.Start();
        await browser.Open(_port.Page, 1280, 900);
        await browser.Until("document.querySelector('#choice select') !== null");
        await browser.Value("document.querySelector('#choice select').focus()");
        await browser.Value("window.held = document.activeElement");
        await browser.Until("document.querySelector('#log li') !== null");
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal("true", await browser.Value("document.activeElement === window.held && window.held.matches('#choice select')"));
    }

    public void Dispose()
    {
        _port.Dispose();
        _folder.Dispose();
    }
}
