namespace Sweeper.Training.Models;

/// <summary>The names of <see cref="Initialisation"/> in YAML and canonical forms.</summary>
public static class InitialisationNames
{
    /// <summary>Every initialisation by its name.</summary>
    public static IReadOnlyDictionary<string, Initialisation> All { get; } = new Dictionary<string, Initialisation>
    {
        ["xavier-normal"] = Initialisation.XavierNormal,
        ["kaiming-normal"] = Initialisation.KaimingNormal,
        ["kaiming-uniform"] = Initialisation.KaimingUniform,
    };

    /// <summary>The name of an initialisation.</summary>
    public static string Name(this Initialisation init) => All.Single(pair => pair.Value == init).Key;
}
