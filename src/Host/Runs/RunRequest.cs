using Sweeper.Actors.Coordination;

namespace Sweeper.Host.Runs;

/// <summary>What the user asks of <c>run</c>.</summary>
/// <param name="SpecPath">The sweep file.</param>
/// <param name="StoreFolder">The store.</param>
/// <param name="Trainers">The trainers to start.</param>
/// <param name="Console">How progress is shown: auto, live, plain, none.</param>
/// <param name="Huge">Whether more cells than usual are meant.</param>
internal sealed record RunRequest(string SpecPath, string StoreFolder, IReadOnlyList<TrainerId> Trainers, string Console, bool Huge);
