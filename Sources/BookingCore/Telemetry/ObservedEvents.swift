import BookingAPI
import HubSpotAPI
import HubSpotClient
import Logging
import Ports

/// Reports what the core says of itself, and passes it on.
struct ObservedEvents: EventSink {
  let inner: any EventSink<CoreEvent>
  let telemetry: CoreTelemetry

  func record(_ event: CoreEvent) {
    report(event)
    inner.record(event)
  }

  private func report(_ event: CoreEvent) {
    switch event {
    case .alert(let alert):
      let level = alert.isOver ? Logger.Level.info : alert.severity == .critical ? .error : .warning
      telemetry.log(
        level,
        alert.name,
        besides: [
          "value": "\(alert.value)", "threshold": "\(alert.threshold)", "alert": alert.isOver ? "over" : "raised",
        ]
      )
    case .layer(let layer):
      telemetry.log(
        .debug,
        layer.name,
        metrics: ["itemsProcessed": "\(layer.value)"],
        besides: ["layer": "\(layer.layer)"]
      )
    case .queueLength(let queue, let length):
      telemetry.gauge(MetricNames.queueItems, [("queue", queue)], length)
    case .queuePass(let pass):
      telemetry.count(MetricNames.settledItems, [("queue", pass.queue)], by: pass.settled)
      guard pass.isRefused || pass.settled > 0 else { return }
      telemetry.log(
        pass.isRefused ? .warning : .info,
        "batch",
        metrics: ["itemsProcessed": "\(pass.settled)"],
        besides: ["queue": "\(pass.queue)", "waiting": "\(pass.waiting)"]
      )
    case .jobPass: break
    case .deadLetter(let queue):
      telemetry.count(MetricNames.deadLetters, [("queue", queue)])
      telemetry.log(.error, "dead_letter", besides: ["queue": "\(queue)"])
    case .recovered(let recovery): telemetry.log(.warning, "recovered", besides: ["what": "\(recovery.rawValue)"])
    case .unexpectedReply(let call, let status, let message):
      telemetry.log(.error, call, besides: ["status": "\(status)", "message": "\(message)"])
    case .cacheLook(let look): report(look)
    case .queue(let event): report(event)
    case .cacheChecked(let different):
      telemetry.log(different > 0 ? .error : .info, "cache_check", besides: ["different": "\(different)"])
    case .webhookWorkedOff(_, let object, _):
      telemetry.log(.debug, "webhook_worked_off", besides: ["object": "\(object.type)/\(object.id)"])
    }
  }

  private func report(_ event: QueueEvent) {
    let (what, request, level): (String, RequestID, Logger.Level) =
      switch event {
      case .entered(let request, _, _, _): ("request_queued", request, .info)
      case .begun(let request, _, _): ("request_begun", request, .debug)
      case .ended(let request, _, _): ("request_served", request, .info)
      case .turnedAway(let request): ("request_turned_away", request, .warning)
      case .carriedOutAtOnce(let request): ("request_carried_out_at_once", request, .warning)
      }
    telemetry.count(MetricNames.queuedRequests, [("what", what)])
    telemetry.log(level, what, besides: details(event, ["request": "\(request)"]))
  }

  private func details(_ event: QueueEvent, _ known: Logger.Metadata) -> Logger.Metadata {
    var details = known
    switch event {
    case .entered(_, _, let priority, let place):
      details["priority"] = "\(priority.rawValue)"
      details["position"] = "\(place.position)"
      details["estimateSeconds"] = "\(place.estimate.components.seconds)"
    case .begun(_, _, let attempt): details["attempt"] = "\(attempt)"
    case .ended(_, _, let code): details["code"] = "\(code)"
    case .turnedAway, .carriedOutAtOnce: break
    }
    return details
  }

  private func report(_ look: CacheLook) {
    Trace.current?.noteLook(isHit: look.miss == nil)
    let result = look.miss?.rawValue ?? "hit"
    telemetry.count(MetricNames.looks, [("key", look.kind.rawValue), ("result", result)])
    telemetry.log(
      look.miss == nil ? .debug : .warning,
      "cache_look",
      trace: look.origin,
      metrics: ["cacheHit": "\(look.miss == nil)"],
      besides: ["key": "\(look.kind.rawValue)", "result": "\(result)"]
    )
  }
}
