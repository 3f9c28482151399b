/// Whether two numbers agree to a relative error; exactly, where one is 0.
func isClose(_ found: Double, _ expected: Double, within relative: Double = 1e-11) -> Bool {
  abs(found - expected) <= relative * abs(expected)
}
