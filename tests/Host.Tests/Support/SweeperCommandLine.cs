using Sweeper.Host.Commands;

namespace Sweeper.Host.Tests.Support;

/// <summary>Runs command lines in this process; classes that do are in the collection <see cref="Collection"/>, since there is one console.</summary>
internal static class SweeperCommandLine
{
    public const string Collection = "console";

    public static async Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        var (realOutput, realErrors) = (Console.Out, Console.Error);
        Console.SetOut(output);
        Console.SetError(errors);
        try
        {
            return (await SweeperCommand.InvokeAsync(arguments), output.ToString(), errors.ToString());
        }
        finally
        {
            Console.SetOut(realOutput);
            Console.SetError(realErrors);
        }
    }
}
