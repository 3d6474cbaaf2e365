namespace Sweeper.Host.Yaml.Reading;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
internal static class Suggestion
{
    private const int LongestWord = 64;
    private const int ShortestStart = 3;

    /// <summary>The nearest candidate, else one that starts with the word, else null; of equally near ones the first.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord) return null;
        var folded = Folded(word);
        var near = candidates.Distinct().Where(candidate => candidate.Length <= LongestWord)
            .Select(candidate => (candidate, distance: Distance(folded, Folded(candidate))))
            .Where(pair => pair.distance <= Math.Max(1, Math.Min(word.Length, pair.candidate.Length) / 3))
            .OrderBy(pair => pair.distance).ToList();
        if (near.Count > 0) return near[0].candidate;
        return word.Length < ShortestStart ? null : candidates.FirstOrDefault(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>"; did you mean 'x'?", or what to say where nothing is near.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> candidates, string otherwise) =>
        Nearest(word, candidates) is { } near ? $"; did you mean '{near}'?" : otherwise;

    private static string Folded(string word) => word.ToLowerInvariant().Replace('_', '-');

    /// <summary>Letters to insert, delete, replace, or swap with the next, to make one word the other.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }
}
