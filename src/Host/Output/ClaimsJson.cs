using System.Text.Json;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Specs;

namespace Sweeper.Host.Output;

/// <summary><c>results --claims --format json</c>: an array, an object a claim, in the order of the file. No time, path or machine in it.</summary>
internal static class ClaimsJson
{
    /// <summary>The array, and a line break.</summary>
    public static void Write(Stream output, IReadOnlyList<ClaimVerdict> verdicts) => JsonOutput.WriteArray(output, verdicts, WriteVerdict);

    private static void WriteVerdict(Utf8JsonWriter json, ClaimVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("name", verdict.Claim.Name);
        json.WriteString("verdict", Words.Of(verdict.Verdict));
        WriteClaim(json, verdict.Claim);
        json.WriteNumber("wanted", verdict.Wanted);
        json.WriteNumber("n", verdict.N);
        foreach (var (name, value) in ClaimFields.Numbers(verdict)) JsonOutput.WriteNumber(json, name, value);
        WriteTexts(json, "leftOut", verdict.LeftOut);
        WriteTexts(json, "notes", verdict.Notes);
        json.WriteEndObject();
    }

    private static void WriteClaim(Utf8JsonWriter json, ClaimSpec claim)
    {
        json.WriteString("expect", Words.Of(claim.Expect));
        JsonOutput.WriteNumber(json, "margin", claim.Margin);
        WriteArm(json, "compare", claim.Compare);
        WriteArm(json, "against", claim.Against);
        WriteTexts(json, "targets", claim.Targets);
        json.WriteStartArray("rounds");
        foreach (var round in claim.Rounds) json.WriteNumberValue(round);
        json.WriteEndArray();
    }

    private static void WriteArm(Utf8JsonWriter json, string name, ClaimArm arm)
    {
        json.WriteStartObject(name);
        json.WriteString("ticket", Words.Of(arm.Ticket));
        json.WriteString("source", arm.Source);
        json.WriteString("sourceOptimizer", arm.SourceOptimizer);
        json.WriteString("targetOptimizer", arm.TargetOptimizer);
        json.WriteString("model", arm.Model);
        json.WriteString("scope", arm.Scope);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
