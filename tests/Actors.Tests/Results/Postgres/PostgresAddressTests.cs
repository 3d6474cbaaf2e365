using Npgsql;
using Sweeper.Actors.Results;
using Sweeper.Actors.Results.Postgres;
using Sweeper.Tests.Support;

namespace Sweeper.Actors.Tests.Results.Postgres;

public sealed class PostgresAddressTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("postgresql://ann:p%40ss@db.example:5433/sweeps?sslmode=require")]
    [InlineData("postgres://ann:p%40ss@db.example:5433/sweeps?sslmode=require\n")]
    [InlineData("Host=db.example;Port=5433;Database=sweeps;Username=ann;Password=p@ss;SSL Mode=Require")]
    public void Both_forms_mean_the_same(string text)
    {
        var parts = new NpgsqlConnectionStringBuilder(PostgresAddress.FromFile(Write(text)).ConnectionString(TimeSpan.FromSeconds(5)));
        Assert.Equal(("db.example", 5433, "sweeps", "ann", "p@ss", SslMode.Require), (parts.Host, parts.Port, parts.Database, parts.Username, parts.Password, parts.SslMode));
    }

    [Fact]
    public void It_is_shown_without_user_and_password() =>
        Assert.Equal("PostgreSQL database sweeps at db.example:5433", PostgresAddress.FromFile(Write("postgresql://ann:secret@db.example:5433/sweeps")).ToString());

    [Fact]
    public void A_password_that_others_can_read_is_refused()
    {
        var file = Write("postgresql://ann:secret@db/sweeps");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var refusal = Assert.Throws<StoreException>(() => PostgresAddress.FromFile(file)).Message;
        Assert.Contains("chmod 600", refusal);
        Assert.DoesNotContain("secret", refusal);
        File.WriteAllText(file, "postgresql://ann@db/sweeps");
        Assert.Null(new NpgsqlConnectionStringBuilder(PostgresAddress.FromFile(file).ConnectionString(TimeSpan.FromSeconds(5))).Password);
    }

    [Theory]
    [InlineData("")]
    [InlineData("db.example")]
    [InlineData("postgresql:///sweeps")]
    [InlineData("postgresql://db/sweeps?nonsense=1")]
    [InlineData("postgresql://db/sweeps?sslmode")]
    [InlineData("Host=db;Nonsense=1")]
    public void What_is_no_address_is_refused_with_the_form_of_one(string text) =>
        Assert.Contains("postgresql://USER:PASSWORD@HOST/DATABASE", Assert.Throws<StoreException>(() => PostgresAddress.FromFile(Write(text))).Message);

    [Theory]
    [InlineData("postgresql://ann:secret@db/sweeps")]
    [InlineData("@")]
    public void A_command_line_takes_a_file_only(string option)
    {
        var refusal = Assert.Throws<StoreException>(() => PostgresAddress.FromOption("--results-db", option)).Message;
        Assert.Contains("@results-db", refusal);
        Assert.DoesNotContain("secret", refusal);
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains(_folder["nowhere"], Assert.Throws<StoreException>(() => PostgresAddress.FromOption("--results-db", $"@{_folder["nowhere"]}")).Message);

    private string Write(string text)
    {
        File.WriteAllText(_folder["address"], text);
        File.SetUnixFileMode(_folder["address"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return _folder["address"];
    }
}
