namespace Sweeper.Training.Files;

/// <summary>Sizes of files that another process may remove at any moment.</summary>
public static class FileSize
{
    /// <summary>Bytes in a file; 0 if it has gone since its folder was listed.</summary>
    public static long Of(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
