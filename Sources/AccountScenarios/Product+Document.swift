package import Measures
package import Settings

/// What a scenario is run with: its key `product`.
extension Product {
  /// The key that names it.
  package static let key = "product"

  /// The product that a document names; nil of one that is no scenario.
  package init?(of document: SettingsDocument) {
    guard let root = document.topLevel else { return nil }
    guard let name = root[Self.key] else {
      self = .booking
      return
    }
    self.init(rawValue: name.text)
  }

  /// Refuses a document that names another product. One that names none that there is passes: its key is judged with the
  /// others.
  package func check(_ document: SettingsDocument) throws(SettingsProblems) {
    guard let named = Product(of: document), named != self else { return }
    let line = document.topLevel?[Self.key]?.line
    let found =
      line == nil ? "is not there, so that the file is a scenario of \(named.rawValue)" : "is \(named.rawValue)"
    throw SettingsProblems([
      SettingsProblem(
        file: document.file,
        line: line,
        key: Self.key,
        message: "\(found); expected \(rawValue). Such files are for \(named.commands)."
      )
    ])
  }

  private var commands: String {
    switch self {
    case .booking: "booking-sim run, compare, check and the other commands of bookings"
    case .bulkSync: "booking-sim sync, check, capacity and claims"
    }
  }
}
