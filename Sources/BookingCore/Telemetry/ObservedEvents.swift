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
      telemetry.count(MetricNames.settledItems, [("queue", pass.queue.rawValue)], by: pass.settled)
      guard pass.isRefused || pass.settled > 0 else { return }
      telemetry.log(
        pass.isRefused ? .warning : .info,
        "batch",
        metrics: ["itemsProcessed": "\(pass.settled)"],
        besides: ["queue": "\(pass.queue.rawValue)", "waiting": "\(pass.waiting)"]
      )
    case .jobPass: break
    case .deadLetter(let queue):
      telemetry.count(MetricNames.deadLetters, [("queue", queue)])
      telemetry.log(.error, "dead_letter", besides: ["queue": "\(queue)"])
    case .recovered(let recovery): telemetry.log(.warning, "recovered", besides: ["what": "\(recovery.rawValue)"])
    case .unexpectedReply(let call, let status, let message):
      telemetry.log(.error, call, besides: ["status": "\(status)", "message": "\(message)"])
    case .cacheLook(let look): report(look)
    case .cacheChecked(let different):
      telemetry.log(different > 0 ? .error : .info, "cache_check", besides: ["different": "\(different)"])
    case .webhookWorkedOff(_, let object, _):
      telemetry.log(.debug, "webhook_worked_off", besides: ["object": "\(object.type)/\(object.id)"])
    }
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
