import HubSpotAPI
import VirtualTime

/// Something that happened to an object, for those who want to hear of it.
struct ObjectChange: Hashable {
  let kind: WebhookEvent.Kind
  let type: ObjectType
  let id: ObjectID
  let at: VirtualInstant
  /// Of a change: its new value is empty when it was cleared.
  var property: Property?
  var isByHand = false
}
