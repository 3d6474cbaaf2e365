using Sweeper.Host.Watching.Drawing;
using Sweeper.Host.Watching.Keys;

namespace Sweeper.Host.Watching.Panels;

/// <summary>The keys and what they do.</summary>
internal static class HelpPanel
{
    private const int Keys = 20;

    public static void Draw(Area area, int scroll)
    {
        var first = Math.Clamp(scroll, 0, Math.Max(0, KeyTable.All.Count - area.Height));
        for (var y = 0; y < Math.Min(area.Height, KeyTable.All.Count - first); y++)
        {
            var binding = KeyTable.All[first + y];
            area.Write(0, y, binding.Keys, Ink.Accent, Keys - 1);
            area.Write(Keys, y, Fitted.Start(binding.Does, area.Width - Keys));
        }
    }
}
