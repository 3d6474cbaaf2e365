using System.Runtime.InteropServices;

namespace Sweeper.Training.Tests.Tickets;

/// <summary>Does something as a user whom modes of files bind, where the tests are root's.</summary>
internal static partial class OtherUser
{
    private const uint Nobody = 65534;

    /// <summary>Does it; what it throws is thrown here.</summary>
    public static void Run(Action what)
    {
        Exception? failure = null;
        // Linux keeps this user a thread: no other test notices.
        var thread = new Thread(() =>
        {
            try
            {
                if (Environment.IsPrivilegedProcess) _ = SetUser(Nobody);
                what();
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) throw new InvalidOperationException(failure.Message, failure);
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetUser(uint user);
}
