extension HubSpotResponse {
  /// How `toObjectId` is written: HubSpot's documentation shows a number, its OpenAPI description a string.
  package enum AssociatedIDForm: Hashable, Sendable {
    case number, string
  }

  /// The rate-limit headers by their names on the wire; empty for a search reply.
  package var headers: [(name: String, value: String)] {
    guard let rateLimit else { return [] }
    var headers = [
      ("X-HubSpot-RateLimit-Max", String(rateLimit.max)),
      ("X-HubSpot-RateLimit-Remaining", String(rateLimit.remaining)),
      ("X-HubSpot-RateLimit-Interval-Milliseconds", String(rateLimit.intervalMilliseconds)),
      ("X-HubSpot-RateLimit-Secondly", String(rateLimit.secondly)),
      ("X-HubSpot-RateLimit-Secondly-Remaining", String(rateLimit.secondlyRemaining)),
    ]
    if let daily = rateLimit.daily { headers.append(("X-HubSpot-RateLimit-Daily", String(daily))) }
    if let remaining = rateLimit.dailyRemaining {
      headers.append(("X-HubSpot-RateLimit-Daily-Remaining", String(remaining)))
    }
    return headers.map { (name: $0.0, value: $0.1) }
  }

  /// The body as HubSpot sends it; nil when it sends none.
  ///
  /// - Parameters:
  ///   - call: what was asked: the same associations have another shape after a write than after a read.
  ///   - answeredAt: milliseconds since the Unix epoch, for the `startedAt` and `completedAt` of a batch reply.
  ///   - associatedIDs: default number, as in the documentation.
  package func wireBody(
    answering call: HubSpotCall,
    answeredAt: Int64,
    associatedIDs: AssociatedIDForm = .number
  ) -> JSONValue? {
    switch body {
    case .empty: nil
    case .object(let object): object.wireObject
    case .batch(let reply):
      batch(reply.objects.map(\.wireObject), errors: reply.errors, answeredAt: answeredAt)
    case .page(let page): page.wireObject
    case .associations(let page): .object(page.wireMembers(associatedIDs))
    case .associationBatch(let reply):
      batch(
        call.readsAssociations
          ? reply.results.map { $0.wireResult(associatedIDs) } : reply.results.flatMap(\.wireWrittenPairs),
        errors: reply.errors,
        answeredAt: answeredAt
      )
    case .labels(let labels): ["results": .array(labels.map(\.wireObject))]
    case .error(let error): error.wireObject
    }
  }

  private func batch(_ results: [JSONValue], errors: [BatchReply.ItemError], answeredAt: Int64) -> JSONValue {
    let time = JSONValue.string(WireTime.text(milliseconds: answeredAt))
    var members: [JSONValue.Member] = [
      JSONValue.Member("status", "COMPLETE"), JSONValue.Member("results", .array(results)),
    ]
    if !errors.isEmpty {
      members.append(JSONValue.Member("numErrors", .integer(Int64(errors.count))))
      members.append(JSONValue.Member("errors", .array(errors.map(\.wireObject))))
    }
    members.append(JSONValue.Member("startedAt", time))
    members.append(JSONValue.Member("completedAt", time))
    return .object(members)
  }
}

extension AssociationLabel {
  fileprivate var wireObject: JSONValue {
    [
      "category": .string(category.rawValue), "typeId": .integer(Int64(typeID)),
      "label": label.map { .string($0) } ?? .null,
    ]
  }
}

extension HubSpotCall {
  fileprivate var readsAssociations: Bool {
    if case .readAssociationBatch = self { true } else { false }
  }
}

extension HubSpotObject {
  fileprivate var wireObject: JSONValue {
    var members: [JSONValue.Member] = [
      JSONValue.Member("id", .string(id.description)),
      JSONValue.Member(
        "properties",
        .object(properties.map { JSONValue.Member($0.name, $0.value.map { .string($0) } ?? .null) })
      ),
      JSONValue.Member("createdAt", .string(WireTime.text(milliseconds: createdAt))),
      JSONValue.Member("updatedAt", .string(WireTime.text(milliseconds: updatedAt))),
      JSONValue.Member("archived", .bool(isArchived)),
    ]
    if let writeTraceID { members.append(JSONValue.Member("objectWriteTraceId", .string(writeTraceID))) }
    if !histories.isEmpty {
      let histories = self.histories.map { JSONValue.Member($0.name, .array($0.versions.map(\.wireObject))) }
      members.append(JSONValue.Member("propertiesWithHistory", .object(histories)))
    }
    return .object(members)
  }
}

extension PropertyVersion {
  fileprivate var wireObject: JSONValue {
    [
      "value": .string(value ?? ""), "timestamp": .string(WireTime.text(milliseconds: timestamp)),
      "sourceType": .string(source.rawValue),
    ]
  }
}

extension SearchPage {
  fileprivate var wireObject: JSONValue {
    var members: [JSONValue.Member] = [
      JSONValue.Member("total", .integer(Int64(total))),
      JSONValue.Member("results", .array(objects.map(\.wireObject))),
    ]
    members.append(paging: nextAfter)
    return .object(members)
  }
}

extension AssociationPage {
  fileprivate func wireMembers(_ form: HubSpotResponse.AssociatedIDForm) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [JSONValue.Member("results", wireTargets(form))]
    members.append(paging: nextAfter)
    return members
  }

  /// One result of a batch read.
  fileprivate func wireResult(_ form: HubSpotResponse.AssociatedIDForm) -> JSONValue {
    var members: [JSONValue.Member] = [
      JSONValue.Member("from", ["id": .string(from.description)]), JSONValue.Member("to", wireTargets(form)),
    ]
    members.append(paging: nextAfter)
    return .object(members)
  }

  /// The results of a write: one for each pair and association type.
  fileprivate var wireWrittenPairs: [JSONValue] {
    to.flatMap { target in
      target.typeIDs.map { typeID in
        [
          "from": ["id": .string(from.description)],
          "to": ["id": .string(target.id.description)],
          "associationSpec": [
            "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": .integer(Int64(typeID)),
          ],
        ]
      }
    }
  }

  private func wireTargets(_ form: HubSpotResponse.AssociatedIDForm) -> JSONValue {
    .array(
      to.map { target in
        [
          "toObjectId": form == .number ? .integer(target.id.number) : .string(target.id.description),
          "associationTypes": .array(
            target.typeIDs.map {
              ["category": "HUBSPOT_DEFINED", "typeId": .integer(Int64($0)), "label": .null]
            }
          ),
        ]
      }
    )
  }
}

extension BatchReply.ItemError {
  fileprivate var wireObject: JSONValue {
    var context: [JSONValue.Member] = []
    if !ids.isEmpty { context.append(JSONValue.Member("ids", .array(ids.map { .string($0) }))) }
    if !writeTraceIDs.isEmpty {
      context.append(JSONValue.Member("objectWriteTraceId", .array(writeTraceIDs.map { .string($0) })))
    }
    return [
      "status": "error", "category": .string(category), "message": .string(message), "context": .object(context),
    ]
  }
}

extension HubSpotErrorBody {
  /// A refusal by a limit names `errorType`, `policyName` and (except for the daily limit, which has a `requestId`
  /// instead) `groupName`; every other error names its `category`.
  fileprivate var wireObject: JSONValue {
    var members: [JSONValue.Member] = [
      JSONValue.Member("status", "error"), JSONValue.Member("message", .string(message)),
    ]
    if policyName != nil { members.append(JSONValue.Member("errorType", .string(category))) }
    members.append(JSONValue.Member("correlationId", .string(correlationID)))
    guard let policyName else {
      members.append(JSONValue.Member("category", .string(category)))
      return .object(members)
    }
    members.append(JSONValue.Member("policyName", .string(policyName)))
    if let groupName { members.append(JSONValue.Member("groupName", .string(groupName))) }
    if let requestID { members.append(JSONValue.Member("requestId", .string(requestID))) }
    return .object(members)
  }
}

extension [JSONValue.Member] {
  fileprivate mutating func append(paging nextAfter: Int?) {
    guard let nextAfter else { return }
    append(JSONValue.Member("paging", ["next": ["after": .string(String(nextAfter))]]))
  }
}
