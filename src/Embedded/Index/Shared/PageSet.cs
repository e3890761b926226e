namespace InboxMind.Embedded.Index.Shared;

/// <summary>Numbers of pages of a file, the first one 1, in order.</summary>
internal static class PageSet
{
    /// <summary>As runs: how many are left out since the last run, and how many follow.</summary>
    public static int[] ToRuns(IEnumerable<int> ordered)
    {
        var runs = new List<int>();
        var next = 1;
        foreach (var page in ordered)
        {
            if (runs.Count > 0 && page == next)
            {
                runs[^1]++;
            }
            else
            {
                runs.Add(page - next);
                runs.Add(1);
            }

            next = page + 1;
        }

        return [.. runs];
    }

    /// <exception cref="FormatException">They are none.</exception>
    public static IEnumerable<int> FromRuns(IReadOnlyList<int> runs)
    {
        long next = 1;
        for (var i = 0; i + 1 < runs.Count; i += 2)
        {
            var (gap, length) = (runs[i], runs[i + 1]);
            if (gap < 0 || length < 1 || next + gap + length > int.MaxValue)
                throw new FormatException("Runs of pages are wrong.");
            next += gap;
            for (; length > 0; length--)
                yield return (int)next++;
        }
    }
}
