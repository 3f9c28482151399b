// swift-tools-version: 6.2

import PackageDescription

/// What every target of this package is compiled with. `InternalImportsByDefault` and `MemberImportVisibility` make
/// the arrows between the targets real; `NonisolatedNonsendingByDefault` keeps an async call on its caller's executor,
/// so that wrapping a port in another port costs no hop.
let houseSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let asyncAlgorithms = Target.Dependency.product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let dequeModule = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// Rooms are optimized in debug builds, too: without that, most of the time of the tests is spent in them.
let optimized = SwiftSetting.unsafeFlags(["-O"], .when(configuration: .debug))

/// A target of this project: its rooms are listed bottom-up in `docs/architecture.md`, and it may import only what is
/// named here (`swift build --explicit-target-dependency-import-check error` fails on anything else).
func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: houseSettings + [optimized])
}

func tests(of name: String, _ dependencies: [Target.Dependency], excluding files: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: [.byName(name: name)] + dependencies,
    exclude: files,
    swiftSettings: houseSettings
  )
}

let package = Package(
  name: "booking-sim",
  platforms: [.macOS(.v26)],
  // `booking-sim-sync` needs SQLite's headers (libsqlite3-dev), `booking-sim` does not.
  products: [
    .executable(name: "booking-sim", targets: ["booking-sim"]),
    .executable(name: "booking-sim-sync", targets: ["booking-sim-sync"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .target(name: "CSimulationHooks"),
    room("VirtualTime", []),
    room("DeterministicRuntime", ["CSimulationHooks", "VirtualTime"]),
    room("Ports", []),
    room("HubSpotAPI", ["Ports", "Texts"]),
    room("BookingAPI", ["HubSpotAPI", "Ports"]),
    room("Composition", ["Ports"]),
    room("HubSpotClient", ["Composition", "HubSpotAPI", "Ports"]),
    room(
      "BookingCore",
      ["BookingAPI", "Composition", "HubSpotAPI", "HubSpotClient", "Ports", asyncAlgorithms, logging, metrics]
    ),
    room("SimulatedHubSpot", ["HubSpotAPI", "Ports", "DeterministicRuntime", "VirtualTime", dequeModule]),
    room("SimulatedRedis", ["Ports", "DeterministicRuntime", "VirtualTime", dequeModule]),
    room("Faults", ["DeterministicRuntime", "VirtualTime", "HubSpotAPI", "Ports", asyncAlgorithms]),
    room("Statistics", [numerics]),
    room("Texts", []),
    room("Settings", ["Texts", .product(name: "Yams", package: "Yams")]),
    room("Measures", ["HubSpotAPI", "Texts", "VirtualTime", histogram, dequeModule]),
    room("Monitoring", ["Measures", "VirtualTime"]),
    room("Results", ["HubSpotAPI", "Measures", "Statistics", "VirtualTime"]),
    room(
      "Recording",
      [
        "DeterministicRuntime", "HubSpotAPI", "HubSpotClient", "Measures", "Ports", "SimulatedHubSpot",
        "SimulatedRedis", "VirtualTime",
      ]
    ),
    room("Hosting", ["DeterministicRuntime", "Faults", "HubSpotAPI", "Ports", "Recording", "VirtualTime"]),
    room("LoadGeneration", ["BookingAPI", "DeterministicRuntime", "VirtualTime", "HubSpotAPI", "Ports"]),
    room("AccountScenarios", ["HubSpotAPI", "HubSpotClient", "Measures", "Settings", "SimulatedHubSpot", "Texts"]),
    room(
      "Scenarios",
      [
        "AccountScenarios", "BookingAPI", "BookingCore", "DeterministicRuntime", "VirtualTime", "HubSpotAPI",
        "HubSpotClient",
        "LoadGeneration",
        "Measures", "Monitoring", "Settings", "SimulatedHubSpot", "Texts",
      ]
    ),
    room(
      "Audit",
      [
        "BookingAPI", "BookingCore", "DeterministicRuntime", "HubSpotAPI", "LoadGeneration", "Measures", "Ports",
        "SimulatedHubSpot", "SimulatedRedis", "VirtualTime",
      ]
    ),
    room(
      "SimulationHarness",
      [
        "AccountScenarios", "Audit", "BookingAPI", "BookingCore", "DeterministicRuntime", "Faults", "HubSpotAPI",
        "HubSpotClient",
        "Hosting", "LoadGeneration", "Measures", "Monitoring", "Ports", "Recording", "Scenarios", "SimulatedHubSpot",
        "SimulatedRedis", "VirtualTime", logging, metrics,
      ]
    ),
    room("BulkSync", ["Composition", "HubSpotAPI", "HubSpotClient", "Ports"]),
    room(
      "SyncScenarios",
      [
        "AccountScenarios", "BulkSync", "DeterministicRuntime", "HubSpotAPI", "HubSpotClient", "Measures", "Settings",
        "SimulatedHubSpot", "Texts",
      ]
    ),
    room(
      "SyncSimulation",
      [
        "AccountScenarios", "BulkSync", "Composition", "DeterministicRuntime", "Faults", "Hosting", "HubSpotAPI",
        "HubSpotClient", "Measures", "Ports", "Recording", "SimulatedHubSpot", "SimulatedRedis", "SyncScenarios",
        "VirtualTime",
      ]
    ),
    room("SQLiteFile", [grdb]),
    room("SQLiteJournal", ["BulkSync", "HubSpotAPI", "SQLiteFile", grdb]),
    room("HubSpotFile", ["HubSpotAPI", "SimulatedHubSpot", "SQLiteFile", grdb]),
    room(
      "SharedAccount",
      [
        "BookingCore", "BulkSync", "HubSpotAPI", "HubSpotClient", "Measures", "Ports", "Scenarios", "SimulatedHubSpot",
        "SimulatedRedis",
        "SimulationHarness", "SyncSimulation",
      ]
    ),
    room(
      "Experiments",
      [
        "AccountScenarios", "BookingCore", "BulkSync", "DeterministicRuntime", "HubSpotAPI", "VirtualTime",
        "LoadGeneration",
        "Measures", "Monitoring", "Results",
        "Scenarios",
        "Settings",
        "SharedAccount", "SimulatedHubSpot", "SimulationHarness", "Statistics", "SyncScenarios", "SyncSimulation",
        "Texts",
      ]
    ),
    room(
      "Reports",
      ["HubSpotAPI", "Measures", "Results", "Statistics", .product(name: "TextTable", package: "TextTable")]
    ),
    .executableTarget(
      name: "booking-sim",
      dependencies: [
        "AccountScenarios", "BookingCore", "BulkSync", "DeterministicRuntime", "VirtualTime", "Experiments",
        "LoadGeneration", "Measures", "Reports", "Results", "Scenarios", "Settings", "SimulationHarness",
        "SyncScenarios", "SyncSimulation", "Texts",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/BookingSim",
      swiftSettings: houseSettings
    ),
    .executableTarget(
      name: "booking-sim-sync",
      dependencies: [
        "AccountScenarios", "BulkSync", "DeterministicRuntime", "Faults", "HubSpotAPI", "HubSpotFile", "Measures",
        "SQLiteFile",
        "SQLiteJournal", "SimulatedHubSpot", "SyncSimulation", "Texts", "VirtualTime",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/BookingSimSync",
      swiftSettings: houseSettings
    ),
    .executableTarget(
      name: "BookingBenchmarks",
      dependencies: [
        "BookingCore", "DeterministicRuntime", "VirtualTime", "Experiments", "HubSpotAPI", "Measures", "Results",
        "Scenarios", "Settings",
        "SimulatedHubSpot", "SimulationHarness", .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/BookingBenchmarks",
      swiftSettings: houseSettings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
    .testTarget(name: "ArchitectureTests", swiftSettings: houseSettings),
    .target(
      name: "LiteralTimes",
      dependencies: ["VirtualTime"],
      path: "Tests/LiteralTimes",
      swiftSettings: houseSettings
    ),
    .target(name: "FormatsPage", path: "Tests/FormatsPage", swiftSettings: houseSettings),
    .target(
      name: "Fixtures",
      dependencies: [
        "AccountScenarios", "BookingCore", "LoadGeneration", "Scenarios", "Settings", "SimulatedHubSpot",
      ],
      path: "Tests/Fixtures",
      swiftSettings: houseSettings
    ),
    tests(
      of: "Scenarios",
      [
        "AccountScenarios",
        "BookingCore", "DeterministicRuntime", "VirtualTime", "Fixtures", "HubSpotAPI", "LoadGeneration", "Measures",
        "Monitoring", "Settings",
        "SimulatedHubSpot", "Texts",
      ]
    ),
    tests(of: "DeterministicRuntime", ["LiteralTimes", "VirtualTime", asyncAlgorithms, numerics]),
    tests(of: "SimulatedHubSpot", ["LiteralTimes", "VirtualTime", "HubSpotAPI", "Ports", "DeterministicRuntime"]),
    tests(of: "SimulatedRedis", ["LiteralTimes", "VirtualTime", "Ports", "DeterministicRuntime"]),
    tests(
      of: "Faults",
      ["LiteralTimes", "VirtualTime", "DeterministicRuntime", "HubSpotAPI", "Ports", "SimulatedRedis"]
    ),
    tests(of: "BookingAPI", ["HubSpotAPI", "Ports"]),
    tests(
      of: "HubSpotClient",
      [
        "Composition", "DeterministicRuntime", "Faults", "VirtualTime", "Hosting", "HubSpotAPI", "Ports",
        "SimulatedHubSpot", "SimulatedRedis", asyncAlgorithms,
      ]
    ),
    tests(
      of: "BookingCore",
      [
        "Audit", "BookingAPI", "Composition", "DeterministicRuntime", "Faults", "HubSpotAPI", "HubSpotClient",
        "Hosting", "LiteralTimes", "LoadGeneration", "Measures", "Ports", "SimulatedHubSpot", "SimulatedRedis",
        "VirtualTime",
      ]
    ),
    .target(
      name: "SyncJournalConformance",
      dependencies: ["BulkSync", "HubSpotAPI"],
      path: "Tests/SyncJournalConformance",
      swiftSettings: houseSettings
    ),
    tests(of: "BulkSync", ["HubSpotAPI", "SyncJournalConformance"]),
    tests(of: "SyncScenarios", ["AccountScenarios", "BulkSync", "Measures", "Settings", "SimulatedHubSpot"]),
    tests(
      of: "SyncSimulation",
      [
        "AccountScenarios", "BulkSync", "DeterministicRuntime", "Faults", "HubSpotAPI", "Measures", "Ports",
        "SimulatedHubSpot",
        "SimulatedRedis", "SyncJournalConformance", "SyncScenarios", "VirtualTime",
      ]
    ),
    tests(
      of: "SharedAccount",
      ["BookingCore", "BulkSync", "Fixtures", "HubSpotAPI", "HubSpotClient", "Measures", "Scenarios", "SyncSimulation"]
    ),
    tests(of: "SQLiteFile", [grdb]),
    tests(
      of: "SQLiteJournal",
      ["BulkSync", "DeterministicRuntime", "HubSpotAPI", "SQLiteFile", "SyncJournalConformance", grdb]
    ),
    tests(
      of: "HubSpotFile",
      ["DeterministicRuntime", "HubSpotAPI", "Ports", "SQLiteFile", "SimulatedHubSpot", "VirtualTime"]
    ),
    .testTarget(
      name: "BookingSimSyncTests",
      dependencies: [
        "booking-sim-sync", "BulkSync", "DeterministicRuntime", "HubSpotAPI", "HubSpotFile", "Measures", "SQLiteFile",
        "SQLiteJournal", "SimulatedHubSpot", "SyncSimulation", grdb,
      ],
      swiftSettings: houseSettings
    ),
    tests(of: "Audit", ["LiteralTimes", "Measures", "VirtualTime"]),
    tests(
      of: "Hosting",
      [
        "DeterministicRuntime", "Faults", "HubSpotAPI", "Measures", "Ports", "Recording", "SimulatedHubSpot",
        "SimulatedRedis", "VirtualTime",
      ]
    ),
    tests(
      of: "LoadGeneration",
      ["BookingAPI", "DeterministicRuntime", "HubSpotAPI", "LiteralTimes", "Ports", "VirtualTime"]
    ),
    tests(of: "Statistics", []),
    tests(of: "Texts", []),
    tests(of: "Settings", ["Texts"]),
    tests(of: "Measures", ["LiteralTimes", "VirtualTime", "HubSpotAPI"]),
    tests(of: "Monitoring", ["Measures", "VirtualTime"]),
    tests(of: "Results", ["LiteralTimes", "VirtualTime", "Measures", "Statistics"]),
    tests(
      of: "Reports",
      ["FormatsPage", "LiteralTimes", "VirtualTime", "HubSpotAPI", "Measures", "Results", "Statistics"],
      excluding: ["Schemas", "Golden"]
    ),
    tests(
      of: "Experiments",
      [
        "AccountScenarios",
        "LiteralTimes", "VirtualTime",
        "BookingCore", "BulkSync", "DeterministicRuntime", "Fixtures", "LoadGeneration", "Measures", "Results",
        "Scenarios", "Settings",
        "SimulatedHubSpot", "SimulationHarness", "Statistics", "SyncScenarios", "SyncSimulation", "Texts",
      ]
    ),
    .testTarget(
      name: "BookingSimTests",
      dependencies: [
        "booking-sim", "BookingCore", "Experiments", "FormatsPage", "Measures", "Reports", "Scenarios",
        "SimulationHarness",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: houseSettings
    ),
    tests(
      of: "SimulationHarness",
      [
        "AccountScenarios",
        "Audit", "BookingAPI", "BookingCore", "Composition", "DeterministicRuntime", "Faults", "Fixtures", "HubSpotAPI",
        "HubSpotClient", "Hosting", "LiteralTimes", "LoadGeneration", "Measures", "Ports", "Recording", "Scenarios",
        "Settings", "SimulatedHubSpot", "SimulatedRedis", "Texts", "VirtualTime",
      ]
    ),
  ]
)
