import Measures
import Results
package import Settings
import Texts

extension Baseline {
  /// The baseline of a file's text.
  ///
  /// - Parameter file: stands in messages.
  /// - Throws: `SettingsProblems`: no JSON, another format, and every key that is unknown, missing or of the wrong type,
  ///   every measure and design that does not exist, every tolerance that is none.
  package init(text: String, file: String) throws(SettingsProblems) {
    var reading = BaselineReading(file: file)
    guard let baseline = reading.baseline(text) else { throw SettingsProblems(reading.problems) }
    self = baseline
  }

  /// JSON with sorted keys, a line for each measure with the values of all seeds side by side, so that a change reads as a
  /// table. Equal baselines give equal texts, and reading gives back the baseline.
  package var text: String {
    var lines = ["{", "  \"format\": \(Self.format),", "  \"model_revision\": \(modelRevision),"]
    let entries = scenarios.sorted { $0.key < $1.key }.map { Self.entry($0.key, $0.value) }
    lines += Self.object("scenarios", entries, indent: "  ", isLast: false)
    let bounds = tolerances.map { ($0.shortText, $1.description) }.sorted { $0.0 < $1.0 }
    lines += Self.object(
      "tolerances",
      bounds.map { ["    \(JSONText.quoted($0)): \(JSONText.quoted($1))"] },
      indent: "  ",
      isLast: true
    )
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private static func entry(_ name: String, _ entry: Entry) -> [String] {
    let designs = entry.designs.sorted { $0.key < $1.key }.map { design($0.key, $0.value, of: entry.product) }
    // A baseline of bookings alone looks as it did before there was another product.
    let product = entry.product == .booking ? [:] : ["product": entry.product.rawValue]
    let texts = ["hash": entry.hash, "path": entry.path].merging(product) { $1 }.sorted { $0.key < $1.key }
    let members = texts.map { "      \"\($0.key)\": \(JSONText.quoted($0.value))" }
    return ["    \(JSONText.quoted(name)): {"]
      + object("designs", designs, indent: "      ", isLast: false)
      + [members.joined(separator: ",\n"), "    }"]
  }

  private static func design(
    _ name: String,
    _ values: [UInt64: [MeasureValue]],
    of product: Product
  ) -> [String] {
    let seeds = values.keys.sorted()
    let indent = "            "
    let rows = MeasureSet.baseline(of: product).enumerated().map { index, measure in
      (name: measure.shortText, values: seeds.map { text(values[$0]?[index] ?? .missing) }.joined(separator: ", "))
    }
    let lines = rows.sorted { $0.name < $1.name }.map { ["\(indent)\(JSONText.quoted($0.name)): [\($0.values)]"] }
    return [
      "        \(JSONText.quoted(name)): {",
      "          \"seeds\": [\(seeds.map(String.init).joined(separator: ", "))],",
    ] + object("values", lines, indent: "          ", isLast: true) + ["        }"]
  }

  /// A member that is an object of members, each of some lines.
  private static func object(_ name: String, _ members: [[String]], indent: String, isLast: Bool) -> [String] {
    let comma = isLast ? "" : ","
    guard let last = members.last else { return ["\(indent)\"\(name)\": {}\(comma)"] }
    let others = members.dropLast().flatMap { lines in lines.dropLast() + [(lines.last ?? "") + ","] }
    return ["\(indent)\"\(name)\": {"] + others + last + ["\(indent)}\(comma)"]
  }

  /// Numbers have as many digits as it takes to read them back.
  private static func text(_ value: MeasureValue) -> String {
    switch value {
    case .number(let number): return DoubleText.shortest(number)
    case .share(let events, let trials): return "[\(events), \(trials)]"
    case .never: return "\"never\""
    case .missing: return "null"
    }
  }
}
