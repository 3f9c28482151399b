import CSimulationHooks

extension ForeignResume {
  /// The name of the calling thread in quotation marks, if it has one, and the system's number for it.
  static var nameOfThisThread: String {
    let number = simulation_thread_number()
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      guard let start = buffer.baseAddress else { return "\(number)" }
      simulation_thread_name(start, buffer.count)
      let name = String(cString: start)
      return name.isEmpty ? "\(number)" : "“\(name)” (\(number))"
    }
  }
}
