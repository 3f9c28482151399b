/// What the store was used for.
package struct StoreNumbers: Hashable, Sendable, Codable {
  package var commands: Int
  package var keys: Int
  package var usedMemoryBytes: Int

  package init(commands: Int, keys: Int, usedMemoryBytes: Int) {
    self.commands = commands
    self.keys = keys
    self.usedMemoryBytes = usedMemoryBytes
  }

  package enum CodingKeys: String, CodingKey {
    case commands
    case keys = "keys_at_end"
    case usedMemoryBytes = "used_memory_at_end_bytes"
  }
}

package struct QueueNumbers: Hashable, Sendable, Codable {
  package var name: String
  package var longest: Int
  package var lengthAtEnd: Int

  package init(name: String, longest: Int, lengthAtEnd: Int) {
    self.name = name
    self.longest = longest
    self.lengthAtEnd = lengthAtEnd
  }

  package enum CodingKeys: String, CodingKey {
    case name
    case longest = "longest_items"
    case lengthAtEnd = "at_end_items"
  }
}

package struct JobNumbers: Hashable, Sendable, Codable {
  package var name: String
  package var passes: Int
  package var passesWithWork: Int

  package init(name: String, passes: Int, passesWithWork: Int) {
    self.name = name
    self.passes = passes
    self.passesWithWork = passesWithWork
  }

  package enum CodingKeys: String, CodingKey {
    case name, passes
    case passesWithWork = "passes_with_work"
  }
}
