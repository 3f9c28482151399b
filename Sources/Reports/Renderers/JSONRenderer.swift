import Foundation

/// Documents as JSON: stable keys, sorted, with units; equal results give equal bytes.
enum JSONRenderer {
  static func text(_ document: any Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }
}
