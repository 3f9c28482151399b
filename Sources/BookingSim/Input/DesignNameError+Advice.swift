import BookingCore
import Texts

extension DesignNameError {
  /// The message, with what was probably meant.
  var advice: String { meant.map { "\(description) Did you mean \($0)?" } ?? description }

  private var meant: String? {
    switch self {
    case .unknownDesign(let name, let known): NearestName(candidates: known).match(name)
    case .unknownRole(let text, let known): Self.role(text, among: known)
    case .unknownPart(let part, let role, let known):
      NearestName(candidates: known).match(part).map { "+\(role)=\($0)" }
    case .roleTwice, .impossible: nil
    }
  }

  /// Of a text as it stands behind the plus; the part is kept, for it may be right.
  private static func role(_ text: String, among known: [String]) -> String? {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let near = NearestName(candidates: known).match(String(sides[0])) else { return nil }
    return "+\(near)=\(sides.count == 2 ? String(sides[1]) : "...")"
  }
}
