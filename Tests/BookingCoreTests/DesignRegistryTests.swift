import Testing

@testable import BookingCore

@Suite("The name of a design")
struct DesignRegistryTests {
  @Test("may replace parts by role")
  func replaced() throws {
    let design = try DesignRegistry.design("baseline+reads=parallel+seats=store")
    #expect(design.name == "baseline+reads=parallel+seats=store")
    #expect(design.partName(.reads) == "parallel")
    #expect(design.partName(.seats) == "store")
    #expect(design.partName(.duplicates) == "search")
  }

  @Test("that is unknown is told with what there is")
  func unknown() {
    #expect(throws: DesignNameError.unknownDesign("phase9", known: DesignRegistry.all.map(\.name))) {
      try DesignRegistry.design("phase9")
    }
    #expect(throws: DesignNameError.unknownPart("fast", .reads, known: DesignRole.reads.partNames)) {
      try DesignRegistry.design("phase1+reads=fast")
    }
    #expect(throws: DesignNameError.self) { try DesignRegistry.design("phase1+queue=fast") }
    #expect(throws: DesignNameError.self) { try DesignRegistry.design("phase1+reads") }
    #expect(throws: DesignNameError.roleTwice(.reads)) {
      try DesignRegistry.design("phase1+reads=parallel+reads=parallel")
    }
  }

  @Test("stands for every part of every role", arguments: DesignRole.allCases)
  func parts(_ role: DesignRole) throws {
    for part in role.partNames {
      #expect(try DesignRegistry.design("baseline+\(role.rawValue)=\(part)").partName(role) == part)
    }
  }
}

@Suite("A part that excludes another")
struct DesignRulesTests {
  private var design: Design {
    var design = Design.phase1
    let exclusion = PartExclusion(.reads, "parallel", reason: "its lock would be held by four calls at once")
    design.seats = Part("made-up", excluding: [exclusion]) { StoreSeatLedger($0) }
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
  func none() {
    #expect(design.replacing(.reads, with: "sequential")?.objection == nil)
    for design in DesignRegistry.all { #expect(design.objection == nil) }
  }
}
