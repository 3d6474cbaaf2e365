namespace Sweeper.Host.Reports.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading, with its unit.</param>
/// <param name="IsNumber">Whether it holds numbers.</param>
/// <param name="IsInFilesOnly">Whether a page leaves it out.</param>
internal sealed record TableColumn(string Name, bool IsNumber = true, bool IsInFilesOnly = false);
