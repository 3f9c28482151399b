/// The death of resident instances at a moment, and when others take their places.
///
/// A place is what a host keeps an instance at. Who dies there loses its memory and whatever it waits for; what it has sent
/// has its effect. A place whose instance is dead already is left alone: the one that comes is on its way.
package struct InstanceCrash: Hashable, Sendable {
  /// Since the start of the run.
  package let at: Duration
  /// Of the instance that dies, from 0; nil for all.
  package let place: Int?
  /// From the death until a new instance is at the place.
  package let backAfter: Duration

  package init(at: Duration, place: Int?, backAfter: Duration) {
    self.at = at
    self.place = place
    self.backAfter = backAfter
  }
}
