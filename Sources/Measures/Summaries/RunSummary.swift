/// Everything that a report says about one run: plain numbers, in stable order, with the unit in the key.
package struct RunSummary: Sendable, Codable {
  package var scenario: String
  package var scenarioHash: String
  package var design: String
  package var seed: UInt64
  /// That live at a time, of resident ones; 1 where there is an instance a request.
  package var instances: Int
  /// That there have been in all.
  package var instancesStarted: Int
  package var modelRevision: Int
  package var digest: String
  package var replay: String
  /// When the last visitor had left and every queue was empty.
  package var endedAtSeconds: Double
  package var isConverged: Bool
  /// What was left when the run was ended unconverged.
  package var leftovers: [String]
  package var bookings: BookingNumbers
  package var latency: LatencyNumbers
  package var hubSpot: HubSpotNumbers
  package var store: StoreNumbers
  package var queues: [QueueNumbers]
  package var jobs: [JobNumbers]
  package var alerts: [AlertRecord]
  package var audit: [AuditFinding]
  /// From each change of a switch to the next; empty when none is changed, or the run's single observations were not kept.
  package var switchSpans: [SwitchSpan] = []

  package init(
    scenario: String,
    scenarioHash: String,
    design: String,
    seed: UInt64,
    instances: Int,
    instancesStarted: Int? = nil,
    modelRevision: Int,
    digest: String,
    replay: String,
    endedAtSeconds: Double,
    isConverged: Bool,
    leftovers: [String],
    bookings: BookingNumbers,
    latency: LatencyNumbers,
    hubSpot: HubSpotNumbers,
    store: StoreNumbers,
    queues: [QueueNumbers],
    jobs: [JobNumbers],
    alerts: [AlertRecord],
    audit: [AuditFinding]
  ) {
    self.scenario = scenario
    self.scenarioHash = scenarioHash
    self.design = design
    self.seed = seed
    self.instances = instances
    self.instancesStarted = instancesStarted ?? instances
    self.modelRevision = modelRevision
    self.digest = digest
    self.replay = replay
    self.endedAtSeconds = endedAtSeconds
    self.isConverged = isConverged
    self.leftovers = leftovers
    self.bookings = bookings
    self.latency = latency
    self.hubSpot = hubSpot
    self.store = store
    self.queues = queues
    self.jobs = jobs
    self.alerts = alerts
    self.audit = audit
  }

  /// Nothing lost, nothing doubled, nothing left over.
  package var isSound: Bool { audit.isEmpty && isConverged }

  package enum CodingKeys: String, CodingKey {
    case scenario, design, seed, instances, digest, replay, leftovers, bookings, store, queues, jobs, alerts, audit
    case instancesStarted = "instances_started"
    case scenarioHash = "scenario_hash"
    case modelRevision = "model_revision"
    case endedAtSeconds = "ended_at_seconds"
    case isConverged = "converged"
    case latency
    case switchSpans = "switch_spans"
    case hubSpot = "hubspot"
  }
}
