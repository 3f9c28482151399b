import BookingAPI
import HubSpotAPI
import HubSpotClient
import Ports

/// Reads the lists of exams ahead of their visitors. What it reads is what a visitor would read; it finds no work and
/// changes nothing.
struct CacheWarming: BackgroundJob {
  let name = "cache_warming"
  let keepsWatch = true
  var interval: Duration { engine.context.settings.cache.warmingInterval }
  private let engine: BookingEngine

  init(_ engine: BookingEngine) { self.engine = engine }

  func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    let listing = ExamListing(engine, engine.context.client(for: .job(name, pass: pass)))
    for type in BookingSchema.creditTypes {
      do {
        _ = try await listing.available(type, isRealTime: false, isFresh: true)
      } catch {
        if error == .instanceGone { throw InstanceGone() }
        // The first visitor reads what could not be read ahead.
      }
    }
    return .foundNothing
  }
}
