/// Every value of a scenario, and where it comes from.
package struct ResolvedScenario: Encodable, Sendable {
  /// As the user named it.
  package let path: String
  package let hash: String
  /// In the order of the format.
  package let values: [Value]

  package init(path: String, hash: String, values: [Value]) {
    self.path = path
    self.hash = hash
    self.values = values
  }

  private enum CodingKeys: String, CodingKey {
    case path, values
    case hash = "scenario_hash"
  }

  /// A key with its value.
  package struct Value: Encodable, Hashable, Sendable {
    package let key: String
    package let value: Plain
    package let source: Source

    package init(key: String, value: Plain, source: Source) {
      self.key = key
      self.value = value
      self.source = source
    }

    private enum CodingKeys: String, CodingKey {
      case key, value, source, line, from
    }

    /// `line` is there for every value, and so is the key that a value follows `from`.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(key, forKey: .key)
      try container.encode(value, forKey: .value)
      try container.encode(source.name, forKey: .source)
      var (line, from): (Int?, String?)
      switch source {
      case .file(let number): line = number
      case .follows(let other): from = other
      case .set, .usual: break
      }
      try container.encode(line, forKey: .line)
      try container.encode(from, forKey: .from)
    }
  }

  package enum Source: Hashable, Sendable {
    /// A line of the file, from 1.
    case file(line: Int)
    /// `--set` on the command line.
    case set
    /// Nobody has said anything else.
    case usual
    /// It is not there, and comes to what another key says.
    case follows(String)

    /// As a stable name.
    package var name: String {
      switch self {
      case .file: "file"
      case .set: "set"
      case .usual: "default"
      case .follows: "derived"
      }
    }
  }

  /// A value without any key in it.
  package indirect enum Plain: Encodable, Hashable, Sendable {
    case none
    case flag(Bool)
    /// As a file writes it.
    case number(String)
    case text(String)
    case list([Plain])

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .none: try container.encodeNil()
      case .flag(let flag): try container.encode(flag)
      case .number(let text):
        // What a file writes as a whole number is one.
        if let whole = Int(text) { try container.encode(whole) } else { try container.encode(Double(text)) }
      case .text(let text): try container.encode(text)
      case .list(let items): try container.encode(items)
      }
    }
  }
}
