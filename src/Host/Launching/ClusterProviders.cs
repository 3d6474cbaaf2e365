namespace Sweeper.Host.Launching;

/// <summary>The providers, by the word of the cluster file.</summary>
internal static class ClusterProviders
{
    /// <summary>The provider of a file.</summary>
    public static IClusterProvider For(ClusterFile file, LaunchSite site) => file.Provider switch
    {
        ProviderKind.Local => new LocalProvider(file, site),
        ProviderKind.Ssh => new SshProvider(file, site),
        _ => throw new InvalidOperationException($"no provider {file.Provider}"),
    };
}
