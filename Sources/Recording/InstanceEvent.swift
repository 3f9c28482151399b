package import HubSpotClient
package import Ports

/// What instances of any product report of themselves, and a run counts.
package enum InstanceEvent: Hashable, Sendable {
  case alert(Alert)
  /// The length of a queue, each time an instance looks at it.
  case queueLength(queue: String, length: Int)
  /// A background job has made a pass.
  case jobPass(job: String, instance: Int, startedAt: Timestamp, changedSomething: Bool)
  /// An item went to the dead-letter queue.
  case deadLetter(queue: String)
  /// Something unfinished was brought to its end; what, as a stable name of the product's.
  case recovered(String)
  /// HubSpot answered in a way that the product has no use for.
  case unexpectedReply(call: String, status: Int, message: String)
}
