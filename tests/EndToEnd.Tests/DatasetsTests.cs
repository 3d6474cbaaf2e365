using Sweeper.EndToEnd.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

/// <summary><c>datasets</c> through the real command. The hashes are pinned, so what succeeds is tested beside the classes.</summary>
public class DatasetsTests : IDisposable
{
    private const int TrainImagesSize = 9_912_422;
    private const int Sent = 3_000_000;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_download_that_fails_exits_1_with_the_address_and_the_remedy()
    {
        using var server = new ScriptedServer((_, stream) => stream.Status("404 Not Found"));
        Mirror(server);
        var errors = _place.Run("datasets", "fetch", "mnist", "kmnist").Expect(1).Errors;
        foreach (var name in (string[])["mnist", "kmnist"])
        {
            Assert.Contains($"{name} could not be downloaded: {server.Address}{name}/train-images-idx3-ubyte.gz: the server answers 404", errors);
            Assert.Contains($"in a folder {name} on SWEEPER_DATA", errors);
        }
        Assert.DoesNotContain("unexpected failure", errors);
        Assert.DoesNotContain('\r', errors);
    }

    [Fact]
    public void A_run_fetches_what_it_needs_and_exits_1_where_that_fails()
    {
        using var server = new ScriptedServer((_, stream) => stream.Status("404 Not Found"));
        Mirror(server);
        var sweep = _place.Sweep(targets: "mnist");
        File.WriteAllText(sweep, File.ReadAllText(sweep).Replace("patterns-a", "mnist-a").Replace("patterns-b", "mnist-b"));
        var errors = _place.Run("run", sweep, "--store", _place.Store).Expect(1).Errors;
        Assert.Contains("fetching mnist (11 MiB) from 127.0.0.1; licence: CC BY-SA 3.0", errors);
        Assert.Contains("the server answers 404", errors);
        Assert.False(Directory.Exists(_place.Store));
    }

    [Fact]
    public void An_interrupted_fetch_exits_130_and_the_next_goes_on_from_there()
    {
        using var server = new ScriptedServer(async (request, stream) =>
        {
            if (request.From > 0)
            {
                await stream.Status("404 Not Found");
                return;
            }
            await stream.Whole(new byte[TrainImagesSize], "\"v1\"", sendOnly: Sent);
            await stream.Silence();
        });
        Mirror(server);
        var part = new FileInfo(Path.Combine(_place.Folder, "cache", "sweeper", "datasets", ".mnist.download", "train-images-idx3-ubyte.gz.part"));
        using (var fetch = _place.Start("datasets", "fetch", "mnist"))
        {
            fetch.WaitUntil("the part is there", () =>
            {
                part.Refresh();
                return part.Exists && part.Length == Sent;
            });
            fetch.Signal(2);
            Assert.Contains("what was downloaded is kept", fetch.WaitForExit().Expect(130).Errors);
        }
        part.Refresh();
        Assert.Equal(Sent, part.Length);
        Assert.Contains($"going on with train-images-idx3-ubyte.gz after {Sent:N0}", _place.Run("datasets", "fetch", "mnist").Expect(1).Errors);
        Assert.Equal((Sent, "\"v1\""), (server.Requests.Last().From, server.Requests.Last()["If-Range"]));
    }

    [Fact]
    public void Names_that_cannot_be_fetched_exit_2_and_say_what_to_do()
    {
        Assert.Contains("did you mean 'mnist'", _place.Run("datasets", "fetch", "mnits").Expect(2).Errors);
        Assert.Contains("https://image-net.org", _place.Run("datasets", "fetch", "imagenet").Expect(2).Errors);
        Assert.Contains("did you mean 'patterns'", _place.Run("datasets", "verify", "patern").Expect(2).Errors);
        _place.Environment["SWEEPER_DATASET_MIRROR"] = "nowhere";
        Assert.Contains("SWEEPER_DATASET_MIRROR", _place.Run("datasets", "fetch", "mnist").Expect(2).Errors);
        _place.Run("datasets", "fetch", "--all", "mnist").Expect(2);
    }

    [Fact]
    public void What_is_at_hand_is_listed_fetched_and_verified_without_a_network()
    {
        var list = _place.Run("datasets", "list").Expect(0).Output;
        Assert.Matches(@"(?m)^\s*patterns +unofficial +.* 400 \+ 100 of 1x12x12 +4 ", list);
        Assert.Matches(@"(?m)^\s*mnist +not at hand +11 MiB +60,000 \+ 10,000 of 1x28x28 +10 .*CC BY-SA 3\.0$", list);
        Assert.Contains("unofficial", _place.Run("datasets", "fetch", "patterns").Expect(0).Output);
        Assert.Contains("patterns: unofficial; 400 training and 100 test images of 1x12x12", _place.Run("datasets", "verify", "patterns").Expect(0).Output);
    }

    [Fact]
    public void Files_that_are_not_the_publishers_are_called_unofficial_by_their_SHA256()
    {
        var folder = Path.Combine(_place.Folder, "data");
        Directory.Move(Path.Combine(folder, "patterns"), Path.Combine(folder, "mnist"));
        var labels = Path.Combine(folder, "mnist", "t10k-labels-idx1-ubyte");
        using (var packed = new System.IO.Compression.GZipStream(File.Create($"{labels}.gz"), System.IO.Compression.CompressionMode.Compress))
            packed.Write(File.ReadAllBytes(labels));
        File.Delete(labels);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes($"{labels}.gz")));
        var verify = _place.Run("datasets", "verify", "mnist").Expect(0);
        Assert.Contains("mnist: unofficial", verify.Output);
        Assert.Matches($@"(?m)^  {digest} .*t10k-labels-idx1-ubyte\.gz: not the published file$", verify.Output);
        Assert.Contains("sweeper datasets fetch mnist", verify.Errors);
    }

    private void Mirror(ScriptedServer server)
    {
        _place.Environment["SWEEPER_DATASET_MIRROR"] = server.Address.ToString();
        // A proxy of the tester's environment has nothing to do with loopback.
        _place.Environment["NO_PROXY"] = "127.0.0.1";
    }
}
