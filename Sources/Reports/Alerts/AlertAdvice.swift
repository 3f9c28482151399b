import Measures

extension AlertKind {
  /// What is watched, for readers who have not seen the settings.
  var says: String {
    switch self {
    case .tenSecondLeft: "what replies say is left of the ten-second limit, %"
    case .tenSecondCalls: "calls in 10 s, % of the account's limit"
    case .refusedCalls: "a 429"
    case .refusedShare: "429s, % of all calls"
    case .dailyLeft: "what replies say is left of the day's limit, %"
    case .queueItems: "items in a queue (phase 1)"
    case .queueBacklog: "items in a queue (phase 2)"
    case .deadLetters: "items given up"
    case .processing: "items settled, % of what a worker with a backlog could"
    case .workerDown: "a worker's time without success beyond its interval, s"
    case .cronFailures: "a scheduled job that did not end"
    case .batchFailures: "inputs of batches that failed, %"
    case .cacheHits: "looks that found something remembered, %"
    case .cacheDifferences: "what is remembered and differs from HubSpot"
    case .webhookDelay: "a webhook's delay, s"
    case .slowAnswers: "answers of an endpoint slower than 3 s, % (its p95)"
    case .failedAnswers: "failed answers of an endpoint, %"
    case .answersNearLimit: "an answer near the host's limit"
    case .slowCalls: "calls to HubSpot slower than 1 s in the last 10 s, %"
    case .slowAnswersNow: "answers slower than 3 s in the last 10 s, %"
    case .failedAnswersNow: "failed answers in the last 10 s, %"
    }
  }

  /// Whether the documents have it.
  var isOfDocuments: Bool { ![.slowCalls, .slowAnswersNow, .failedAnswersNow].contains(self) }

  /// What to watch instead where it does not help; nil of what has nothing better.
  var instead: String? {
    switch self {
    case .slowAnswers:
      "refused_percent where the limit binds, slow_calls_percent where HubSpot itself is slow, and slow_answers_now_percent, which does not wait ten minutes"
    case .failedAnswers:
      "refused_percent, which comes before the retries have been in vain; failed_answers_now_percent at the latest"
    case .tenSecondLeft, .tenSecondCalls:
      "refused_percent: a design that paces its calls keeps the window full on purpose, and a full window hurts nobody"
    case .refusedCalls: "refused_percent: a single 429 is tried again and is seen by nobody"
    case .queueItems, .queueBacklog:
      "how old the oldest item is (the measures note_delay, association_delay and queue_wait): a queue that is long and drains is what it is for"
    case .dailyLeft:
      "the day's calls against the time of day: a fifth is left early on a busy day and late on a quiet one"
    case .answersNearLimit: "slow_answers_now_percent: whoever waits 50 s has long gone"
    case .cacheHits: "the same of five minutes at once, of caches that are warm: a cold cache misses by nature"
    case .slowAnswersNow, .failedAnswersNow:
      "refused_percent where the limit binds, slow_calls_percent where HubSpot itself is slow: an answer that is slow or fails is told of when it is there, and its visitor has noticed"
    case .processing, .workerDown, .cronFailures:
      "how old the oldest item is: it grows from the first second in which nobody works, and these are told of a minute later, or when a pass has ended"
    case .deadLetters, .batchFailures, .cacheDifferences, .webhookDelay,
      .refusedShare, .slowCalls:
      nil
    }
  }
}
