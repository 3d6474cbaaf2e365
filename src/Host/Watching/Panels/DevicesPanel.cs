using System.Globalization;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>What each device trains, how fast, and whether it is heard.</summary>
internal static class DevicesPanel
{
    private const double SilentAfter = 15;
    private const double GiB = 1L << 30;
    private const int LongestName = 18;
    private static readonly InkedText Nothing = new("-", Ink.Dim);

    /// <summary>Whether a device has not been heard for so long that it may be gone.</summary>
    public static bool IsSilent(DeviceStatus device) => device.HeardSecondsAgo > SilentAfter;

    public static void Draw(Area area, IReadOnlyList<DeviceStatus> devices, int? cursor)
    {
        var name = Math.Clamp(devices.Select(device => CellWidth.Of(Name(device))).DefaultIfEmpty().Max(), 6, LongestName);
        // Where there is room for two lines a device, its training stands on the second.
        var isTall = 2 * devices.Count + 1 <= area.Height && area.Width < 150;
        var table = new Table<DeviceStatus>(isTall ? Columns(name, growingProgress: true) : [.. Columns(name, growingProgress: false), InOneLine])
        {
            Sentence = isTall ? null : device => $"{Name(device)}: {Training(device).Text}",
            Below = isTall ? (line, device) => line.Write(2, 0, Fitted.Start(Training(device).Text, line.Width - 2), Training(device).Ink) : null,
        };
        table.Draw(area, devices, cursor);
    }

    private static TableColumn<DeviceStatus> InOneLine { get; } = TableColumn<DeviceStatus>.Text("training", 14, 2, Training, grows: true);

    private static TableColumn<DeviceStatus>[] Columns(int name, bool growingProgress) =>
    [
        TableColumn<DeviceStatus>.Text("device", name, 0, device => new(Fitted.Middle(Name(device), name), device.IsHung || IsSilent(device) ? Ink.Bad : Ink.Strong)),
        new("progress", 12, 1, DrawProgress, Grows: growingProgress),
        TableColumn<DeviceStatus>.Number("epoch", 7, 3, Epoch),
        TableColumn<DeviceStatus>.Number("loss", 7, 5, device => Number(device.Loss, "0.000")),
        TableColumn<DeviceStatus>.Number("acc", 6, 4, device => Number(100 * device.Accuracy, "0.00")),
        TableColumn<DeviceStatus>.Number("images/s", 8, 6, device => Rate(device.ImagesPerSecond)),
        TableColumn<DeviceStatus>.Number("GiB", 8, 8, Memory),
        TableColumn<DeviceStatus>.Number("busy", 4, 9, device => Number(100 * device.Utilisation, "0'%'")),
        TableColumn<DeviceStatus>.Number("time", 7, 10, device => device.Stage is not null && double.IsFinite(device.Seconds) ? new(Humans.Time(device.Seconds)) : Nothing),
        TableColumn<DeviceStatus>.Number("heard", 5, 7, Heard),
    ];

    private static string Name(DeviceStatus device) => device.Node.Length == 0 ? device.Device : $"{device.Node} {device.Device}";

    private static InkedText Training(DeviceStatus device) => device.Training is { } training ? new(training) : new("nothing to do", Ink.Dim);

    private static void DrawProgress(Area area, DeviceStatus device)
    {
        var share = device.LastStep > 0 ? (double)device.Step / device.LastStep : device.Epochs > 0 ? (device.Epoch - 1.0) / device.Epochs : 0;
        if (device.IsHung) area.Write(0, 0, "✗ hung", Ink.Bad);
        else if (device.Stage is null) area.Write(0, 0, "idle", Ink.Dim);
        else Bars.Progress(area, 0, 0, area.Width, share, Ink.Good);
    }

    private static InkedText Epoch(DeviceStatus device) =>
        device.Stage is null || device.Epochs == 0 ? Nothing : new($"{Math.Max(1, device.Epoch)}/{device.Epochs}");

    private static InkedText Number(double? value, string format) => value switch
    {
        null => Nothing,
        { } number when !double.IsFinite(number) => new("nan", Ink.Bad),
        { } number => new(number.ToString(Math.Abs(number) < 1000 ? format : "0.0e0", CultureInfo.InvariantCulture)),
    };

    private static InkedText Rate(double? rate) => rate switch
    {
        null or double.NaN => Nothing,
        < 10 => new(rate.Value.ToString("0.0", CultureInfo.InvariantCulture)),
        < 1e6 => new($"{rate:N0}"),
        _ => new($"{rate / 1000:N0}k"),
    };

    private static InkedText Memory(DeviceStatus device)
    {
        if (device.MemoryBytes is not { } used) return Nothing;
        var total = device.MemoryTotalBytes is { } all ? string.Create(CultureInfo.InvariantCulture, $"/{all / GiB:0}") : "";
        return new(string.Create(CultureInfo.InvariantCulture, $"{used / GiB:0.0}{total}"));
    }

    private static InkedText Heard(DeviceStatus device)
    {
        var seconds = device.HeardSecondsAgo;
        var text = seconds < 100 ? $"{Math.Floor(seconds):0}s" : seconds < 6000 ? $"{seconds / 60:0}m" : $"{seconds / 3600:0}h";
        return new(text, IsSilent(device) ? Ink.Bad : Ink.Plain);
    }
}
