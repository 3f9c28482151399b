import ArgumentParser
import Reports

/// What `--format` takes, and its help: what the result offers.
extension ReportView: ExpressibleByArgument {
  public init?(argument: String) {
    guard let view = Report.offered.first(where: { $0.name == argument }) else { return nil }
    self = view
  }

  public static var allValueStrings: [String] { Report.offered.map(\.name) }

  public var defaultValueDescription: String { name }

  /// The view of the same name of another result, for commands that can come to several kinds.
  func of<Other>(_: Other.Type) throws(CommandEnd) -> ReportView<Other> {
    guard let view = ReportView<Other>(argument: name) else {
      let offered = Other.offered.map(\.name).joined(separator: ", ")
      throw .badInput("--format is \(name), which this result does not have; expected one of \(offered).")
    }
    return view
  }
}
