using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Commands;

[Collection(SweeperCommandLine.Collection)]
public class InitCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Init_writes_a_sweep_and_its_schema_and_says_what_to_type_next()
    {
        var path = _folder["my sweep.yaml"];
        Assert.Equal((0, "", $"wrote {path}; next: sweeper plan '{path}'\n"), await SweeperCommandLine.Run("init", path));
        Assert.StartsWith("# yaml-language-server: $schema=sweep.schema.json\n", File.ReadAllText(path));
        Assert.True(File.Exists(_folder["sweep.schema.json"]));
        Assert.Equal(0, (await SweeperCommandLine.Run("plan", path, "--store", _folder["store"])).ExitCode);
    }

    [Fact]
    public async Task Init_overwrites_nothing()
    {
        File.WriteAllText(_folder["mine.yaml"], "years of work");
        Assert.Equal((2, "", $"sweeper: {_folder["mine.yaml"]} is there already; name another file\n"), await SweeperCommandLine.Run("init", _folder["mine.yaml"]));
        Assert.Equal(2, (await SweeperCommandLine.Run("init", _folder.Path)).ExitCode);
        Assert.Equal("years of work", File.ReadAllText(_folder["mine.yaml"]));
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_made()
    {
        Assert.Equal(0, (await SweeperCommandLine.Run("init", _folder["no/such/folder/a.yaml"])).ExitCode);
        Assert.True(File.Exists(_folder["no/such/folder/a.yaml"]));
    }

    [Theory]
    [InlineData("file/a.yaml")]
    [InlineData("")]
    public async Task A_file_that_cannot_be_written_exits_2(string name)
    {
        File.WriteAllText(_folder["file"], "a file where a folder should be");
        var (code, _, errors) = await SweeperCommandLine.Run("init", name.Length == 0 ? "" : _folder[name]);
        Assert.Equal(2, code);
        Assert.Contains("cannot be written", errors);
    }

    public void Dispose() => _folder.Dispose();
}
