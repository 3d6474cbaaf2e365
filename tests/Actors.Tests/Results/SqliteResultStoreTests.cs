namespace Sweeper.Actors.Tests.Results;

public sealed class SqliteResultStoreTests() : ResultStoreTests(new SqlitePlace());
