/// Gives identifiers that are unique among all instances of one world: lease tokens, claim names.
package protocol IdentifierSource: Sendable {
  func next() -> String
}
