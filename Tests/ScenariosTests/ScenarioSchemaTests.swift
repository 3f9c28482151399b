import Fixtures
import Foundation
import Testing

@testable import Scenarios

@Suite("The schema of scenario files")
struct ScenarioSchemaTests {
  /// The schema as any reader of JSON sees it.
  private let root: [String: Any]

  init() throws {
    let object = try JSONSerialization.jsonObject(with: Data(ScenarioSchema.json().utf8))
    root = try #require(object as? [String: Any])
  }

  @Test("has the keys that reading knows, and no others")
  func keys() {
    var found: [String] = []
    for key in keys(of: root) where !found.contains(key) { found.append(key) }
    #expect(found.sorted() == ScenarioSchema.keys.sorted())
    #expect(Set(ScenarioSchema.keys).count == ScenarioSchema.keys.count)
  }

  @Test("is committed as it is, for editors (renew: booking-sim schema > scenarios/schema.json)")
  func committed() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let file = try String(contentsOf: root.appending(path: "scenarios/schema.json"), encoding: .utf8)
    #expect(file == ScenarioSchema.json() + "\n")
  }

  @Test("has a name that belongs to no host, and the version of the format in it")
  func identifier() {
    #expect(root["$id"] as? String == "urn:booking-sim:scenario:\(ScenarioDraft.version)")
    #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test("lets no mapping have other keys")
  func closed() {
    var objects = 0
    visit(root) { schema in
      guard schema["properties"] != nil else { return }
      objects += 1
      #expect(schema["additionalProperties"] as? Bool == false)
      #expect(schema["type"] as? String == "object")
    }
    #expect(objects > 20)
  }

  @Test("requires the version, the summary and the arrivals")
  func required() throws {
    #expect(root["required"] as? [String] == ["scenario_version", "summary", "load"])
    let load = try property(root, "load")
    #expect(load["required"] as? [String] == ["arrivals"])
  }

  @Test("shows defaults that reading agrees with: a file in which they are written out resolves alike")
  func defaults() throws {
    let plain = try ScenarioText.scenario()
    var tried = 0
    for key in ScenarioSchema.keys {
      let names = key.split(separator: ".").map(String.init)
      guard !key.hasPrefix("load.arrivals"),
        !["visitors.browse", "visitors.cancel", "double_click", "hubspot.webhooks"].contains(where: key.contains),
        let preset = try names.reduce(root, property)["default"]
      else { continue }
      // What is under load continues the mapping of line 3.
      let isInLoad = names.first == "load"
      var line = "\(preset)"
      if let number = preset as? NSNumber {
        line = NumberText.text(number)
      } else if let list = preset as? [NSNumber] {
        line = "[" + list.map(\.stringValue).joined(separator: ", ") + "]"
      }
      for name in names.dropFirst(isInLoad ? 2 : 1).reversed() { line = "{ \(name): \(line) }" }
      // A share has no default, and without one there is no other traffic.
      line = line.replacing("{ arrivals:", with: "{ share_percent: 0, arrivals:")
      let text = isInLoad ? "  \(names[1]): \(line)\n" : "\(names[0]): \(line)\n"
      #expect(try ScenarioText.scenario(adding: text).hash == plain.hash, "\(text)")
      tried += 1
    }
    #expect(tried > 60)
  }

  @Test("tells for each key what it is")
  func descriptions() throws {
    for key in ScenarioSchema.keys where !key.hasPrefix("load.arrivals.") {
      let schema = try key.split(separator: ".").map(String.init).reduce(root, property)
      let text = try #require(schema["description"] as? String, "\(key)")
      #expect(text.hasSuffix("."), "\(key)")
    }
  }

  private func property(_ schema: [String: Any], _ name: String) throws -> [String: Any] {
    let properties = try #require(schema["properties"] as? [String: Any])
    return try #require(properties[name] as? [String: Any], "\(name)")
  }

  private func keys(of schema: [String: Any]) -> [String] {
    let alternatives = (schema["oneOf"] as? [[String: Any]] ?? []).flatMap(keys)
    guard let properties = schema["properties"] as? [String: Any] else { return alternatives }
    return properties.keys.sorted().flatMap { name -> [String] in
      let inner = keys(of: properties[name] as? [String: Any] ?? [:])
      return inner.isEmpty ? [name] : inner.map { "\(name).\($0)" }
    }
  }

  private func visit(_ schema: [String: Any], _ body: ([String: Any]) -> Void) {
    body(schema)
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    for name in properties.keys.sorted() { visit(properties[name] ?? [:], body) }
    for alternative in schema["oneOf"] as? [[String: Any]] ?? [] { visit(alternative, body) }
    if let items = schema["items"] as? [String: Any] { visit(items, body) }
  }
}

/// JSON's truth values and numbers look alike once they are read.
private enum NumberText {
  static func text(_ number: NSNumber) -> String {
    String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
      ? (number.boolValue ? "true" : "false") : number.stringValue
  }
}
