package import VirtualTime

// Exact virtual times as tests write them: in nanoseconds, without a word around each. Nothing but tests imports this.

extension VirtualInstant: ExpressibleByIntegerLiteral {
  package init(integerLiteral nanoseconds: Int64) { self.init(nanoseconds: nanoseconds) }

  package init(_ nanoseconds: Int64) { self.init(nanoseconds: nanoseconds) }
}

extension VirtualSpan: ExpressibleByIntegerLiteral {
  package init(integerLiteral nanoseconds: Int64) { self.init(nanoseconds: nanoseconds) }

  package init(_ nanoseconds: Int64) { self.init(nanoseconds: nanoseconds) }
}
