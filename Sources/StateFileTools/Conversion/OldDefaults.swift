import Diagnostics
import Documents

/// Version 3.14 verifies certificates, hides credentials and takes requests over TLS alone, unless told otherwise: what
/// relied on the defaults before it says so from here on.
enum OldDefaults {
  private static let encrypted: Set<String> = ["https", "tls", "grpcs", "wss"]

  static func pin(in documents: inout [Node], _ report: inout ConversionReport) {
    for index in documents.indices {
      EntityWalk.routes(&documents[index]) { route, place in
        guard route["protocols"].map({ $0.isNull || $0.array?.isEmpty ?? false }) ?? true else { return }
        route["protocols"] = ["http", "https"]
        report.changed(
          "protocols of \(title("route", route)) are now http and https, the default until 3.14", at: place)
      }
      EntityWalk.services(&documents[index]) { service, place in
        let scheme = service["protocol"]?.string ?? service["url"]?.string.flatMap { EndpointText($0)?.scheme }
        guard let scheme, encrypted.contains(scheme), service["tls_verify"] == nil else { return }
        service["tls_verify"] = false
        report.changed("tls_verify of \(title("service", service)) is now false, the default until 3.14", at: place)
      }
      EntityWalk.items(&documents[index], "partials") { partial, place in
        let paths: [String]
        switch partial["type"]?.string {
        case "redis-ce", "redis-ee": paths = ["ssl_verify"]
        case "vectordb": paths = ["pgvector.ssl_verify", "redis.ssl_verify"]
        default: return
        }
        var configuration = partial["config"]
        for path in paths where pin(path, in: &configuration, mayCreate: false) {
          report.changed(
            "\(path) of \(title("partial", partial)) is now false, the default until 3.14", at: place)
        }
        partial["config"] = configuration
      }
    }
    PluginConfigurations.change(&documents) { configuration, use in
      for path in fields(of: use.plugin) {
        // What is shared says it once, for all that use it.
        if let shared = use.shared {
          guard path.contains("."), value(path, in: shared) == nil else { continue }
        }
        guard pin(path, in: &configuration, mayCreate: use.shared == nil) else { continue }
        report.changed("\(path) of plugin \(use.plugin) is now false, the default until 3.14", at: use.place)
      }
    }
  }

  private static func title(_ kind: String, _ object: Object) -> String {
    (object["name"] ?? object["id"])?.string.map { "\(kind) '\($0)'" } ?? "a \(kind) without a name"
  }

  // MARK: One field

  private static func value(_ path: String, in node: Node) -> Node? {
    path.split(separator: ".").reduce(node) { node, key in node?[String(key)] }
  }

  /// Sets a field to false where it is not there but what is around it is; `[]` after a key stands for each item of a list.
  private static func pin(_ path: String, in configuration: inout Node?, mayCreate: Bool) -> Bool {
    let keys = path.split(separator: ".").map(String.init)
    var node = configuration ?? .null
    if node.isNull {
      guard mayCreate, keys.count == 1 else { return false }
      node = Node(.object(Object()))
    }
    guard pin(keys[...], in: &node) else { return false }
    configuration = node
    return true
  }

  private static func pin(_ keys: ArraySlice<String>, in node: inout Node) -> Bool {
    guard let key = keys.first else { return false }
    let rest = keys.dropFirst()
    if key.hasSuffix("[]") {
      var hasChanged = false
      node.change(at: DocumentPath([.key(String(key.dropLast(2)))])) { list in
        list.changeItems { _, item in
          // Of the nodes of a flow, those that call do so over TLS.
          if let type = item["type"]?.string, type != "call" { return }
          if pin(rest, in: &item) { hasChanged = true }
        }
      }
      return hasChanged
    }
    if rest.isEmpty {
      return node.changeObject { object in
        guard object[key] == nil else { return false }
        object[key] = false
        return true
      } ?? false
    }
    return node.change(at: DocumentPath([.key(key)])) { pin(rest, in: &$0) } ?? false
  }
}
