namespace Sweeper.Host.Yaml;

/// <summary>Something wrong in a sweep file, and where; lines and columns count from 1.</summary>
public sealed record SpecProblem(int Line, int Col, string Message)
{
    /// <summary>The problem as compilers print theirs: <c>file:line:col: message</c>.</summary>
    public string Format(string file) => $"{file}:{Line}:{Col}: {Message}";
}
