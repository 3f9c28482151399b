import VirtualTime

/// The single observations of one run: what percentiles of a part, windows of time and tables of rows are made from.
package struct RunSamples: Sendable {
  /// In the order of wishing.
  package var wishes: [WishSample]
  /// In the order of their answers.
  package var answers: SampleLog<AnswerSample>
  /// In the order of their answers.
  package var requests: SampleLog<RequestSample>
  /// Looks at what the core remembers, in their order.
  package var looks: SampleLog<CacheLookSample>
  /// Booking requests that waited in a queue, in the order of their coming.
  package var queued: [QueuedRequestSample]
  /// What the ten-second limit was over the run, in the order of time; empty when nobody knows.
  package var tenSecondLimits: [LimitStep]

  package init(
    wishes: [WishSample] = [],
    answers: SampleLog<AnswerSample> = [],
    requests: SampleLog<RequestSample> = [],
    looks: SampleLog<CacheLookSample> = [],
    queued: [QueuedRequestSample] = [],
    tenSecondLimits: [LimitStep] = []
  ) {
    self.wishes = wishes
    self.answers = answers
    self.requests = requests
    self.looks = looks
    self.queued = queued
    self.tenSecondLimits = tenSecondLimits
  }
}

/// An observation that a time and named properties tell from others.
protocol Sample: Sendable {
  /// When it began: what a window of time selects by.
  var at: VirtualInstant { get }

  /// The value of a tag; nil when the sample has none of this name.
  func tag(_ name: String) -> String?
}
