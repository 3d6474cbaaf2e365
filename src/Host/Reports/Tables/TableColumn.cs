namespace Sweeper.Host.Reports.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading, with its unit.</param>
/// <param name="IsNumber">Whether it holds numbers.</param>
internal sealed record TableColumn(string Name, bool IsNumber = true);
