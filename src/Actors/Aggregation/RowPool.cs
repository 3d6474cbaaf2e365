using System.Collections.Immutable;
using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Aggregation;

/// <summary>Pools rows, one after the other, keeping a sum a seed. Pure: the same rows in the same order give the same bits.</summary>
/// <param name="first">The first row's group.</param>
/// <param name="level">The level of intervals.</param>
public sealed class RowPool(CellGroup first, double level)
{
    // Seeds ascending; rows of one sweep have the same ones.
    private readonly List<Entry> _seeds = new(first.Cells.Length);
    private readonly SortedDictionary<CellState, int> _states = [];
    private int _rows;

    /// <summary>The pools of some rows by what <paramref name="keyOf"/> says of them, in the order of their first rows.</summary>
    public static IReadOnlyList<PooledGroup> Of<TKey>(IEnumerable<ResultGroup> rows, Func<CellGroup, TKey> keyOf, double level = 0.95) where TKey : notnull
    {
        var (pools, places) = (new List<RowPool>(), new Dictionary<TKey, int>());
        foreach (var row in rows)
        {
            var key = keyOf(row.Group);
            if (!places.TryGetValue(key, out var place))
            {
                places.Add(key, place = pools.Count);
                pools.Add(new(row.Group, level));
            }
            pools[place].Add(row);
        }
        return [.. pools.Select(pool => pool.Read())];
    }

    /// <summary>Adds a row.</summary>
    public void Add(ResultGroup row)
    {
        _rows++;
        for (var i = 0; i < row.Seeds.Length; i++)
        {
            var cell = row.Seeds[i];
            var place = i < _seeds.Count && _seeds[i].Seed == cell.Seed ? i : Place(cell.Seed);
            if (cell.Accuracy is { } accuracy) _seeds[place] = _seeds[place].With(accuracy);
            else _states[cell.State] = _states.GetValueOrDefault(cell.State) + 1;
        }
    }

    /// <summary>The rows added so far as one.</summary>
    public PooledGroup Read()
    {
        var seeds = _seeds.Select(entry => new PooledSeed(entry.Seed, entry.Done == _rows ? entry.Mean : null, _rows - entry.Done)).ToImmutableArray();
        return new(first, _rows, GroupStatistics.Of([.. seeds.Select(seed => seed.Mean).OfType<double>()], level), seeds, _states.ToImmutableSortedDictionary());
    }

    private int Place(long seed)
    {
        var place = _seeds.BinarySearch(new(seed, 0, 0, 0, true), Comparer<Entry>.Create((one, other) => one.Seed.CompareTo(other.Seed)));
        if (place >= 0) return place;
        _seeds.Insert(~place, new(seed, 0, 0, 0, true));
        return ~place;
    }

    // The mean of equal values is that value to the bit, as in Sample.Mean.
    private readonly record struct Entry(long Seed, int Done, double Sum, double First, bool IsConstant)
    {
        public double Mean => IsConstant ? First : Sum / Done;

        public Entry With(double value) => new(Seed, Done + 1, Sum + value, Done == 0 ? value : First, Done == 0 || (IsConstant && value == First));
    }
}
