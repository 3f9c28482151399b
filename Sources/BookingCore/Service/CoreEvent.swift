package import Ports

/// What the core reports about itself.
package enum CoreEvent: Hashable, Sendable {
  case alert(Alert)
  /// The length of a queue, each time the core looks at it.
  case queueLength(queue: String, length: Int)
  /// A background job has made a pass.
  case jobPass(job: String, instance: Int, startedAt: Timestamp, changedSomething: Bool)
  /// An item went to the dead-letter queue.
  case deadLetter(queue: String)
  /// The recovery has brought something unfinished to its end.
  case recovered(Recovery)
  /// HubSpot answered in a way that the core does not expect, for example a 400.
  case unexpectedReply(call: String, status: Int, message: String)

  package enum Recovery: String, Hashable, Sendable {
    case bookingUndone, cancellationFinished, noteWritten
  }
}

/// Something that an operator would be told.
package struct Alert: Hashable, Sendable {
  package enum Severity: String, Hashable, Comparable, Sendable {
    case warning, critical

    package static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .critical }
  }

  package var severity: Severity
  /// What is watched, as a stable name: `ten_second_remaining`, `assoc_queue_length`.
  package var name: String
  /// The value that raised it, in the unit that the name implies.
  package var value: Int
  /// The threshold that it crossed.
  package var threshold: Int

  package init(_ severity: Severity, _ name: String, value: Int, threshold: Int) {
    self.severity = severity
    self.name = name
    self.value = value
    self.threshold = threshold
  }
}
