using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

public class TicketTests : IDisposable
{
    private const int SigInt = 2;

    private readonly Workplace _place = new();

    [Fact]
    public void An_exported_ticket_holds_the_stored_weights_and_masks_as_other_readers_see_them()
    {
        var (ticket, path) = RunAndExport("--round", "2");
        var (metadata, tensors) = ByHand.SafeTensors(path);
        // lenet-300-100 on 12x12 images of four classes; the head is not pruned.
        Assert.Equal(
            ["fc1.weight F32 300x144", "fc1.bias F32 300", "fc2.weight F32 100x300", "fc2.bias F32 100", "fc3.weight F32 4x100", "fc3.bias F32 4",
                "mask.fc1.weight U8 300x144", "mask.fc2.weight U8 100x300"],
            tensors.Select(tensor => $"{tensor.Name} {tensor.Type} {string.Join('x', tensor.Shape)}"));
        var mask = ByHand.Mask(Blob(ticket.GetProperty("mask")));
        Assert.Equal(["fc1.weight", "fc2.weight"], mask.Keys);
        foreach (var (name, alive) in mask) Assert.Equal(alive, tensors.Single(tensor => tensor.Name == $"mask.{name}").Data);
        // 73,200 prunable weights: 14,640 go in the first round, 11,712 in the second.
        Assert.Equal(46_848, mask.Values.Sum(alive => alive.Count(bit => bit == 1)));
        // The stored weights are a safetensors file too, without metadata: the same bytes, so nothing is masked or rounded.
        var stored = Blob(ticket.GetProperty("weights"));
        var data = stored[(8 + (int)BitConverter.ToUInt64(stored))..];
        Assert.Equal(data, tensors.Where(tensor => tensor.Type == "F32").SelectMany(tensor => tensor.Data));
        Assert.Contains(tensors[0].Data.Chunk(4).Zip(mask["fc1.weight"]), pair => pair.Second == 0 && BitConverter.ToSingle(pair.First) != 0);

        Assert.Equal("late-reset, unmasked", metadata["weights"]);
        Assert.Equal(("2", "1", "patterns-a", "sgd", "2"), (metadata["round"], metadata["seed"], metadata["source"], metadata["optimizer"], metadata["rewind_step"]));
        Assert.Equal(("1x12x12", "4", "46848"), (metadata["input"], metadata["classes"], metadata["left"]));
        Assert.Equal(ticket.GetProperty("mask").GetProperty("digest").GetString(), metadata["mask_digest"]);
        Assert.Equal(ticket.GetProperty("weights").GetProperty("digest").GetString(), metadata["weights_digest"]);
        var chain = ticket.GetProperty("chain").EnumerateArray().ToList();
        Assert.Equal(metadata["stages"].Split(' '), chain.Select(link => link.GetProperty("stage").GetString()));
        Assert.All(chain, link => Assert.Equal(metadata["source_digest"], link.GetProperty("dataDigest").GetString()));
        Assert.All(chain, link => Assert.Equal(100, link.GetProperty("result").GetProperty("total").GetInt32()));
    }

    [Fact]
    public void Python_reads_an_exported_ticket_with_nothing_of_ours()
    {
        var (ticket, path) = RunAndExport("--round", "3");
        using var read = JsonDocument.Parse(Python(path));
        var (metadata, tensors) = ByHand.SafeTensors(path);
        Assert.Equal(metadata, read.RootElement.GetProperty("metadata").EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!));
        var seen = read.RootElement.GetProperty("tensors").EnumerateArray().ToList();
        Assert.Equal(tensors.Select(tensor => tensor.Name), seen.Select(tensor => tensor.GetProperty("name").GetString()));
        foreach (var ((name, type, shape, data), other) in tensors.Zip(seen))
        {
            double[] values = type == "U8" ? [.. data.Select(value => (double)value)] : [.. ByHand.Floats(data).Select(value => (double)value)];
            Assert.Equal(type, other.GetProperty("dtype").GetString());
            Assert.Equal(shape, other.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()));
            // Tens of thousands of doubles added in any order agree to far more digits than this.
            Assert.Equal(values.Sum(), other.GetProperty("sum").GetDouble(), 1e-6);
            Assert.Equal(values.Count(value => value != 0), other.GetProperty("nonzero").GetInt32());
        }
        foreach (var (name, alive) in ByHand.Mask(Blob(ticket.GetProperty("mask"))))
            Assert.Equal(alive.Count(bit => bit == 1), seen.Single(tensor => tensor.GetProperty("name").GetString() == $"mask.{name}").GetProperty("nonzero").GetInt32());
    }

    [Fact]
    public void Round_0_is_the_dense_network_under_a_mask_of_ones()
    {
        var (ticket, path) = RunAndExport("--round", "0");
        Assert.Equal(JsonValueKind.Null, ticket.GetProperty("mask").GetProperty("key").ValueKind);
        var masks = ByHand.SafeTensors(path).Tensors.Where(tensor => tensor.Type == "U8").ToList();
        Assert.Equal(2, masks.Count);
        Assert.All(masks, mask => Assert.All(mask.Data, bit => Assert.Equal(1, bit)));
    }

    [Fact]
    public void The_file_is_named_after_the_ticket_and_written_where_the_user_is()
    {
        _place.MakeFinishedStore();
        var export = Tickets("export", "--source", "patterns-a", "--round", "1", "--seed", "0").Expect(0);
        Assert.Equal("", export.Output);
        Assert.Contains("wrote lenet-300-100-patterns-a-sgd-r1-s0.safetensors (", export.Errors);
        Assert.True(File.Exists(Path.Combine(_place.Folder, "lenet-300-100-patterns-a-sgd-r1-s0.safetensors")));
        Assert.Contains("is there already; --force", Tickets("export", "--source", "patterns-a", "--round", "1", "--seed", "0").Expect(2).Errors);
    }

    [Fact]
    public void Wrong_ids_damaged_blobs_and_missing_stores_are_told_apart()
    {
        Assert.Contains("There is no store at", Tickets("list").Expect(2).Errors);
        var (ticket, path) = RunAndExport("--round", "3");
        var id = ticket.GetProperty("id").GetString()!;
        Assert.Contains("did you mean", Tickets("show", $"{id[..6]}z{id[7..12]}").Expect(2).Errors);
        Assert.Contains("starts with 'wrong'", Tickets("export", "wrong").Expect(2).Errors);
        Assert.Contains("tickets are meant", Tickets("show").Expect(2).Errors);
        File.Delete(path);
        var blob = BlobPath(ticket.GetProperty("weights"));
        File.WriteAllBytes(blob, File.ReadAllBytes(blob)[..100]);
        var damaged = Tickets("export", id, "--out", path).Expect(1);
        Assert.Contains($"{blob} is damaged", damaged.Errors);
        Assert.DoesNotContain("unexpected", damaged.Errors);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Tickets_are_listed_and_exported_beside_a_run()
    {
        _place.MakeFinishedStore();
        // The same chains, and longer ones: new rounds, which take long.
        using var run = _place.Start("run", _place.Sweep(seeds: "2", rounds: 3, targets: "patterns-b,patterns-a", epochs: 20_000), "--store", _place.Store);
        run.WaitUntil("it trains", () => run.Errors.Contains("to run on", StringComparison.Ordinal));
        var list = Tickets("list", "--format", "json").Expect(0).Output;
        using var json = JsonDocument.Parse(list);
        Assert.All(json.RootElement.EnumerateArray(), ticket => Assert.Equal("not-yet", ticket.GetProperty("state").GetString()));
        Assert.Contains("is not there yet", Tickets("export", json.RootElement[0].GetProperty("id").GetString()![..12]).Expect(2).Errors);
        run.Signal(SigInt);
        run.WaitForExit().Expect(130);
    }

    public void Dispose() => _place.Dispose();

    private CommandResult Tickets(params string[] arguments) => _place.Run(["tickets", .. arguments, "--store", _place.Store]);

    // The ticket of half a and seed 1 as `show --json` has it, and the exported file.
    private (JsonElement Ticket, string Path) RunAndExport(params string[] which)
    {
        _place.MakeFinishedStore();
        var ticket = JsonDocument.Parse(Tickets(["show", "--source", "patterns-a", "--seed", "1", .. which, "--json"]).Expect(0).Output).RootElement;
        var path = Path.Combine(_place.Folder, "ticket.safetensors");
        Tickets("export", ticket.GetProperty("id").GetString()![..12], "--out", path).Expect(0);
        return (ticket, path);
    }

    private string BlobPath(JsonElement part)
    {
        var digest = part.GetProperty("digest").GetString()!;
        return Path.Combine(_place.Store, "blobs", digest[..2], digest);
    }

    private byte[] Blob(JsonElement part)
    {
        var bytes = File.ReadAllBytes(BlobPath(part));
        Assert.Equal(part.GetProperty("digest").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(part.GetProperty("bytes").GetInt64(), bytes.LongLength);
        return bytes;
    }

    private static string Python(string path)
    {
        var script = Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "read_safetensors.py");
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [script, path]) { RedirectStandardOutput = true })!;
            var output = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            Assert.Equal(0, python.ExitCode);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed");
            throw;
        }
    }
}
