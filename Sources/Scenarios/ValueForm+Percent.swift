import LoadGeneration
import Settings
import Texts

extension ValueForm where Value == Probability {
  /// A share in percent, 0 to 100; in the canonical text 0 to 1.
  static var percent: ValueForm {
    ValueForm<Double>.number("0", "100").mapped { percents in
      guard let share = Probability(percents / 100) else { preconditionFailure("\(percents) % is no probability") }
      return share
    }
    .shown(KeyEnding(written: "_percent", canonical: "")) { [CanonicalLine("", DoubleText.shortest($0.value))] }
  }
}
