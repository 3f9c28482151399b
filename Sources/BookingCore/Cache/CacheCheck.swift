import BookingAPI
import HubSpotAPI
import HubSpotClient
import Ports

/// Compares some of the bookings that are remembered with HubSpot, tells of those that differ, and forgets them.
struct CacheCheck: BackgroundJob {
  let name = "cache_check"
  let keepsWatch = true
  var interval: Duration { engine.context.settings.cache.checkInterval }
  private let engine: BookingEngine

  init(_ engine: BookingEngine) { self.engine = engine }

  func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    do {
      try await check(pass)
    } catch {
      if error == .instanceGone { throw InstanceGone() }
      // What could not be compared now is drawn again, or has ended by then.
    }
    return .foundNothing
  }

  private func check(_ pass: Int) async throws(Interruption) {
    let (context, cache) = (engine.context, engine.parts[Roles.cache])
    let client = context.client(for: .job(name, pass: pass))
    let candidates = try await cache.remembered().filter { $0.key.kind == .bookings }
    let drawn = candidates.enumerated().sorted { left, right in
      let draws = [left, right].map {
        context.chance.fraction("compared with HubSpot", context.instance, pass, $0.offset)
      }
      return (draws[0], left.offset) < (draws[1], right.offset)
    }
    var different = 0
    for (_, candidate) in drawn.prefix(context.settings.cache.checkedAtATime) {
      guard let known = OwnedBooking(rows: candidate.record.rows) else { continue }
      let current: OwnedBooking?
      do throws(Interruption) {
        current = try await BookingDetails(engine.parts, client).booking(known.booking.id)
      } catch {
        guard error == .refused(.bookingNotFound) else { throw error }
        current = nil
      }
      // What has changed while it was looked up is not compared.
      let isStill = try await cache.remembered().contains {
        $0.key == candidate.key && $0.record.rows == candidate.record.rows
      }
      guard current != known, isStill else { continue }
      different += 1
      try await cache.forget([.booking(known.booking.id), .contact(known.contact)])
    }
    let alert = Alert(.warning, "cache_inconsistency", value: different, threshold: 0, isOver: different == 0)
    context.events.record(.alert(alert))
    context.events.record(.cacheChecked(different: different))
  }
}
