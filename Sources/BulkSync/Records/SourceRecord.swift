package import HubSpotAPI

/// What a record is known by in its source: `1880-F-Mary`. HubSpot's object bears it in a unique property.
package struct RecordKey: Hashable, Sendable {
  package let year: Int16
  package let sex: Sex
  package let name: String

  package init(year: Int16, sex: Sex, name: String) {
    self.year = year
    self.sex = sex
    self.name = name
  }
}

extension RecordKey: Comparable, CustomStringConvertible {
  package var description: String { "\(year)-\(sex.letter)-\(name)" }

  /// Reads what `description` writes; nil for anything else.
  package init?(_ text: String) {
    // At bytes: Swift takes a hyphen and a combining mark that a name begins with for one letter.
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), maxSplits: 2).map { String(Substring($0)) }
    guard parts.count == 3, let year = Int16(parts[0]), let sex = Sex(letter: parts[1]) else { return nil }
    self.init(year: year, sex: sex, name: parts[2])
  }

  package static func < (left: RecordKey, right: RecordKey) -> Bool {
    (left.year, left.sex.rawValue, left.name) < (right.year, right.sex.rawValue, right.name)
  }
}

/// The sex of the children that a record counts.
package enum Sex: UInt8, Hashable, Sendable, CaseIterable {
  case female, male

  /// As the files write it.
  package var letter: String { self == .female ? "F" : "M" }

  package init?(letter: String) {
    switch letter {
    case "F": self = .female
    case "M": self = .male
    default: return nil
    }
  }
}

/// A line of the source: how many children of a sex were given a name in a year. 24 bytes, for a million are held at once.
package struct SourceRecord: Hashable, Sendable {
  package let name: String
  package let year: Int16
  package let sex: Sex
  package let count: Int32

  package init(name: String, year: Int16, sex: Sex, count: Int32) {
    self.name = name
    self.year = year
    self.sex = sex
    self.count = count
  }

  package var key: RecordKey { RecordKey(year: year, sex: sex, name: name) }

  /// Of its object in HubSpot, the unique one first.
  package var properties: [Property] {
    [
      Property(RecordProperty.key, key.description), Property(RecordProperty.name, name),
      Property(RecordProperty.year, String(year)), Property(RecordProperty.sex, sex.letter),
      Property(RecordProperty.count, String(count)),
    ]
  }

  package var checksum: RecordChecksum { RecordChecksum(of: properties) }
}

/// The properties of a record's object.
package enum RecordProperty {
  /// Unique.
  package static let key = "record_key"
  package static let name = "given_name"
  package static let year = "birth_year"
  package static let sex = "sex"
  package static let count = "children"

  package static let all = [key, name, year, sex, count]
}
