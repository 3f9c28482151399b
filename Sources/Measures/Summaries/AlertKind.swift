/// What the monitoring watches, by the names that settings, reports and measures have for it. A new one is a case here, what
/// it is by default, and what is told to it.
package enum AlertKind: String, Hashable, Sendable, CaseIterable, Codable {
  // Of HubSpot's limits.
  case tenSecondLeft = "ten_second_left_percent"
  case tenSecondCalls = "ten_second_calls_percent"
  case refusedCalls = "refused_calls"
  case refusedShare = "refused_percent"
  case dailyLeft = "daily_left_percent"
  // Of queues and jobs.
  case queueItems = "queue_items"
  case queueBacklog = "queue_backlog_items"
  case deadLetters = "dead_letters"
  case processing = "processing_percent"
  case workerDown = "worker_down_seconds"
  case cronFailures = "cron_failures"
  case batchFailures = "batch_failures_percent"
  // Of what is remembered, and of webhooks.
  case cacheHits = "cache_hit_percent"
  case cacheDifferences = "cache_differences"
  case webhookDelay = "webhook_delay_seconds"
  // Of answers, by endpoint.
  case slowAnswers = "slow_answers_percent"
  case failedAnswers = "failed_answers_percent"
  case answersNearLimit = "answers_near_limit"
  // Not from the documents: calls to HubSpot that take long, and the same as above of the last ten seconds.
  case slowCalls = "slow_calls_percent"
  case slowAnswersNow = "slow_answers_now_percent"
  case failedAnswersNow = "failed_answers_now_percent"
}
