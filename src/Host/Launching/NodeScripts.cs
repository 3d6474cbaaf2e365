using System.Collections.Immutable;

namespace Sweeper.Host.Launching;

/// <summary>The shell commands around a node. They are constants: what differs comes as arguments, which a shell does not read again.</summary>
internal static class NodeScripts
{
    /// <summary>The exit code of a preparation that found another key.</summary>
    public const int OtherKey = 65;

    /// <summary>The exit code of a shell that finds no such command.</summary>
    public const int NoCommand = 127;

    // $1 is the command or its folder, the rest its arguments. The node is ended when the input ends, by whatever: launch closes it, is killed, or the connection breaks.
    private const string Node = "c=$1; shift; if [ -d \"$c\" ]; then c=$c/sweeper; fi; exec 3<&0; \"$c\" \"$@\" </dev/null 3<&- & n=$!; "
        + "{ while read -r x <&3; do :; done; kill $n; for x in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 $n || exit; done; kill -9 $n; } >/dev/null 2>&1 & w=$!; "
        + "wait $n; s=$?; kill $w 2>/dev/null; exit $s";

    // $1 is the command or its folder, $2 the store; the cluster's key is the input. Never a key in the place of another, and none that broke off on the way: both its parts
    // have their last line.
    private const string Preparation = "c=$1; if [ -d \"$c\" ]; then c=$c/sweeper; fi; "
        + "command -v \"$c\" >/dev/null 2>&1 || { echo \"there is no command $c\" >&2; exit 127; }; "
        + "umask 077; mkdir -p \"$2\" || exit 1; k=$2/cluster.key; "
        + "if [ -e \"$k\" ]; then [ \"$(cat)\" = \"$(cat \"$k\")\" ] || { echo \"$k is another key, or cannot be read\" >&2; exit 65; }; "
        + "else t=$k.$$; { cat >\"$t\" && grep -q -e \"-----END CERTIFICATE-----\" \"$t\" && grep -q -e \"-----END .*PRIVATE KEY-----\" \"$t\" && mv \"$t\" \"$k\"; } "
        + "|| { rm -f \"$t\"; echo \"the key did not come whole, or cannot be written to $2\" >&2; exit 1; }; fi";

    /// <summary>A node under a shell that ends it with its input.</summary>
    public static ImmutableArray<string> Guarded(ImmutableArray<(string Name, string Value)> environment, string command, IEnumerable<string> arguments) =>
        [.. Environment(environment), "sh", "-c", Node, "sweeper", command, .. arguments];

    /// <summary>Looks for the command, makes the folder, and puts the key, which is the input, into it.</summary>
    public static ImmutableArray<string> Prepared(string command, string store) => ["sh", "-c", Preparation, "sweeper", command, store];

    private static IEnumerable<string> Environment(ImmutableArray<(string Name, string Value)> variables) =>
        variables.IsEmpty ? [] : variables.Select(pair => $"{pair.Name}={pair.Value}").Prepend("env");
}
