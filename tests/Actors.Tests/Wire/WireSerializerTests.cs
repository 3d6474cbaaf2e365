using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Akka.Actor;
using CsCheck;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Tests.Support;
using Sweeper.Actors.Wire;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Wire;

public class WireSerializerTests : Akka.TestKit.Xunit.TestKit
{
    private static readonly TrainerId Trainer = new("gpu-box:7001/cuda:0");
    private static readonly SweepPlan Plan = Sweeps.Plan(Sweeps.Winning(rounds: 2));

    private readonly WireSerializer _serializer;

    public WireSerializerTests()
        : base(Clocked.Hocon)
    {
        _serializer = new WireSerializer((ExtendedActorSystem)Sys);
    }

    private static StageOrder Order => OrderOf(Plan.Stages[1]);

    public static TheoryData<string, string> Short => new()
    {
        { "request-work/2", """{"trainer":"gpu-box:7001/cuda:0","offer":{"kind":"Cuda","memoryBytes":85899345920},"last":7}""" },
        { "heartbeat/1", """{"trainer":"gpu-box:7001/cuda:0","attempt":7,"step":5,"lastStep":20,"isHeld":true}""" },
        { "epochs-ended/1", """{"trainer":"gpu-box:7001/cuda:0","attempt":7,"epochs":[{"epoch":1,"epochs":3,"loss":"NaN","images":100,"correct":null,"learningRate":0.1,"seconds":1.5}]}""" },
        { "stage-ended/1", $$$"""{"trainer":"gpu-box:7001/cuda:0","attempt":7,"stage":"{{{Order.Key}}}","outcome":{"kind":"cancelled","why":null}}""" },
        { "stage-ended/1", $$$"""{"trainer":"gpu-box:7001/cuda:0","attempt":7,"stage":"{{{Order.Key}}}","outcome":{"kind":"failed","cause":"LostInput","message":"gone","lost":"{{{Order.Key}}}"}}""" },
        { "noted/1", """{"attempt":7}""" },
        { "drop-attempt/1", """{"attempt":7}""" },
        { "hold/1", "{}" },
        { "go-on/1", "{}" },
        { "drop/1", "{}" },
        { "knock/1", """{"version":"1/4"}""" },
        { "knock/1", """{"version":"2/4","blobServer":"gpu-box:7002"}""" },
        { "welcome/3", $$$"""{"coordinators":["gpu-box:7000","[::1]:7000"],"store":"c0ffee","storeMark":"{{{Order.Key}}}","blobServers":["gpu-box:7002"],"mayLeave":true}""" },
        { "turned-away/1", """{"why":"another version"}""" },
    };

    [Theory, MemberData(nameof(Short))]
    public void Messages_are_written_and_read_as_they_always_were(string manifest, string json)
    {
        var message = _serializer.FromBinary(Encoding.UTF8.GetBytes(json), manifest);
        Assert.Equal(manifest, _serializer.Manifest(message));
        Assert.Equal(json, Text(message));
    }

    [Fact]
    public void Every_message_is_among_those_above_or_below() =>
        Assert.Equal(WireMessages.Names.Order(), Short.Select(row => row.Data.Item1).Append("work-granted/1").Distinct().Order());

    [Fact]
    public void An_order_is_written_and_read_as_it_always_was()
    {
        var json = Text(new TrainerProtocol.WorkGranted(new(7), Order));
        Assert.Equal(
            $$$"""
            {"attempt":7,"order":{"key":"{{{Order.Key}}}","spec":{"model":{"name":"lenet-300-100","init":null,"batchNorm":false,"stem":"Imagenet","width":16},
            "dataset":{"base":"a","half":null,"classes":null,"fraction":null,"labelNoise":null,"label":null},"datasetDigest":"{{{Order.Spec.DatasetDigest}}}",
            "input":{"geometry":{"channels":1,"height":28,"width":28},"normalisation":"Dataset"},
            "recipe":{
            """.ReplaceLineEndings(""),
            json[..json.IndexOf("\"recipe\":{", StringComparison.Ordinal)] + "\"recipe\":{");
        Assert.Equal(["attempt", "order"], JsonNode.Parse(json)!.AsObject().Select(field => field.Key));
        Assert.Equal(["key", "spec", "inputs", "outputs"], JsonNode.Parse(json)!["order"]!.AsObject().Select(field => field.Key));
        Assert.Equal(["model", "dataset", "datasetDigest", "input", "recipe", "seed", "start", "firstStep"], JsonNode.Parse(json)!["order"]!["spec"]!.AsObject().Select(field => field.Key));
        Assert.Equal("winning", (string?)JsonNode.Parse(json)!["order"]!["spec"]!["start"]!["kind"]);
        Assert.Equal(json, Text(Again(json, "work-granted/1")));
    }

    [Fact]
    public void Every_order_of_every_sweep_arrives_as_it_left() =>
        Grids.Small.Sample(spec =>
        {
            foreach (var stage in Sweeps.Plan(spec).Stages)
            {
                var sent = new TrainerProtocol.WorkGranted(new(1), OrderOf(stage));
                var json = Text(sent);
                var came = (TrainerProtocol.WorkGranted)Again(json, "work-granted/1");
                Assert.Equal(json, Text(came));
                Assert.Equal(stage.Spec.CanonicalForm, came.Order.Spec.CanonicalForm);
                Assert.Equal(stage.Outputs.Artifacts, came.Order.Outputs.Artifacts);
                Assert.Equal(stage.Outputs.Masks.Select(mask => mask.Rule.CanonicalForm), came.Order.Outputs.Masks.Select(mask => mask.Rule.CanonicalForm));
            }
        }, iter: 50);

    [Fact]
    public void A_result_arrives_as_it_left()
    {
        var stage = Plan.Stages[0];
        var sent = new CoordinatorProtocol.StageEnded(Trainer, new(7), stage.Key, Outcomes.Completed(stage.Outputs));
        var came = (CoordinatorProtocol.StageEnded)Again(Text(sent), "stage-ended/1");
        var (before, after) = (((StageOutcome.Completed)sent.Outcome).Result, ((StageOutcome.Completed)came.Outcome).Result);
        Assert.Equal(before.Artifacts, after.Artifacts);
        Assert.Equal(before with { Artifacts = [], EpochLosses = [], Inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty },
            after with { Artifacts = [], EpochLosses = [], Inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty });
    }

    [Theory]
    [InlineData("noted/2", "{\"attempt\":7}", "there is no message 'noted/2'")]
    [InlineData("System.Diagnostics.Process", "{}", "there is no message")]
    [InlineData("noted/1", "{\"attempt\":0}", "no attempt's number")]
    [InlineData("noted/1", "{\"attempt\":\"7\"}", "no attempt's number")]
    [InlineData("noted/1", "{}", "required")]
    [InlineData("noted/1", "null", "is empty")]
    [InlineData("noted/1", "{\"attempt\":7,\"attempt\":8}", "uplicate")]
    [InlineData("noted/1", "{\"attempt\":7,\"more\":1}", "could not be mapped")]
    [InlineData("noted/1", "{\"attempt\":7", "cannot be read")]
    [InlineData("noted/1", "\u0000\u0001", "cannot be read")]
    [InlineData("request-work/2", "{\"trainer\":\"cpu 0\",\"last\":null}", "no TrainerId")]
    [InlineData("request-work/2", "{\"trainer\":\"\\u001b[2J\",\"last\":null}", "no TrainerId")]
    [InlineData("stage-ended/1", "{\"trainer\":\"cpu:0\",\"attempt\":1,\"stage\":\"../../etc/passwd\",\"outcome\":{\"kind\":\"cancelled\"}}", "64 hexadecimal characters")]
    [InlineData("stage-ended/1", "{\"trainer\":\"cpu:0\",\"attempt\":1,\"stage\":null,\"outcome\":null}", "cannot be read")]
    [InlineData("stage-ended/1", "{\"trainer\":\"cpu:0\",\"attempt\":1,\"stage\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"outcome\":{\"kind\":\"System.IO.File\"}}", "cannot be read")]
    public void Anything_else_is_refused(string manifest, string json, string why) =>
        Assert.Contains(why, Assert.Throws<WireException>(() => Again(json, manifest)).Message);

    [Theory]
    [InlineData("\"seed\":0", "\"seed\":1")]
    [InlineData("\"lr\":", "\"lr\":1")]
    [InlineData("\"batchNorm\":false", "\"batchNorm\":true")]
    public void An_order_that_was_changed_on_the_way_is_refused(string part, string other)
    {
        var json = Text(new TrainerProtocol.WorkGranted(new(7), Order));
        Assert.Contains(part, json);
        Assert.Contains("as its order says", Assert.Throws<WireException>(() => Again(json.Replace(part, other, StringComparison.Ordinal), "work-granted/1")).Message);
    }

    [Fact]
    public void What_is_no_message_between_processes_is_not_sent()
    {
        Assert.Throws<WireException>(() => _serializer.ToBinary(new CoordinatorProtocol.TrainerLost(Trainer)));
        Assert.Throws<WireException>(() => _serializer.Manifest("text"));
        var endless = new CoordinatorProtocol.StageEnded(Trainer, new(7), Order.Key, Outcomes.Failed(message: new string('x', WireSerializer.MostBytes)));
        Assert.Contains("is not sent", Assert.Throws<WireException>(() => _serializer.ToBinary(endless)).Message);
        Assert.Contains("is longer", Assert.Throws<WireException>(() => _serializer.FromBinary(new byte[WireSerializer.MostBytes + 1], "noted/1")).Message);
    }

    [Fact]
    public void No_random_bytes_do_anything_but_be_refused() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.OneOfConst([.. WireMessages.Names])).Sample((bytes, manifest) =>
        {
            try
            {
                _serializer.FromBinary(bytes, manifest);
            }
            catch (WireException)
            {
                // As it should be.
            }
        });

    private static StageOrder OrderOf(PlannedStage stage) =>
        new(stage.Key, stage.Spec, stage.Tickets.ToImmutableDictionary(key => key, Outcomes.BlobOf), stage.Outputs);

    private string Text(object message) => Encoding.UTF8.GetString(_serializer.ToBinary(message));

    private object Again(string json, string manifest) => _serializer.FromBinary(Encoding.UTF8.GetBytes(json), manifest);
}
