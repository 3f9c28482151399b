package import Findings
import Foundation
package import Measurements

/// Summaries as JSON: stable keys with units, sorted; equal runs give equal bytes.
package enum JSONReport {
  /// One run.
  package static func text(_ summary: RunSummary) throws -> String { try encode(summary) }

  /// Several runs, in the order given.
  package static func text(_ summaries: [RunSummary]) throws -> String { try encode(summaries) }

  /// An experiment.
  package static func text(_ fold: ReplicationFold) throws -> String { try encode(ReplicationDocument(fold)) }

  /// The answer to a question for capacity.
  package static func text(_ answer: CapacityAnswer) throws -> String { try encode(answer) }

  private static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
