import Settings
import Texts

/// The keys of `hubspot.webhooks`: what HubSpot tells the core of, unasked.
enum WebhookKeys {
  static var form: ValueForm<Scenario.HubSpot.Webhooks> { .section(Scenario.HubSpot.Webhooks(), settings) }

  private static var settings: [Setting<Scenario.HubSpot.Webhooks>] {
    [
      Setting(
        "endpoint",
        \.endpoint,
        .choice,
        isRequired: true,
        "booking-sync: exams are counted anew after changes of bookings; cache-invalidation: what is remembered is forgotten; both."
      ),
      Setting(
        "delay_ms",
        \.delay,
        .durationRange(.milliseconds, .zero ... .seconds(3_600)),
        "From the first event of a delivery to its sending, uniformly within this range."
      ),
      Setting("duplicates_percent", \.duplicatePercent, .count(0...100), "Of the events: they come twice."),
      Setting("disorder", \.isDisordered, .flag, "Whether events come in another order than they happened in."),
    ]
  }
}
