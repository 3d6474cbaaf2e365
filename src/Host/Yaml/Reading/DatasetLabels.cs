using Sweeper.Training.Datasets;

namespace Sweeper.Host.Yaml.Reading;

/// <summary>The labels of a file: a label stands for its dataset wherever a dataset is named, and a dataset has its label wherever it is named.</summary>
internal sealed class DatasetLabels
{
    private readonly Dictionary<string, DatasetRef> _byLabel = [];
    private readonly Dictionary<string, string> _byText = [];

    /// <summary>Takes a dataset's label over; says what is wrong with it, or null.</summary>
    public string? Add(DatasetRef dataset)
    {
        if (dataset.Label is not { } label) return null;
        if (!_byLabel.TryAdd(label, dataset) && _byLabel[label].Text != dataset.Text)
            return $"is already the label of {Words.Quoted(_byLabel[label].Text)}; give each dataset a label of its own";
        if (!_byText.TryAdd(dataset.Text, label) && _byText[dataset.Text] != label)
            return $"is a second label of a dataset that is called {Words.Quoted(_byText[dataset.Text])} elsewhere; use one of them";
        return null;
    }

    /// <summary>The dataset that a label stands for.</summary>
    public DatasetRef? Find(string label) => _byLabel.GetValueOrDefault(label);

    /// <summary>The dataset with its label.</summary>
    public DatasetRef Labelled(DatasetRef dataset) => dataset with { Label = _byText.GetValueOrDefault(dataset.Text) };
}
