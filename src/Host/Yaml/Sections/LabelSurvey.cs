using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Collects the labels of a file before its datasets are read, so that a label may be used above the place that gives it.</summary>
internal static class LabelSurvey
{
    /// <summary>The labels of the sources and targets; what is wrong with them is reported when they are read.</summary>
    public static DatasetLabels Of(YamlNode root, SpecVocabulary vocabulary)
    {
        var context = new SpecContext(vocabulary);
        var unreported = new ProblemList(new TextShape(""));
        foreach (var list in new[] { "sources", "targets" })
        {
            if ((root as YamlMap)?.Find(list)?.Value is not YamlList entries) continue;
            foreach (var entry in entries.Items.OfType<YamlMap>())
            {
                if (entry.Find("dataset")?.Value is YamlMap map && map.Find("label") is not null)
                    DatasetSection.Read(new Field("", map, unreported), context);
            }
        }
        return context.Labels;
    }
}
