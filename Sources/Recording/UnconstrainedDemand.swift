package import Measures

extension HubSpotNumbers {
  /// Sets the demand of each window to what the unlimited run has sent in it.
  package mutating func takeDemand(from unlimited: HubSpotNumbers) {
    for index in peaks.indices {
      peaks[index].demanded = unlimited.peaks.first { $0.bucket == peaks[index].bucket }?.sent
    }
  }
}
