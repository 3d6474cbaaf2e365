using Sweeper.Actors.Tickets;

namespace Sweeper.Host.Output;

/// <summary>A ticket's parts as tables and file names have them.</summary>
internal static class TicketWords
{
    private const int LongestName = 200;

    /// <summary>The name of an exported file: <c>lenet-300-100-fashion-mnist-a-sgd-r3-s0.safetensors</c>. What is not plain in file names becomes a hyphen.</summary>
    public static string FileName(WinningTicket ticket)
    {
        var name = $"{ticket.Model.Text}-{ticket.Source.Dataset.Display}-{ticket.Source.Optimizer}";
        var plain = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-'));
        return $"{plain[..Math.Min(plain.Length, LongestName)]}-r{ticket.Round}-s{ticket.Seed}.safetensors";
    }
}
