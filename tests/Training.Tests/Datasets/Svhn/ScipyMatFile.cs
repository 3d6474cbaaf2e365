namespace Sweeper.Training.Tests.Datasets.Svhn;

/// <summary>
/// A MAT-file that SciPy 1.10.1 wrote, with text and a cell array beside X and y:
/// <code>
/// r, c, ch, n = numpy.indices((32, 32, 3, 4))
/// X = ((7 * r + 3 * c + 50 * ch + 11 * n) % 256).astype(numpy.uint8)
/// y = numpy.array([[10], [1], [9], [5]], dtype=numpy.uint8)
/// scipy.io.savemat('scipy.mat', {'note': 'cropped digits', 'X': X, 'y': y, 'cells': numpy.array([1, 'a'], dtype=object)}, do_compression=True)
/// </code>
/// </summary>
internal static class ScipyMatFile
{
    /// <summary>The file.</summary>
    public static byte[] Bytes => Convert.FromBase64String(Base64);

    /// <summary>The pixel that SciPy was given.</summary>
    public static byte Pixel(int row, int column, int channel, int image) => (byte)(7 * row + 3 * column + 50 * channel + 11 * image);

    private const string Base64 =
        """
        TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFR1ZSBOb3YgMjQgMTc6NDU6MDQgMjAyNgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
        AAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAANwAAAHic42NgYHAAYjYg5gBiFgYIYIXyGYGYD0yzMOTll6QKQPnJRfkFBakpCimZ6ZklxQwMAINYB+cPAAAAqAQAAHic7ZppUI4LGIa/
        9oUSERElIiJyokVJERERUSIiclJKREREREREREpEZN/3fTuL3dnPse97RETkPIYffpj7/tWMme+teac/+nGNa5rnur/XWKVSObdUqXTlp748BqrPXzrymMhj9eXRkkdbHg35DpKfmp/+
        kfyeSs+4hkWDpg7OHp26B/QfEjEqfvKMtIXLVq7bsvvQyTOX/9EyrFrLslFzx7ZeXXoGDhwWNSZh6qz0xTmrN2zfd/Sn839c0TWqXse6SUundt7degcP/jFmXOL0ORlL89Zu3nXwxK+X
        /r5uYFKznk2zH1w9fXr0DRkaOXpC0sx5mcvz12/be+T0ud//u1XZtHZ92xZt3Dv69uoXOjx67KTk2QuyVhRs2nng+C8X/7p2t4pZ3YZ2rVzad/brMyBsROz4KSlzF2WvKty65/Cps7/9
        e/NBNXOrxvat3Tp09Q8aFD4ybuK01PlLctds3LH/2M8X/rx65zGEu3H/GYS7/egFhLv39BWEe/j8DYR78vIdhCt6/QHCFb9VQbiS91oQrvSjLoQr0zSAcOU6lSGchn4VCKddqRqEEzch
        nLgJ4cRNCCduQjhxE8KJmxBO3IRw4iaEEzchnLgJ4cRNCCduYvu0K2H79IyxfYZVsX1G1bF9JjWxfaa1sX1mdbF95lbYPosG2D7LRtg+6ybYPptm2D7bFtg+u1bYPvvW2D4HZ2yfY1ts
        n1M7bJ+rJ7bPvSOEEzchnLgJ4cRNCCduQjhxE8KJmxBO3IRw4iaEEzchnLgJ4cRNCCdukj8P7tg+l/bYPrcO2D6PTtg+ry7YPu9u2D6fHtg+317YPr8+2D7/IGxfQH9sX+BAbF/wYGxf
        yFBsX+hwbF/YCGxf+EhsX8QobF/UGGxfzDgIJ25COHETwombEE7chHDiJoQTNyGcuAnhxE0IJ25COHETwombEE7c/OYvffV/juvgxn1cB7cf4Tq49xTXwcPnuA6evMR1UPQa10HxW1wH
        Je9xHZR+xHVQponroFwH14GGvnKfKfdZRd5nJN/MSL6Zk3yzIPlmSfLNmuSbDck3W5JvdiTf7Em+OZB8cyT55kTyzVW5z5T7rCLvM/LnwYfkmy/JNz+Sb/4k3wJIvgWSfAsm+RZC8i2U
        5FsYybdwkm8RJN+iSL7FYPsiR2P7osdi+2LHY/viJmL74idj+xKm4jpInI7rIGkmroPk2bgOUubiOkidj+sgbSGug/TFuA4yluI6yFyO6yBrBa6D7FW4DnLXkHm9iMzrxWReLyHzeimZ
        18vIvF5O5nUNMq9rk3ldj8zrhmReNyLzugmZ102V+0y5zyryPlP3zz9IvrmQfHMj+eZB8s2L5Ju3cp8p91lF3mfq/vkHybdIkm/RJN9iSb7FkXyLJ/mWQOb1RDKvJ5F5PZnM6ylkXk8l
        83oamdfTybyeQeb1TDKvZ5F5PZvM67lkXl+J6yBnNa6DvLW4DvLX4zoo2ITroHCr8n6K8n6Kcp+p732m7p9/KO+nKPeZOt9n6v75h/J+yvf9fgqZ13PIvJ5H5vV8Mq8XkHm9kMzrG3Ed
        rNuC62DDdlwHm3fhOti2F9fBzgP/A0A7n94PAAAAKgAAAHic42NgYDAAYjYg5gBiTgYIYIXyWYCYEYwZGSqBNBNQhIuRkxUAGRgBAg8AAABCAAAAeJzjY2BgWAHEbEDMAcSMDBDAisRn
        gtIgseTUnJxiIM0HxBZI+viw6GNEMo8HzXyQegMk/SwE9AsAWYlAGgDhUARI
        """;
}
