using System.Buffers.Binary;
using CsCheck;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.TrainerProcesses;

public class FrameTests
{
    private static readonly Gen<(FrameKind Kind, byte[] Payload)> Frames = Gen.Select(Gen.OneOfConst(Enum.GetValues<FrameKind>()), Gen.Byte.Array[0, 200]);

    [Fact]
    public void What_was_written_is_read_one_after_the_other() => Frames.List[0, 8].Sample(frames =>
    {
        using var stream = Written(frames);
        foreach (var (kind, payload) in frames)
        {
            var frame = Frame.Read(stream)!.Value;
            Assert.Equal(kind, frame.Kind);
            Assert.Equal(payload, frame.Payload);
        }
        Assert.Null(Frame.Read(stream));
    }, iter: 500);

    [Fact]
    public void A_frame_that_is_cut_off_anywhere_is_refused() => Frames.Sample(frame =>
    {
        var whole = Written([frame]).ToArray();
        for (var length = 1; length < whole.Length; length++) Assert.Throws<FrameException>(() => Frame.Read(new MemoryStream(whole, 0, length)));
    }, iter: 50);

    [Fact]
    public void Bytes_of_any_kind_are_frames_or_refused_and_take_no_more_room_than_they_have() => Gen.Byte.Array[0, 64].Sample(bytes =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var stream = new MemoryStream(bytes);
            while (Frame.Read(stream) is not null)
            {
            }
        }
        catch (FrameException)
        {
        }
        // Thirteen frames of five bytes at most, each with a first piece of a megabyte.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20L << 20);
    }, iter: 2000);

    [Theory]
    [InlineData(nameof(FrameKind.Order))]
    [InlineData(nameof(FrameKind.Outcome))]
    [InlineData(nameof(FrameKind.Notice))]
    public void A_message_that_is_too_long_is_neither_written_nor_read(string name)
    {
        var kind = Enum.Parse<FrameKind>(name);
        var stream = new MemoryStream();
        Assert.Throws<FrameException>(() => Frame.Write(stream, kind, new byte[Frame.MostBytes + 1]));
        Assert.Equal(0, stream.Length);
        var head = new byte[Frame.HeadBytes];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), Frame.MostBytes + 1);
        Assert.Throws<FrameException>(() => Frame.Read(new MemoryStream(head)));
    }

    [Fact]
    public void A_blob_of_several_pieces_comes_whole()
    {
        var bytes = new byte[5_000_001];
        new Random(1).NextBytes(bytes);
        Assert.Equal(bytes, Frame.Read(Written([(FrameKind.Blob, bytes)]))!.Value.Payload);
    }

    [Fact]
    public void What_goes_wrong_with_blobs_comes_out_as_it_was()
    {
        var digest = Digest.Of([1]);
        var lost = Assert.IsType<LostBlobException>(BlobRefusal.Of(new LostBlobException(digest, "gone") { IsUnanswered = true }).ToException());
        Assert.Equal((digest, "gone", true), (lost.Digest, lost.Message, lost.IsUnanswered));
        Assert.Equal("full", Assert.IsType<NoSpaceException>(BlobRefusal.Of(new NoSpaceException("full")).ToException()).Message);
        Assert.Equal("UnauthorizedAccessException: not yours", Assert.IsType<IOException>(BlobRefusal.Of(new UnauthorizedAccessException("not yours")).ToException()).Message);
    }

    [Theory]
    [InlineData(139, "the trainer's process of cuda:0 ended with signal 11 (SIGSEGV)")]
    [InlineData(134, "the trainer's process of cuda:0 ended with signal 6 (SIGABRT); its last words: terminate called", "terminate called")]
    [InlineData(3, "the trainer's process of cuda:0 ended with exit code 3")]
    [InlineData(162, "the trainer's process of cuda:0 ended with signal 34")]
    public void The_end_of_a_process_names_signal_or_exit_code(int code, string text, string? lastWords = null) => Assert.Equal(text, ProcessEnding.Describe("cuda:0", code, lastWords));

    [Fact]
    public void A_process_that_was_killed_may_have_been_too_large() => Assert.Contains("signal 9 (SIGKILL): the kernel may have been out of memory", ProcessEnding.Describe("cpu:0", 137, null));

    private static MemoryStream Written(IEnumerable<(FrameKind Kind, byte[] Payload)> frames)
    {
        var stream = new MemoryStream();
        foreach (var (kind, payload) in frames) Frame.Write(stream, kind, payload);
        stream.Position = 0;
        return stream;
    }
}
