namespace Sweeper.Host.Yaml;

/// <summary>The names that a sweep file may use and that the reader cannot know by itself.</summary>
/// <param name="Models">The models of the catalogue.</param>
/// <param name="Datasets">The datasets known by name, and the folders found on SWEEPER_DATA.</param>
public sealed record SpecVocabulary(IReadOnlyList<string> Models, IReadOnlyList<string> Datasets);
