package import HubSpotAPI
package import HubSpotClient
package import Ports

/// What the core reports about itself.
package enum CoreEvent: Hashable, Sendable {
  /// Raised by the core, or by a layer on the way to HubSpot: an operator is told of both alike.
  case alert(Alert)
  /// A layer on the way to HubSpot reports something of its own.
  case layer(LayerEvent)
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
  /// Somebody has looked at what is remembered.
  case cacheLook(CacheLook)
  /// What is remembered was compared with HubSpot: how much of it differed.
  case cacheChecked(different: Int)
  /// A worker has looked at its queue, and written what it could.
  case queuePass(QueuePass)
  /// Something has happened to a booking request that waits in the queue.
  case queue(QueueEvent)
  /// What an event of HubSpot's changes of what the instance knows has been changed.
  case webhookWorkedOff(instance: Int, ObjectReference, occurredAt: Timestamp)

  package enum Recovery: String, Hashable, Sendable {
    case bookingUndone, cancellationFinished, noteWritten
  }
}

/// Takes the events of the layers among the core's.
struct ClientEvents: EventSink {
  let core: any EventSink<CoreEvent>

  func record(_ event: ClientEvent) {
    switch event {
    case .alert(let alert): core.record(.alert(alert))
    case .layer(let event): core.record(.layer(event))
    }
  }
}
