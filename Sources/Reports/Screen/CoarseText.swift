import Measures
import Results

/// Numbers as a screen shows them: two or three digits, so that they are seen rather than read.
extension MeasureUnit {
  func coarse(_ estimate: Estimate) -> String {
    switch estimate {
    case .median(let value, _, _), .constant(let value, _), .few(let value, _, _, _), .single(let value): coarse(value)
    case .notReached: "not reached"
    case .nothing: "-"
    }
  }

  func coarse(_ number: Double) -> String {
    switch self {
    case .milliseconds: number == 0 ? "0 s" : abs(number) < 999.5 ? "\(Self.digits(number)) ms" : time(number / 1_000)
    case .share: Self.percent(number)
    case .seconds: time(number)
    case .count, .perSecond, .perMinute, .perBooking, .perRequest: Self.digits(number)
    case .bytes: text(number)
    }
  }

  private func time(_ seconds: Double) -> String {
    let isWhole = seconds == seconds.rounded() || abs(seconds) >= 9.95
    return seconds.text(decimals: isWhole ? 0 : abs(seconds) >= 0.95 ? 1 : 3) + " s"
  }

  /// Nothing but 0 and 1 looks like nothing and all.
  private static func percent(_ share: Double) -> String {
    var (decimals, text) = (0, "")
    repeat {
      text = (share * 100).text(decimals: decimals)
      decimals += 1
    } while decimals <= 3 && (Double(text) == 0) != (share == 0)
      || decimals <= 3 && (Double(text) == 100) != (share == 1)
    return text + " %"
  }

  /// Whole from 100 on, and below it with as many decimals as make three digits; two of them from 50 on.
  private static func digits(_ number: Double) -> String {
    let size = abs(number)
    let isWhole = number == number.rounded()
    return number.text(decimals: isWhole || size >= 50 ? 0 : size >= 10 ? 1 : size >= 0.01 ? 2 : 4)
  }
}
