import Experiments
import Measures

extension Input {
  /// The objective of a capacity search: a service level by its name, or thresholds separated by commas.
  static func objective(_ text: String) throws(CommandEnd) -> [Threshold] {
    let option = "--slo"
    if let level = ServiceLevel(rawValue: text) { return try thresholds(level.thresholds, option: option) }
    // One word is no threshold; that of a metric begins one.
    let isName = !text.isEmpty && text.allSatisfy { $0.isLetter || $0 == "-" }
    guard !isName || MetricCatalogue.booking.all.contains(where: { $0.name == text }) else {
      throw .badInput("\(option): \(ServiceLevel.objection(to: text))")
    }
    return try thresholds(text, option: option)
  }
}
