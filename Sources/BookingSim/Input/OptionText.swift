import ArgumentParser

/// Values of options as a user writes them. What cannot be read is answered with what was expected.
enum OptionText {
  static func whole(_ text: String) throws -> Int {
    guard let number = Int(text) else { throw ValidationError("expected a whole number, such as 20.") }
    return number
  }

  static func seed(_ text: String) throws -> UInt64 {
    guard let seed = UInt64(text) else {
      throw ValidationError("expected a whole number from 0 to \(UInt64.max), such as 7.")
    }
    return seed
  }

  static func seeds(_ text: String) throws -> SeedRange {
    guard let seeds = SeedRange(argument: text) else {
      throw ValidationError("expected one seed or a range of at most a million, the smaller first, such as 7 or 1-200.")
    }
    return seeds
  }

  /// A number of percent.
  static func percent(_ text: String) throws -> Double {
    guard let percent = Double(text), (0...100).contains(percent) else {
      throw ValidationError("expected a number of percent from 0 to 100, such as 1.")
    }
    return percent
  }

  static func share(_ text: String) throws -> Percentage {
    guard let share = Percentage(argument: text) else {
      throw ValidationError("expected a share above 0 and at most 100 %, such as 2% or 0.02.")
    }
    return share
  }
}
