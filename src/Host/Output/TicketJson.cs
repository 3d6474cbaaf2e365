using System.Text.Json;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Runs;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Output;

/// <summary>Tickets as JSON: their names, and for <c>tickets show --json</c> all that is known of one.</summary>
internal static class TicketJson
{
    /// <summary>One ticket in full.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="entry">The ticket.</param>
    /// <param name="contents">What it holds; null where it is not stored.</param>
    /// <param name="lineage">Where it comes from.</param>
    public static void WriteOne(Stream output, TicketEntry entry, TicketContents? contents, TicketLineage lineage) => JsonOutput.Write(output, json =>
    {
        var (ticket, network) = (entry.Ticket, entry.Architecture);
        json.WriteStartObject();
        WriteName(json, entry);
        json.WriteNumber("rewindStep", ticket.RewindStep);
        json.WriteString("input", network.Input.ToString());
        json.WriteNumber("classes", network.Classes);
        WriteBlob(json, "mask", ticket.Mask?.Value, contents?.MaskDigest.Hex, contents?.MaskBytes);
        WriteBlob(json, "weights", ticket.Weights.Value, contents?.WeightsDigest.Hex, contents?.Weights.LongLength);
        json.WriteBoolean("mixedLineage", lineage.IsMixed);
        if (contents is null) json.WriteNull("layers");
        else WriteLayers(json, LayerDensity.Of(contents.Mask, network));
        json.WriteStartArray("chain");
        foreach (var link in lineage.Links) WriteLink(json, link);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>What names a ticket, and its state.</summary>
    public static void WriteName(Utf8JsonWriter json, TicketEntry entry)
    {
        var ticket = entry.Ticket;
        json.WriteString("id", ticket.Id.Value);
        json.WriteString("sweep", entry.Sweep);
        json.WriteString("model", ticket.Model.Text);
        json.WriteStartObject("pruning");
        json.WriteString("scope", Words.Of(ticket.Pruning.Rule.Scope));
        json.WriteString("criterion", Words.Of(ticket.Pruning.Rule.Criterion));
        json.WriteNumber("fraction", ticket.Pruning.Rule.Fraction);
        json.WriteString("rewind", ticket.Pruning.Rewind.ToString());
        json.WriteString("rule", ticket.Pruning.Rule.CanonicalForm);
        json.WriteEndObject();
        json.WriteString("source", ticket.Source.Dataset.Display);
        json.WriteString("sourceOptimizer", ticket.Source.Optimizer);
        json.WriteNumber("round", ticket.Round);
        json.WriteNumber("seed", ticket.Seed);
        json.WriteNumber("prunable", entry.Prunable);
        json.WriteNumber("left", entry.Left);
        json.WriteString("state", Words.Of(entry.State));
    }

    private static void WriteBlob(Utf8JsonWriter json, string name, string? key, string? digest, long? bytes)
    {
        json.WriteStartObject(name);
        json.WriteString("key", key);
        json.WriteString("digest", digest);
        if (bytes is { } size) json.WriteNumber("bytes", size);
        else json.WriteNull("bytes");
        json.WriteEndObject();
    }

    private static void WriteLayers(Utf8JsonWriter json, IEnumerable<LayerDensity> layers)
    {
        json.WriteStartArray("layers");
        foreach (var layer in layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteStartArray("shape");
            foreach (var side in layer.Shape) json.WriteNumberValue(side);
            json.WriteEndArray();
            json.WriteNumber("prunable", layer.Weights);
            json.WriteNumber("left", layer.Left);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteLink(Utf8JsonWriter json, ChainLink link)
    {
        var spec = link.Stage.Spec;
        json.WriteStartObject();
        json.WriteNumber("round", link.Round);
        json.WriteString("stage", link.Stage.Key.Value);
        json.WriteString("dataset", spec.Dataset.Text);
        json.WriteString("dataDigest", spec.DatasetDigest?.Hex);
        json.WriteString("recipe", spec.Recipe.CanonicalForm);
        json.WriteNumber("seed", spec.Seed);
        json.WriteString("start", spec.Start.CanonicalForm);
        if (link.Result is { } result) WriteResult(json, result);
        else json.WriteNull("result");
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, StageResult result)
    {
        json.WriteStartObject("result");
        json.WriteNumber("correct", result.Correct);
        json.WriteNumber("total", result.Total);
        json.WriteNumber("steps", result.Steps);
        json.WriteString("finalState", result.FinalState.Hex);
        json.WriteStartObject("inputs");
        foreach (var (key, digest) in result.Inputs.OrderBy(input => input.Key.Value, StringComparer.Ordinal)) json.WriteString(key.Value, digest.Hex);
        json.WriteEndObject();
        json.WriteStartObject("environment");
        json.WriteString("device", result.Environment.Device);
        json.WriteString("cpu", result.Environment.Cpu);
        json.WriteString("libtorch", result.Environment.LibTorch);
        json.WriteNumber("threads", result.Environment.Threads);
        json.WriteNumber("pack", result.Environment.Pack);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
