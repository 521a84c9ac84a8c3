import Comparison
import Documents
import GatewayModel
import StateFiles
import Synchronization
import Targets

/// Shows requests and answers on standard error (`--verbose 1`), secrets masked.
///
/// Bodies come without their schemas, so that more is masked than elsewhere: whatever a field's name, a kind's row or the
/// files' own secrets suggest.
final class RequestLog: Sendable {
  private let stream: TextStream
  /// Texts that are known to be secret, the longest first.
  private let secrets = Mutex<[String]>([])

  /// The values of headers, which are shown nowhere.
  private let headerValues = Mutex<[String]>([])

  /// Bodies of more bytes are shown by their size alone.
  private static let longestBody = 1 << 20

  init(stream: TextStream) {
    self.stream = stream
  }

  /// What the environment feeds, by collection.
  private let fedFields = Mutex<[String: Set<[String]>]>([:])

  /// Takes what the files feed from the environment: these texts are shown nowhere, and of these fields not what a gateway
  /// had before either.
  func hide(_ desired: DesiredState) {
    let (texts, fields) = (desired.environmentTexts, desired.environmentFields)
    fedFields.withLock { $0 = fields }
    wanted.withLock { $0 = (desired.entities, nil) }
    let sorted = texts.filter { $0.utf8.count > 3 }.sorted { $0.utf8.count > $1.utf8.count }
    secrets.withLock { $0 = sorted }
  }

  /// What the files want, and the secrets in it once they are asked for.
  private let wanted = Mutex<(entities: [Entity], secrets: SecretTexts?)>(([], nil))

  /// What a gateway says of a request that it refuses may quote any of the files' secrets.
  private func withoutQuotations(_ node: Node) -> Node {
    let secrets = wanted.withLock { wanted in
      let secrets = wanted.secrets ?? SecretTexts(wanted.entities)
      wanted.secrets = secrets
      return secrets
    }
    return node.mappingTexts { secrets.hidden(in: $0) }
  }

  /// Shows what goes with each request.
  func announce(_ settings: ConnectionSettings) {
    // An answer may quote what it was sent.
    let values = settings.headers.map { header in
      header.value.hasPrefix("Bearer ") ? String(header.value.dropFirst("Bearer ".count)) : header.value
    }
    headerValues.withLock { $0 = values.filter { $0.utf8.count > 3 } }
    for header in settings.headers { stream.line("* header \(header.name): \(Secrets.mask)") }
  }

  /// Shows one event.
  func note(_ event: RequestEvent) {
    switch event {
    case .request(let number, let method, let target, let body):
      let text = body.map { "\n" + shown($0, target) } ?? ""
      stream.line(hidden("> #\(number) \(method.rawValue) \(target)\(text)"))
      targets.withLock { $0[number] = target }
    case .response(let number, let status, let body, let time):
      let target = targets.withLock { $0.removeValue(forKey: number) } ?? ""
      let text = body.isEmpty ? "" : "\n" + shown(body, target, isRefusal: status >= 400)
      stream.line(hidden("< #\(number) \(status) (\(RequestLog.milliseconds(time)) ms, \(body.count) bytes)\(text)"))
    case .failure(let number, let error, _):
      targets.withLock { $0[number] = nil }
      stream.line(hidden("! #\(number) \(error.message)"))
    case .retry(let number, let wait):
      stream.line("~ #\(number) again in \(RequestLog.milliseconds(wait)) ms")
    }
  }

  /// The targets of requests under way, which say what their answers hold.
  private let targets = Mutex<[Int: String]>([:])

  private func hidden(_ text: String) -> String {
    let known = headerValues.withLock { $0 } + secrets.withLock { $0 }
    return known.reduce(text) { $0.replacing($1, with: Secrets.mask) }
  }

  private func shown(_ body: RequestBody, _ target: String) -> String {
    switch body {
    case .bytes(let bytes): shown(bytes, target, isRefusal: false)
    // What is made while it is sent is too long to be shown.
    case .streamed(let body): "  (\(body.count) bytes)"
    }
  }

  private func shown(_ body: [UInt8], _ target: String, isRefusal: Bool) -> String {
    let path = target.split(separator: "?").first ?? ""
    let segments = Set(path.split(separator: "/").map(String.init))
    // A whole configuration holds the secrets of all kinds, and on the way back as one text.
    guard body.count <= RequestLog.longestBody, segments != ["config"], let node = try? JSONReader.read(body) else {
      return "  (\(body.count) bytes)"
    }
    // A schema holds names and types, whatever its fields are called.
    let isSchema = segments.contains("schemas") && !segments.contains("validate")
    let known = isRefusal ? withoutQuotations(node) : node
    let masked =
      isSchema
      ? known
      : Secrets.redacted(
        RequestLog.masked(known, at: secretPaths(segments)).withoutConfigurationSecrets, name: "", field: nil)
    return "  " + String(decoding: JSONWriter.write(masked), as: UTF8.self)
  }

  /// The fields that are secret by the kind that a request is about, and those that the environment feeds.
  private func secretPaths(_ segments: Set<String>) -> Set<[String]> {
    let fed = fedFields.withLock { $0 }
    return EntityKind.all.reduce(into: []) { paths, kind in
      guard !segments.isDisjoint(with: kind.pathWords.union([kind.collection])) else { return }
      paths.formUnion(kind.secretFields.map { [$0] })
      paths.formUnion(fed[kind.collection] ?? [])
    }
  }

  /// Masks what stands at paths, in an entity, in each of a page, or in what is wrong with one.
  private static func masked(_ node: Node, at paths: Set<[String]>) -> Node {
    guard !paths.isEmpty else { return node }
    switch node.value {
    case .array(let items):
      return Node(.array(items.map { masked($0, at: paths) }))
    case .object(let object):
      return Node(
        .object(
          object.mapNodes { key, node in
            if paths.contains([key]), !node.isNull { return Node(.string(Secrets.mask)) }
            if key == "data" || key == "fields" { return masked(node, at: paths) }
            return masked(node, at: Set(paths.filter { $0.count > 1 && $0[0] == key }.map { Array($0.dropFirst()) }))
          }))
    default:
      return node
    }
  }

  private static func milliseconds(_ time: Duration) -> Int {
    let (seconds, fraction) = time.components
    return Int(seconds) * 1000 + Int(fraction / 1_000_000_000_000_000)
  }
}

extension Node {
  /// The same with each text in it made into another.
  fileprivate func mappingTexts(_ change: (String) -> String) -> Node {
    var copy = self
    switch value {
    case .string(let text): copy.value = .string(change(text))
    case .array(let items): copy.value = .array(items.map { $0.mappingTexts(change) })
    case .object(let object):
      copy.value = .object(object.mapNodes { $1.mappingTexts(change) })
    default: break
    }
    return copy
  }

  /// The same without the texts that make configurations within secret: of plugins by what is known of them, of anything
  /// else all of them.
  fileprivate var withoutConfigurationSecrets: Node {
    switch value {
    case .array(let items): return Node(.array(items.map(\.withoutConfigurationSecrets)))
    case .object(let object):
      return Node(
        .object(
          object.mapNodes { key, node in
            guard key == "config", let name = object["name"] else { return node.withoutConfigurationSecrets }
            return node.hiding(name.string.flatMap { SecretFieldNames(plugin: $0) })
          }))
    default: return self
    }
  }

  /// The same with the texts masked that stand under these names, or all of them.
  private func hiding(_ names: SecretFieldNames?) -> Node {
    switch value {
    case .string(let text): return names == nil && !text.isEmpty ? Node(.string(Secrets.mask)) : self
    case .array(let items): return Node(.array(items.map { $0.hiding(names) }))
    case .object(let object):
      return Node(
        .object(object.mapNodes { key, node in node.hiding(names?.contains(key) ?? true ? nil : names) }))
    default: return self
    }
  }
}
