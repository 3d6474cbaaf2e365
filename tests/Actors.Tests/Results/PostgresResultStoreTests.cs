namespace Sweeper.Actors.Tests.Results;

public sealed class PostgresResultStoreTests() : ResultStoreTests(new PostgresPlace());
