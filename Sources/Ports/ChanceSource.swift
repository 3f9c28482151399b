/// Chance, drawn by key: what a draw gives depends on the seed of the run, its purpose and up to three numbers, and on
/// nothing else. A new draw in one place shifts no other, and designs compared under one seed meet the same luck.
package protocol ChanceSource: Sendable {
  /// A number from 0 up to but not including 1, each as likely as any other.
  ///
  /// - Parameters:
  ///   - purpose: a stable name of what the draw is for; draws of different purposes have nothing to do with each other.
  ///   - a: with `b` and `c` tells the draws of one purpose apart: equal numbers give equal draws.
  func fraction(_ purpose: String, _ a: Int, _ b: Int, _ c: Int) -> Double
}

extension ChanceSource {
  /// As `fraction(_:_:_:_:)`, for purposes that need fewer numbers; those that are left out are 0.
  package func fraction(_ purpose: String, _ a: Int = 0, _ b: Int = 0) -> Double { fraction(purpose, a, b, 0) }
}
