using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Sections;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml;

/// <summary>Reads sweep files: a spec with every default filled in, or every problem at once. No input makes it throw.</summary>
public static class SpecReader
{
    /// <summary>Reads the file at a path; a file that cannot be read is a problem too.</summary>
    public static SpecReading ReadFile(string path, SpecVocabulary vocabulary)
    {
        try
        {
            using var file = File.OpenRead(path);
            // One byte more than allowed tells a file that is too large, without reading all of it.
            var bytes = new byte[YamlText.LargestFile + 1];
            return Read(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), vocabulary);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(new(1, 1, "there is no such file; 'sweeper init' writes a sweep to start from"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var message = Directory.Exists(path)
                ? "this is a folder; give the path of a YAML file"
                : $"the file cannot be read: {Words.Clean(exception.Message)}";
            return Failed(new(1, 1, message));
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    public static SpecReading Read(ReadOnlySpan<byte> bytes, SpecVocabulary vocabulary)
    {
        var (text, problem) = YamlText.Decode(bytes);
        return problem is null ? Read(text, vocabulary) : Failed(problem);
    }

    /// <summary>Reads a text.</summary>
    public static SpecReading Read(string text, SpecVocabulary vocabulary)
    {
        if (YamlText.Check(text) is { } unreadable) return Failed(unreadable);
        var problems = new ProblemList(new TextShape(text));
        var spec = YamlTreeReader.Read(text, problems) is { } root ? new SweepSection(root, vocabulary, problems).Read() : null;
        return new() { Spec = problems.Count == 0 ? spec : null, Problems = problems.InOrder(), Text = text };
    }

    private static SpecReading Failed(SpecProblem problem) => new() { Problems = [problem] };
}
