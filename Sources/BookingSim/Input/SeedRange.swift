import ArgumentParser

/// Seeds as a user writes them: `7` or `1-200`.
struct SeedRange: ExpressibleByArgument {
  let seeds: ClosedRange<UInt64>

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first.flatMap({ UInt64($0) }) else { return nil }
    switch parts.count {
    case 1: seeds = first...first
    case 2:
      guard let last = UInt64(parts[1]), first <= last, last - first < 1_000_000 else { return nil }
      seeds = first...last
    default: return nil
    }
  }
}
