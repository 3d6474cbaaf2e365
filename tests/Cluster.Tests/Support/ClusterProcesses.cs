using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.Cluster.Tests.Support;

/// <summary>The processes that a test has started: ended with it, and where it fails what they said is told.</summary>
internal sealed class ClusterProcesses
{
    private readonly List<RunningCommand> _started = [];

    /// <summary>Does what the test does with them.</summary>
    public static void During(Action<ClusterProcesses> test)
    {
        var processes = new ClusterProcesses();
        try
        {
            test(processes);
        }
        catch
        {
            processes._started.ForEach(each => Console.Error.WriteLine($"--- {each.Id}\n{each.Errors}"));
            throw;
        }
        finally
        {
            processes._started.ForEach(each => each.Dispose());
        }
    }

    /// <summary>Takes one that has just been started.</summary>
    public RunningCommand Add(RunningCommand command)
    {
        _started.Add(command);
        return command;
    }

    /// <summary>Waits until all have ended, and well.</summary>
    public void ExpectAllToEndWell() => _started.ForEach(each => each.WaitForExit().Expect(0));
}
