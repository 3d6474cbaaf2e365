using System.Collections.Frozen;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;

namespace Sweeper.Actors.Wire;

/// <summary>The messages that may cross a process boundary, each under a name with a version: a closed set. A field that changes its meaning gets another version.</summary>
internal static class WireMessages
{
    private static readonly (string Manifest, Type Type)[] All =
    [
        ("request-work/2", typeof(CoordinatorProtocol.RequestWork)),
        ("heartbeat/1", typeof(CoordinatorProtocol.Heartbeat)),
        ("epochs-ended/1", typeof(CoordinatorProtocol.EpochsEnded)),
        ("stage-ended/1", typeof(CoordinatorProtocol.StageEnded)),
        ("work-granted/1", typeof(TrainerProtocol.WorkGranted)),
        ("noted/1", typeof(TrainerProtocol.Noted)),
        ("drop-attempt/1", typeof(TrainerProtocol.DropAttempt)),
        ("hold/1", typeof(TrainerProtocol.Hold)),
        ("go-on/1", typeof(TrainerProtocol.GoOn)),
        ("drop/1", typeof(TrainerProtocol.Drop)),
        ("knock/1", typeof(NodeProtocol.Knock)),
        ("welcome/3", typeof(NodeProtocol.Welcome)),
        ("turned-away/1", typeof(NodeProtocol.TurnedAway)),
    ];

    private static readonly FrozenDictionary<string, Type> Types = All.ToFrozenDictionary(pair => pair.Manifest, pair => pair.Type);

    private static readonly FrozenDictionary<Type, string> Manifests = All.ToFrozenDictionary(pair => pair.Type, pair => pair.Manifest);

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => All.Select(pair => pair.Manifest);

    /// <summary>The name of a message's type.</summary>
    /// <exception cref="WireException">It is not among them.</exception>
    public static string ManifestOf(Type type) =>
        Manifests.TryGetValue(type, out var manifest) ? manifest : throw new WireException($"{type.Name} is no message that leaves its process");

    /// <summary>The type of a name.</summary>
    /// <exception cref="WireException">There is no such message, in this version at least.</exception>
    public static Type TypeOf(string manifest) =>
        Types.TryGetValue(manifest, out var type) ? type : throw new WireException($"there is no message '{Clip(manifest)}' in this version of Sweeper");

    private static string Clip(string text) => text.Length <= 40 ? text : $"{text[..40]}...";
}
