/// A change of a switch, at a moment of a run: from then on so many of a hundred contacts use another part in a role of the
/// design.
package struct SwitchChange: Hashable, Sendable {
  /// Since the start of the run.
  package internal(set) var at: Duration = .zero
  package internal(set) var role = ""
  /// What they use; the others use what the design has.
  package internal(set) var part = ""
  package internal(set) var percent = 0
}
