import Foundation

/// `docs/formats.md` as tests read it: what each section says of keys and columns.
package struct FormatsPage {
  /// A row of a table: one of its names, and in the column of units perhaps the section that tells the keys within.
  private struct Entry {
    let name: String
    let within: String?
  }

  private var sections: [String: [Entry]] = [:]

  package init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let page = try String(contentsOf: root.appending(path: "docs/formats.md"), encoding: .utf8)
    var title = ""
    for line in page.split(separator: "\n") {
      if line.hasPrefix("#") {
        title = line.drop { "# ".contains($0) }.lowercased()
        sections[title] = []
      } else if line.hasPrefix("| `") {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        let link = cells[2].firstMatch(of: /\[(.+?)\]\(#.+?\)/).map { String($0.1) }
        let within = cells[2].contains("any") ? "any" : link
        sections[title]? += cells[1].matches(of: /`(.+?)`/).map { Entry(name: String($0.1), within: within) }
      }
    }
  }

  /// The columns that a section tells, in its order.
  package func columns(_ section: String) -> [String] { (sections[section] ?? []).map(\.name) }

  /// What is wrong between a section and documents of its format: keys that are written and not told, and keys that are
  /// told and in none of the documents.
  package func complaints(_ section: String, _ documents: [String]) throws -> [String] {
    let told = paths(section)
    var complaints: [String] = []
    var seen: Set<KeyPath> = []
    for text in documents {
      let root = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
      for leaf in leaves(root, KeyPath()) {
        let matching = told.filter { $0.matches(leaf.path) }
        seen.formUnion(matching)
        let isOpen = leaf.isEmpty && told.contains { $0.begins(leaf.path) }
        if matching.isEmpty, !isOpen { complaints.append("\(leaf.path.text) is not told") }
      }
    }
    complaints += told.filter { !seen.contains($0) }.map { "\($0.text) is never written" }
    return Set(complaints).sorted()
  }

  private func paths(_ section: String, from start: KeyPath = KeyPath()) -> [KeyPath] {
    (sections[section] ?? []).flatMap { entry -> [KeyPath] in
      let path = start.appending(written: entry.name)
      switch entry.within {
      case nil: return [path]
      case "values": return [path.appending("()")]
      case "any": return [path.appending("*")]
      case let inner?: return paths(inner, from: path)
      }
    }.filter { path in
      // Runs within another document have no format of their own.
      start.segments.isEmpty || !["format", "version"].contains(path.segments.last ?? "")
    }
  }

  private func leaves(_ value: Any, _ path: KeyPath) -> [(path: KeyPath, isEmpty: Bool)] {
    switch value {
    case let object as [String: Any] where !object.isEmpty:
      object.sorted { $0.key < $1.key }.flatMap { leaves($0.value, path.appending($0.key)) }
    case let list as [Any] where !list.isEmpty:
      list.flatMap { leaves($0, path.appending("[]")) }
    default:
      [(path, value is NSNull || (value as? [Any])?.isEmpty == true || (value as? [String: Any])?.isEmpty == true)]
    }
  }
}

/// The keys on the way to a value; `[]` for an item of a list, `<word>` for any key, `*` for whatever is within, `()` at
/// the end for a value that may be a pair.
private struct KeyPath: Hashable {
  var segments: [String] = []

  var text: String { segments.joined(separator: ".").replacing(".[]", with: "[]") }

  func appending(_ segment: String) -> KeyPath { KeyPath(segments: segments + [segment]) }

  /// `bookings.refused.<code>`, `alerts[].name`
  func appending(written text: String) -> KeyPath {
    let parts = text.replacing("[]", with: ".[]").split(separator: ".").map(String.init)
    return KeyPath(segments: segments + parts)
  }

  func matches(_ path: KeyPath) -> Bool {
    if segments.last == "*" { return begins(path, upTo: segments.count - 1) }
    if segments.last == "()" {
      let plain = KeyPath(segments: segments.dropLast())
      return plain.matches(path) || plain.appending("[]").matches(path)
    }
    return path.segments.count == segments.count && fits(path.segments[...])
  }

  /// Whether a value at the path could have this one in it.
  func begins(_ path: KeyPath) -> Bool { path.segments.count < segments.count && fits(path.segments[...]) }

  private func begins(_ path: KeyPath, upTo count: Int) -> Bool {
    path.segments.count >= count && fits(path.segments.prefix(count))
  }

  private func fits(_ others: ArraySlice<String>) -> Bool {
    zip(segments, others).allSatisfy { own, other in own.hasPrefix("<") && other != "[]" || own == other }
  }
}
