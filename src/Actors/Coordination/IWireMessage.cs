namespace Sweeper.Actors.Coordination;

/// <summary>Marks the messages that may cross a process boundary: a closed set, small, without tensors or references to actors.</summary>
public interface IWireMessage;
