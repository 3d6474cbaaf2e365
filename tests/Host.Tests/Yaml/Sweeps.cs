using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml;

namespace Sweeper.Host.Tests.Yaml;

/// <summary>The vocabulary and the files that the tests read.</summary>
internal static class Sweeps
{
    public static SpecVocabulary Vocabulary { get; } = new(
        ["lenet-300-100", "conv-2", "conv-4", "conv-6", "vgg-11", "vgg-13", "vgg-16", "vgg-19", "resnet-18", "resnet-34", "resnet-50", "resnet-20", "resnet-32", "resnet-56"],
        ["fashion-mnist", "mnist", "kmnist", "svhn", "cifar-10", "cifar-100", "imagenet", "places365", "my-digits", "odd-a"]);

    /// <summary>A small valid sweep, which the tests spoil.</summary>
    public static string Base { get; } = Resource("Golden/base.yaml");

    public static string Resource(string name)
    {
        using var stream = typeof(Sweeps).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"no resource {name}", nameof(name));
        return new StreamReader(stream).ReadToEnd();
    }

    public static IEnumerable<string> ResourcesIn(string folder) =>
        typeof(Sweeps).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal)).Order();

    /// <summary>The valid sweep with one text put in the place of another.</summary>
    public static string With(string old, string replacement)
    {
        var at = Base.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' is not in the base sweep");
        return Base[..at] + replacement + Base[(at + old.Length)..];
    }

    public static SpecReading Read(string text) => SpecReader.Read(text, Vocabulary);

    /// <summary>The spec of a text that must have no problem.</summary>
    public static SweepSpec Spec(string text)
    {
        var reading = Read(text);
        Assert.Empty(Messages(reading));
        return reading.Spec!;
    }

    public static string[] Messages(SpecReading reading) => [.. reading.Problems.Select(problem => problem.Format("s.yaml"))];
}
