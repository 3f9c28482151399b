/// A text that names no design.
package enum DesignNameError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownDesign(String, known: [String])
  /// The text after a plus is not `role=part` with a known role.
  case unknownRole(String, known: [String])
  case unknownPart(String, role: String, known: [String])
  case roleTwice(String)
  case impossible(String, String)

  package var description: String {
    switch self {
    case .unknownDesign(let name, let known):
      "There is no design \"\(name)\"; expected one of \(known.joined(separator: ", "))."
    case .unknownRole(let text, let known):
      "\"+\(text)\" replaces no part of a design; expected +role=part with a role of \(known.joined(separator: ", "))."
    case .unknownPart(let part, let role, let known):
      "There is no part \"\(part)\" for the role \(role); expected one of \(known.joined(separator: ", "))."
    case .impossible(let name, let objection):
      "\(name) cannot be right: \(objection). Choose other parts."
    case .roleTwice(let role):
      "The role \(role) is replaced twice; expected each role at most once."
    }
  }

  /// Whether what is named may exist one day: what a promise about a future part is told by.
  package var isAboutMissingPart: Bool {
    switch self {
    case .unknownDesign, .unknownRole, .unknownPart: true
    case .roleTwice, .impossible: false
    }
  }
}
