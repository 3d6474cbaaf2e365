using Sweeper.Host.Serving;

namespace Sweeper.Host.Tests.Serving;

public class StatusAddressTests
{
    [Theory]
    [InlineData("8080", "localhost", 8080, "http://localhost:8080/")]
    [InlineData("gpu-box:8080", "gpu-box", 8080, "http://gpu-box:8080/")]
    [InlineData("GPU-Box.lab:1", "gpu-box.lab", 1, "http://gpu-box.lab:1/")]
    [InlineData("0.0.0.0:65535", "0.0.0.0", 65535, "http://0.0.0.0:65535/")]
    [InlineData("[::1]:80", "::1", 80, "http://[::1]/")]
    [InlineData(" http://gpu-box:8080/ ", "gpu-box", 8080, "http://gpu-box:8080/")]
    public void A_port_alone_is_of_this_machine(string text, string host, int port, string url)
    {
        var address = StatusAddress.Parse("--at", text, leastPort: 1);
        Assert.Equal((host, port, url), (address.Host, address.Port, address.Url.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu-box")]
    [InlineData("gpu-box:")]
    [InlineData(":8080")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("80 80")]
    [InlineData("::1:8080")]
    [InlineData("[gpu-box]:8080")]
    [InlineData("user@gpu-box:8080")]
    [InlineData("gpu box:8080")]
    [InlineData("https://gpu-box:8080")]
    [InlineData("http://gpu-box:8080/status")]
    public void Anything_else_is_refused_with_what_to_write(string text)
    {
        var refused = Assert.Throws<UserException>(() => StatusAddress.Parse("--at", text, leastPort: 1));
        Assert.Equal($"--at {text}: use PORT, HOST:PORT or [ADDRESS]:PORT, with a port from 1 to 65535: --at 8080 is this machine alone", refused.Message);
    }

    [Fact]
    public void Any_free_port_can_be_listened_on_but_not_asked_for() => Assert.Equal(0, StatusAddress.Parse("--status", "0", leastPort: 0).Port);
}
