import Composition
import HubSpotClient
import Testing

@testable import BookingCore

@Suite("The name of a design")
struct DesignRegistryTests {
  @Test("may replace parts by role")
  func replaced() throws {
    let design = try DesignRegistry.design("baseline+reads=parallel+seats=store")
    #expect(design.name == "baseline+reads=parallel+seats=store")
    #expect(design[Roles.reads].name == "parallel")
    #expect(design[Roles.seats].name == "store")
    #expect(design[Roles.duplicates].name == "search")
  }

  @Test("that is unknown is told with what there is")
  func unknown() {
    #expect(throws: DesignNameError.unknownDesign("phase9", known: DesignRegistry.all.map(\.name))) {
      try DesignRegistry.design("phase9")
    }
    #expect(throws: DesignNameError.unknownPart("fast", role: "reads", known: Roles.reads.parts.map(\.name))) {
      try DesignRegistry.design("phase1+reads=fast")
    }
    #expect(throws: DesignNameError.self) { try DesignRegistry.design("phase1+queue=fast") }
    #expect(throws: DesignNameError.self) { try DesignRegistry.design("phase1+reads") }
    // Every role that can be replaced is among those that the message has, and no other.
    let known = DesignRole.all.map(\.name).filter { role in
      (try? DesignRegistry.design("phase1+\(role)=no-such-part")) == nil
        && DesignRole.named(role)?.partNames.count ?? 0 > 1
    }
    #expect(known.contains("monitoring") && known.contains("transport"))
    #expect(throws: DesignNameError.unknownRole("foo=bar", known: known)) {
      try DesignRegistry.design("phase1+foo=bar")
    }
    #expect(throws: DesignNameError.roleTwice("reads")) {
      try DesignRegistry.design("phase1+reads=parallel+reads=parallel")
    }
  }

  @Test("stands for every part of every role", arguments: DesignRole.all.map(\.name))
  func parts(_ name: String) throws {
    let role = try #require(DesignRole.named(name))
    for part in role.partNames {
      // Parts that a design has may exclude it; in some design it stands.
      let designs = DesignRegistry.all.compactMap { try? DesignRegistry.design("\($0.name)+\(name)=\(part)") }
      #expect(designs.first?.partName(role) == part, "\(part)")
    }
  }
}

@Suite("A part that excludes another")
struct DesignRulesTests {
  private var design: Design {
    var design = Design.phase1
    let exclusion = PartExclusion("reads", "parallel", reason: "its lock would be held by four calls at once")
    design[Roles.seats] = Part("made-up", excluding: [exclusion]) { StoreSeatLedger($0, reconciling: .examByExam) }
    return design
  }

  @Test("is named with the other one and the reason")
  func objection() {
    #expect(
      design.objection
        == "seats=made-up and reads=parallel cannot be combined, for its lock would be held by four calls at once"
    )
  }

  @Test("is no objection to a design without the other one, and today's designs have none")
  func none() throws {
    let reads = try #require(DesignRole.named("reads"))
    #expect(try #require(design.replacing(reads, with: "sequential")).objection == nil)
    for design in DesignRegistry.all { #expect(design.objection == nil) }
  }

  @Test("names a role and a part that exist")
  func existing() throws {
    for exclusion in DesignRole.all.flatMap(\.parts).flatMap(\.fillings).flatMap(\.exclusions) {
      let role = try #require(DesignRole.named(exclusion.role), "\(exclusion)")
      #expect(role.partNames.contains(exclusion.part), "\(exclusion)")
    }
  }
}

@Suite("Roles that go by one name")
struct RoleAliasTests {
  @Test("are filled together")
  func together() throws {
    let monitored = try DesignRegistry.design("baseline+transport=retrying-monitored")
    #expect(monitored[Layers.retry].name == "fixed-delays")
    #expect(monitored[Layers.monitoring].name == "headers")
    let bare = try DesignRegistry.design("phase2+transport=retrying")
    #expect(bare[Layers.monitoring].name == "none")
  }

  @Test("are listed besides it when they have parts without a name in it, and roles without a choice are not listed")
  func listed() {
    #expect(
      DesignRole.listed.map(\.name)
        == [
          "admission", "idempotency", "reads", "duplicates", "exams", "seats", "credits", "associations", "notes",
          "lists", "cache", "webhooks",
          "transport", "coalescing", "retry", "pacing",
        ]
    )
    let transport = DesignRole.listed.first { $0.name == "transport" }
    #expect(transport?.partNames == ["retrying", "retrying-monitored"])
  }

  @Test("may be refined one by one afterwards, and not before")
  func refined() throws {
    let design = try DesignRegistry.design("baseline+transport=retrying+monitoring=headers")
    #expect(design[Layers.monitoring].name == "headers")
    #expect(throws: DesignNameError.roleTwice("monitoring")) {
      try DesignRegistry.design("baseline+monitoring=headers+transport=retrying")
    }
    #expect(throws: DesignNameError.roleTwice("transport")) {
      try DesignRegistry.design("baseline+transport=retrying+transport=retrying")
    }
  }

  @Test("have a part together only when it has a name")
  func unnamed() throws {
    let transport = try #require(DesignRole.named("transport"))
    #expect(Design.phase2.partName(transport) == "retrying-monitored")
    var design = Design.phase2
    design[Layers.retry] = LayerPart("made-up") { _ in nil }
    #expect(design.partName(transport) == nil)
  }

  @Test("are objected to by it")
  func objection() {
    var design = Design.phase1
    let exclusion = PartExclusion("transport", "retrying-monitored", reason: "it watches itself")
    design[Roles.reads] = Part("made-up", excluding: [exclusion]) { _ in ParallelReads() }
    #expect(
      design.objection
        == "reads=made-up and transport=retrying-monitored cannot be combined, for it watches itself"
    )
  }
}
