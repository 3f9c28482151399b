/// Times as HubSpot writes them in `createdAt`, `hs_lastmodifieddate` and the like.
package enum WireTime {
  /// ISO 8601 in UTC with milliseconds, always 24 characters for the years 0...9999: `2019-10-30T03:30:17.883Z`.
  ///
  /// - Parameter milliseconds: since the Unix epoch; may be negative.
  package static func text(milliseconds: Int64) -> String {
    let millisecondsOfDay = floorModulo(milliseconds, 86_400_000)
    let date = civilDate(daysSinceEpoch: (milliseconds - millisecondsOfDay) / 86_400_000)
    return String(unsafeUninitializedCapacity: 24) { buffer in
      write(date.year, digits: 4, at: 0, into: buffer)
      buffer[4] = UInt8(ascii: "-")
      write(date.month, digits: 2, at: 5, into: buffer)
      buffer[7] = UInt8(ascii: "-")
      write(date.day, digits: 2, at: 8, into: buffer)
      buffer[10] = UInt8(ascii: "T")
      write(millisecondsOfDay / 3_600_000, digits: 2, at: 11, into: buffer)
      buffer[13] = UInt8(ascii: ":")
      write(millisecondsOfDay / 60_000 % 60, digits: 2, at: 14, into: buffer)
      buffer[16] = UInt8(ascii: ":")
      write(millisecondsOfDay / 1_000 % 60, digits: 2, at: 17, into: buffer)
      buffer[19] = UInt8(ascii: ".")
      write(millisecondsOfDay % 1_000, digits: 3, at: 20, into: buffer)
      buffer[23] = UInt8(ascii: "Z")
      return 24
    }
  }

  private static func write(_ number: Int64, digits: Int, at start: Int, into buffer: UnsafeMutableBufferPointer<UInt8>)
  {
    var rest = number
    for position in stride(from: start + digits - 1, through: start, by: -1) {
      buffer[position] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  /// The proleptic Gregorian date. Years are counted from March here, so that the leap day is the last of its year.
  private static func civilDate(daysSinceEpoch days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let daysSinceMarchOfYear0 = days + 719_468
    let dayOfEra = floorModulo(daysSinceMarchOfYear0, 146_097)
    let era = (daysSinceMarchOfYear0 - dayOfEra) / 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }

  private static func floorModulo(_ number: Int64, _ divisor: Int64) -> Int64 {
    let rest = number % divisor
    return rest < 0 ? rest + divisor : rest
  }
}
