namespace Sweeper.Training.Datasets;

/// <summary>What is said of a file that is not what its publisher gives out.</summary>
internal static class DamagedFile
{
    private const string Replace = "Replace it by a whole copy of the published file.";

    /// <summary>The error of a file with a fault, which says where in the file it is.</summary>
    public static DatasetException Of(string path, string fault, Exception? inner = null) => new($"{path}: {fault}. {Replace}", inner);

    /// <summary>Reads a file; that it cannot be read, or that its compressed data are damaged, is a fault of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compression">How it is compressed, for the message.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="DatasetException">The file has a fault.</exception>
    public static T Guard<T>(string path, string compression, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw Of(path, $"its {compression} data are damaged or cut short ({e.Message})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Of(path, $"it cannot be read ({e.Message})", e);
        }
    }
}
