import Measures
import Results
import Settings
import Texts

/// Reads the file of a baseline whole: whatever is wrong with it is told at once, and nothing of it is used.
struct BaselineReading {
  /// What stands at a key, if anything does.
  private struct Field {
    /// With the keys around it; empty for the whole file.
    let key: String
    /// Its own, or that of the object that lacks it.
    let line: Int
    let node: JSONNode?

    var shown: String { node?.shown ?? "missing" }

    func inner(_ name: String, line: Int, _ node: JSONNode?) -> Field {
      Field(key: key.isEmpty ? name : "\(key).\(name)", line: line, node: node)
    }

    func item(_ index: Int, _ node: JSONNode) -> Field {
      Field(key: "\(key)[\(index)]", line: node.line, node: node)
    }
  }

  private let file: String
  private(set) var problems: [SettingsProblem] = []

  init(file: String) { self.file = file }

  /// nil after reporting what is wrong.
  mutating func baseline(_ text: String) -> Baseline? {
    let root: Field
    do {
      let node = try JSONReader.node(text)
      root = Field(key: "", line: node.line, node: node)
    } catch {
      let place = Field(key: "", line: error.line, node: nil)
      report("is no JSON: \(error.message). Expected a baseline, which check --update writes.", at: place)
      return nil
    }
    // Of another format nothing else can be said.
    guard case .object? = root.node?.value else {
      report("is \(root.shown); expected an object, as check --update writes it.", at: root)
      return nil
    }
    guard hasRightFormat(root), hasKeys(["format", "model_revision", "scenarios", "tolerances"], root) else {
      return nil
    }
    let revision = revision(field("model_revision", of: root))
    let tolerances = tolerances(field("tolerances", of: root))
    var scenarios: [String: Baseline.Entry] = [:]
    for (name, field) in members(field("scenarios", of: root)) { scenarios[name] = entry(field, named: name) }
    guard problems.isEmpty, let revision else { return nil }
    return Baseline(modelRevision: revision, scenarios: scenarios, tolerances: tolerances)
  }

  private mutating func revision(_ field: Field) -> Int? {
    guard let revision = whole(field) else { return nil }
    if revision > Int.max { report("is \(revision); expected at most \(Int.max).", at: field) }
    return Int(exactly: revision)
  }

  private mutating func hasRightFormat(_ root: Field) -> Bool {
    let field = field("format", of: root)
    if case .text(let name)? = field.node?.value, name.hasPrefix("booking-sim/") {
      report("is \(name); expected a baseline. A result of check is compared with --against.", at: field)
      return false
    }
    guard let format = whole(field) else { return false }
    guard format == UInt64(Baseline.format) else {
      report(
        "is \(format), of another version of this program; expected \(Baseline.format). Write the file anew: "
          + "move it away and run check with --update.",
        at: field
      )
      return false
    }
    return true
  }

  // MARK: Parts

  private mutating func entry(_ field: Field, named name: String) -> Baseline.Entry? {
    guard hasKeys(["designs", "hash", "path", "product"], field) else { return nil }
    guard let product = product(self.field("product", of: field)) else { return nil }
    let pathField = self.field("path", of: field)
    let (path, hash) = (text(pathField), text(self.field("hash", of: field)))
    if let path, SettingsDocument.name(of: path) != name {
      report("is \"\(path)\"; expected the path of a file that is called \(name).yaml.", at: pathField)
    }
    var designs: [String: [UInt64: [MeasureValue]]] = [:]
    for (design, field) in members(self.field("designs", of: field)) {
      if let objection = product.objection(toDesign: design) { report("is no design: \(objection)", at: field) }
      designs[design] = values(field, of: product)
    }
    guard let path, let hash else { return nil }
    return Baseline.Entry(product: product, path: path, hash: hash, designs: designs)
  }

  /// What a scenario of bookings leaves out.
  private mutating func product(_ field: Field) -> Product? {
    guard field.node != nil else { return .booking }
    guard let name = text(field) else { return nil }
    if let product = Product(rawValue: name) { return product }
    let known = Product.allCases.map(\.rawValue).joined(separator: " or ")
    report("is \"\(name)\"; expected \(known).", at: field)
    return nil
  }

  private mutating func values(_ field: Field, of product: Product) -> [UInt64: [MeasureValue]] {
    guard hasKeys(["seeds", "values"], field) else { return [:] }
    let seeds = seeds(self.field("seeds", of: field))
    let rows = self.field("values", of: field)
    let written = measures(rows, of: product)
    var values = seeds.map { _ in [MeasureValue]() }
    for measure in MeasureSet.baseline(of: product) {
      guard let row = written.first(where: { $0.measure == measure })?.field else {
        if case .object? = rows.node?.value {
          let place = rows.inner(measure.shortText, line: rows.line, nil)
          report("is missing; expected a list of \(seeds.count) values. Run check with --update.", at: place)
        }
        continue
      }
      guard case .list(let items)? = row.node?.value, items.count == seeds.count else {
        report("is \(row.shown); expected a list of \(seeds.count) values, one for each seed.", at: row)
        continue
      }
      for (index, item) in items.enumerated() {
        if let value = value(row.item(index, item), of: measure) { values[index].append(value) }
      }
    }
    return Dictionary(zip(seeds, values)) { first, _ in first }
  }

  private mutating func seeds(_ field: Field) -> [UInt64] {
    guard case .list(let items)? = field.node?.value, !items.isEmpty else {
      report("is \(field.shown); expected a list of seeds.", at: field)
      return []
    }
    let seeds = items.enumerated().compactMap { whole(field.item($0, $1)) }
    guard seeds.count == items.count else { return [] }
    if zip(seeds, seeds.dropFirst()).contains(where: { $0 >= $1 }) {
      report("is not ascending; expected each seed once, the smallest first.", at: field)
    }
    return seeds
  }

  private mutating func value(_ field: Field, of measure: Measure) -> MeasureValue? {
    let isShare = measure.unit == .share
    switch field.node?.value {
    case .null: return .missing
    case .text("never"): return .never
    case .whole(let number) where !isShare: return .number(Double(number))
    case .number(let number) where !isShare: return .number(number)
    case .list(let items) where isShare:
      if let share = Self.share(items.map(\.value)) { return share }
    default: break
    }
    let form = isShare ? "[events, trials]" : "a number"
    report("is \(field.shown); expected \(form), \"never\" or null.", at: field)
    return nil
  }

  private static func share(_ items: [JSONNode.Value]) -> MeasureValue? {
    guard items.count == 2, case .whole(let events) = items[0], case .whole(let trials) = items[1] else { return nil }
    guard trials > 0, trials < Int.max, events <= trials else { return nil }
    return .share(events: Int(events), trials: Int(trials))
  }

  private mutating func tolerances(_ field: Field) -> [Measure: Tolerance] {
    guard field.node != nil else { return [:] }
    var tolerances: [Measure: Tolerance] = [:]
    for (measure, field) in tolerated(field) {
      if case .text(let text)? = field.node?.value, let tolerance = Tolerance(text, for: measure.unit) {
        tolerances[measure] = tolerance
      } else {
        report("is \(field.shown); expected \(Tolerance.expectation(for: measure.unit)).", at: field)
      }
    }
    return tolerances
  }

  /// Measures of whichever product has them; what both have is tolerated in both.
  private mutating func tolerated(_ field: Field) -> [(measure: Measure, field: Field)] {
    func isOf(_ product: Product, _ name: String) -> Bool {
      (try? Measure(parsing: name, of: product)).map(MeasureSet.baseline(of: product).contains) ?? false
    }
    func isNear(_ product: Product, _ name: String) -> Bool {
      NearestName(candidates: MeasureSet.baseline(of: product).map(\.shortText)).match(name) != nil
    }
    let all = members(field)
    // What no product has is told as one of bookings, unless only the sync has a measure that is written much like it.
    let isOfSync = all.map { member in
      !isOf(.booking, member.name)
        && (isOf(.bulkSync, member.name) || !isNear(.booking, member.name) && isNear(.bulkSync, member.name))
    }
    let parts = zip(all, isOfSync)
    return measures(parts.filter { !$0.1 }.map(\.0), of: .booking)
      + measures(parts.filter(\.1).map(\.0), of: .bulkSync)
  }

  private mutating func measures(_ field: Field, of product: Product) -> [(measure: Measure, field: Field)] {
    measures(members(field), of: product)
  }

  /// Members whose keys are measures of a baseline, each once.
  private mutating func measures(
    _ members: [(name: String, field: Field)],
    of product: Product
  ) -> [(measure: Measure, field: Field)] {
    var found: [(measure: Measure, field: Field)] = []
    for (name, field) in members {
      do throws(MeasureSyntaxError) {
        let measure = try Measure(parsing: name, of: product)
        if !MeasureSet.baseline(of: product).contains(measure) {
          report("is no measure of a baseline; expected \(Self.hint(name, product)).", at: field)
        } else if found.contains(where: { $0.measure == measure }) {
          report("is given again as another name of \(measure.shortText); expected each measure once.", at: field)
        } else {
          found.append((measure, field))
        }
      } catch {
        report("is no measure of a baseline, \(error)", at: field)
      }
    }
    return found
  }

  private static func hint(_ name: String, _ product: Product) -> String {
    let known = MeasureSet.baseline(of: product).map(\.shortText)
    return NearestName(candidates: known).match(name) ?? "one of \(known.joined(separator: ", "))"
  }

  // MARK: Forms

  private mutating func members(_ field: Field) -> [(name: String, field: Field)] {
    guard case .object(let members)? = field.node?.value else {
      report("is \(field.shown); expected an object.", at: field)
      return []
    }
    return members.map { ($0.name, field.inner($0.name, line: $0.line, $0.node)) }
  }

  /// A member of an object, whether it is there or not.
  private func field(_ name: String, of field: Field) -> Field {
    guard case .object(let members)? = field.node?.value, let member = members.first(where: { $0.name == name }) else {
      return field.inner(name, line: field.line, nil)
    }
    return field.inner(name, line: member.line, member.node)
  }

  private mutating func text(_ field: Field) -> String? {
    if case .text(let text)? = field.node?.value, !text.isEmpty { return text }
    report("is \(field.shown); expected a text.", at: field)
    return nil
  }

  private mutating func whole(_ field: Field) -> UInt64? {
    if case .whole(let number)? = field.node?.value { return number }
    report("is \(field.shown); expected a whole number.", at: field)
    return nil
  }

  /// Whether it is an object at all; keys that it should not have are reported, too.
  private mutating func hasKeys(_ known: [String], _ field: Field) -> Bool {
    guard case .object? = field.node?.value else {
      report("is \(field.shown); expected an object.", at: field)
      return false
    }
    for (name, field) in members(field) where !known.contains(name) {
      let near = NearestName(candidates: known).match(name).map { ". Did you mean \($0)?" }
      report("is not a known key" + (near ?? "; known here are \(known.joined(separator: ", "))."), at: field)
    }
    return true
  }

  private mutating func report(_ message: String, at field: Field) {
    let key = field.key.isEmpty ? nil : field.key
    problems.append(SettingsProblem(file: file, line: field.line, key: key, message: message))
  }
}
