namespace Sweeper.Host.Output;

/// <summary>A column of records: what CSV, Parquet and their like have in common.</summary>
/// <param name="Name">Its name, words parted by underscores.</param>
/// <param name="Type">What it holds: <c>string</c>, <c>int</c>, <c>long</c> or <c>double</c>; each value may be null.</param>
internal sealed record RecordColumn(string Name, Type Type);
