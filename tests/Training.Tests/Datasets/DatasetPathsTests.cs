using Sweeper.Training.Datasets;

namespace Sweeper.Training.Tests.Datasets;

/// <summary>In one collection with nothing else, because the environment is the process's.</summary>
[CollectionDefinition("environment", DisableParallelization = true)]
[Collection("environment")]
public sealed class DatasetPathsTests
{
    [Fact]
    public void Environment_names_the_search_folders_and_the_cache()
    {
        var paths = With("/data/one:/data/two::relative", "/home/me/cache");
        Assert.Equal(["/data/one", "/data/two", Path.GetFullPath("relative")], paths.Search);
        Assert.Equal("/home/me/cache/sweeper/datasets", paths.Cache);
        Assert.Equal(["/usr/share/datasets"], paths.System);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not/absolute")]
    public void Cache_is_the_home_s_where_the_environment_names_none(string? cache)
    {
        var paths = With(null, cache);
        Assert.Empty(paths.Search);
        Assert.EndsWith("/.cache/sweeper/datasets", paths.Cache);
    }

    private static DatasetPaths With(string? data, string? cache)
    {
        var before = (Environment.GetEnvironmentVariable("SWEEPER_DATA"), Environment.GetEnvironmentVariable("XDG_CACHE_HOME"));
        try
        {
            Environment.SetEnvironmentVariable("SWEEPER_DATA", data);
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache);
            return DatasetPaths.FromEnvironment();
        }
        finally
        {
            Environment.SetEnvironmentVariable("SWEEPER_DATA", before.Item1);
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", before.Item2);
        }
    }
}
