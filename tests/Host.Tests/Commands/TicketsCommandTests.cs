using System.Text;
using Sweeper.Actors.Results;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;
using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Commands;

[Collection(SweeperCommandLine.Collection)]
public class TicketsCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Store => _folder["store"];

    [Fact]
    public async Task The_list_has_a_line_a_ticket_and_says_which_can_be_had()
    {
        // Seed 1 of the chain of two has not come to round 1.
        var plan = TicketStores.Write(Store, stage => stage is not { Spec: { Seed: 1, Dataset.Base: "two" }, Depth: 2 });
        var lost = TicketIndex.Of(plan).First(ticket => ticket is { Round: 1, Seed: 0, Source.Dataset.Base: "one" });
        DeleteBlob(store => store.Artifacts()[lost.Mask!.Value]);
        Screen.Check("tickets.txt", TicketStores.WithoutIds(plan, await Output("list")));
        Screen.Check("tickets.csv", TicketStores.WithoutIds(plan, await Output("list", "--format", "csv")));
    }

    [Fact]
    public async Task A_ticket_is_shown_with_its_densities_and_where_it_comes_from()
    {
        var plan = TicketStores.Write(Store);
        Screen.Check("ticket.txt", TicketStores.WithoutIds(plan, await Output("show", "--source", "one", "--round", "2", "--seed", "1")));
        using var tickets = StoredTickets.Open(Store, "small");
        var entry = TicketChoice.One(new TicketFilter(null, "one", null, 2, 1).Apply(tickets.Entries), null);
        using var json = new MemoryStream();
        TicketJson.WriteOne(json, entry, tickets.Read(entry), tickets.LineageOf(entry));
        Screen.Check("ticket.json", TicketStores.WithoutIds(plan, Encoding.UTF8.GetString(json.ToArray())));
    }

    [Fact]
    public async Task A_ticket_that_is_not_there_yet_is_shown_and_not_exported()
    {
        var plan = TicketStores.Write(Store, stage => stage.Producers.Length > 0);
        var id = TicketIndex.Of(plan)[0].Id;
        var shown = await Output("show", id.Short);
        Assert.Contains("state     not-yet: the trainings that make it have not finished", shown);
        Assert.DoesNotContain("density", shown);
        var (code, _, errors) = await Run("export", id.Short, "--out", _folder["t.safetensors"]);
        Assert.Equal((2, $"sweeper: ticket {id.Short} is not there yet: the trainings that make it have not finished; `sweeper run` goes on with sweep 'small'\n"), (code, errors));
        Assert.False(File.Exists(_folder["t.safetensors"]));
    }

    [Fact]
    public async Task Wrong_ids_are_refused_with_what_was_probably_meant()
    {
        var ids = TicketIndex.Of(TicketStores.Write(Store)).Select(ticket => ticket.Id).ToList();
        var misspelt = (ids[3].Short[0] == 'f' ? '0' : 'f') + ids[3].Short[1..];
        Assert.Equal((2, "", $"sweeper: no ticket has an id that starts with '{misspelt}'; did you mean '{ids[3].Short}'? `sweeper tickets list` prints them\n"), await Run("show", misspelt));
        Assert.Equal((2, "", "sweeper: no ticket has an id that starts with 'nonsense'; `sweeper tickets list` prints them\n"), await Run("export", "nonsense"));
        Assert.Contains("ID needs the first characters", (await Run("show", "")).Errors);
    }

    [Fact]
    public void The_start_of_several_ids_lists_them()
    {
        TicketStores.Write(Store);
        using var tickets = StoredTickets.Open(Store, null);
        var entries = tickets.Entries.Select((entry, i) => entry with { Ticket = entry.Ticket with { Id = new($"{i % 4}{i:x}".PadRight(64, '0')) } }).ToList();
        Assert.Equal(
            """
            '3' is the start of 3 ids; give more of it:
              330000000000  lenet-300-100 global 20% @1ep from one/sgd, round 1, seed 1
              370000000000  lenet-300-100 global 20% @1ep from two/sgd, round 0, seed 1
              3b0000000000  lenet-300-100 global 20% @1ep from two/sgd, round 2, seed 1
            """, Assert.Throws<UserException>(() => TicketChoice.One(entries, "3")).Message);
        Assert.Same(entries[7], TicketChoice.One(entries, "37"));
        Assert.Same(entries[11], TicketChoice.One(entries, "3B"));
    }

    [Theory]
    [InlineData("--source", "on", "no ticket has source 'on'; did you mean 'one'?")]
    [InlineData("--model", "vgg-19", "no ticket has model 'vgg-19'; there are: lenet-300-100")]
    [InlineData("--optimizer", "adam", "no ticket has optimizer 'adam'; there are: sgd")]
    [InlineData("--round", "77", "no ticket has round '77'; there are: 0, 1, 2")]
    [InlineData("--seed", "99", "no ticket has seed '99'; there are: 0, 1")]
    [InlineData("--sweep", "smal", "has no sweep 'smal'; it has: small")]
    public async Task A_filter_that_leaves_nothing_says_what_there_is(string option, string value, string says)
    {
        TicketStores.Write(Store);
        var (code, output, errors) = await Run("list", option, value);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says, errors);
    }

    [Fact]
    public async Task Several_tickets_are_not_exported_to_one_file()
    {
        TicketStores.Write(Store);
        var (code, _, errors) = await Run("export", "--source", "one", "--round", "2");
        Assert.Equal(2, code);
        Assert.StartsWith("sweeper: 2 tickets are meant; give an ID, or narrow them with --source, --round, --seed and so on:\n", errors);
        Assert.Contains("from one/sgd, round 2, seed 1\n", errors);
    }

    [Fact]
    public async Task An_export_overwrites_nothing_unless_it_is_told_to_and_equal_tickets_are_equal_bytes()
    {
        var id = TicketIndex.Of(TicketStores.Write(Store))[2].Id.Short;
        var path = _folder["new folder/t.safetensors"];
        Assert.Equal(0, (await Run("export", id, "--out", path)).ExitCode);
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(0, (await Run("export", id, "--out", _folder["again.safetensors"])).ExitCode);
        Assert.Equal(bytes, File.ReadAllBytes(_folder["again.safetensors"]));
        File.WriteAllText(path, "years of work");
        Assert.Equal((2, "", $"sweeper: {path} is there already; --force overwrites it, or name another file with --out\n"), await Run("export", id, "--out", path));
        Assert.Equal("years of work", File.ReadAllText(path));
        Assert.Equal(0, (await Run("export", id, "--out", path, "--force")).ExitCode);
        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder["new folder"]));
        Assert.Contains("is not the name of a file", (await Run("export", id, "--out", _folder.Path, "--force")).Errors);
        Assert.Contains("is not the name of a file", (await Run("export", id, "--out", "/dev/null", "--force")).Errors);
        Assert.Contains("cannot be written", (await Run("export", id, "--out", $"{path}/below")).Errors);
    }

    [Fact]
    public async Task A_damaged_blob_is_named_with_the_remedy_and_nothing_is_written()
    {
        var ticket = TicketIndex.Of(TicketStores.Write(Store))[^1];
        var path = BlobPath(store => store.Artifacts()[ticket.Mask!.Value]);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        foreach (var command in (string[][])[["show", ticket.Id.Short], ["export", ticket.Id.Short, "--out", _folder["t.safetensors"]]])
        {
            var (code, output, errors) = await Run(command);
            Assert.Equal((1, ""), (code, output));
            Assert.StartsWith($"sweeper: ticket {ticket.Id.Short}: The blob {path} is damaged: ", errors);
            Assert.Contains("A run that needs it trains the stage that made it again. Or put the file back from a copy of the store.", errors);
        }
        Assert.False(File.Exists(_folder["t.safetensors"]));
    }

    [Fact]
    public async Task A_sweep_that_this_version_does_not_read_hides_no_other()
    {
        TicketStores.Write(Store);
        Stores.Write(Store, Stores.Sweep("other", Plans.With(("name: small", "name: other"), ("pruning:", "quantum: 3\npruning:")), "one", "two"));
        var (code, output, errors) = await Run("list");
        Assert.Equal(0, code);
        Assert.Contains("one/sgd", output);
        Assert.StartsWith("left out: sweep 'other' in the store is not one that this version reads", errors);
    }

    [Fact]
    public async Task Sweeps_that_share_tickets_list_them_once_each()
    {
        TicketStores.Write(Store);
        Stores.Write(Store, Stores.Sweep("other", Plans.With(("name: small", "name: other"), ("rounds: 2", "rounds: 1")), "one", "two"));
        var lines = (await Output("list", "--round", "1", "--seed", "0", "--source", "one", "--format", "csv")).TrimEnd().Split("\r\n");
        Assert.Equal(["small", "other"], lines.Skip(1).Select(line => line.Split(',')[1]).OrderDescending());
        Assert.Single(lines.Skip(1).Select(line => line.Split(',')[0]).Distinct());
        Assert.Matches("id +sweep +model", await Output("list"));
        Assert.DoesNotContain("small", await Output("list", "--sweep", "other", "--format", "csv"));
        Assert.Equal(0, (await Run("show", "--round", "1", "--seed", "0", "--source", "one")).ExitCode);
    }

    [Theory]
    [InlineData("fashion-mnist-a", "lenet-300-100-fashion-mnist-a-sgd-r2-s1.safetensors")]
    [InlineData("../../etc/x?y=1&z", "lenet-300-100-..-..-etc-x-y-1-z-sgd-r2-s1.safetensors")]
    public void Files_are_named_after_their_ticket_and_stay_in_the_folder(string dataset, string name)
    {
        var ticket = TicketIndex.Of(Plans.Of(Plans.Small)).First(ticket => ticket is { Round: 2, Seed: 1 });
        Assert.Equal(name, TicketWords.FileName(ticket with { Source = ticket.Source with { Dataset = new(dataset) } }));
    }

    public void Dispose() => _folder.Dispose();

    private Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments) => SweeperCommandLine.Run(["tickets", .. arguments, "--store", Store]);

    private async Task<string> Output(params string[] arguments)
    {
        var (code, output, errors) = await Run(arguments);
        Assert.Equal((0, ""), (code, errors));
        return output;
    }

    private string BlobPath(Func<IResultStore, StoredArtifact> of)
    {
        using var store = SweepStore.OpenToRead(Store);
        var digest = of(store.Results).Digest.Hex;
        return Path.Combine(store.Blobs.Folder, digest[..2], digest);
    }

    private void DeleteBlob(Func<IResultStore, StoredArtifact> of) => File.Delete(BlobPath(of));
}
