import Diagnostics
import Documents
import OpenAPI

/// Who may use a tool, by the scopes that operations ask for.
struct ToolAccess {
  private static let key = "x-kong-mcp-acl"

  private let document: APIDocument
  private let isLenient: Bool
  private let settings: Object
  private let fallback: Node?

  /// Takes the first scheme of a document that says how scopes are read; nil where none does.
  init?(_ document: APIDocument, isLenient: Bool, _ extensions: inout ExtensionReader) {
    let schemes = document.components["securitySchemes"]?.object ?? Object()
    let settings = schemes.keys.lazy.compactMap { name -> Object? in
      guard let scheme = document.securityScheme(name), ToolAccess.isOAuth2(scheme) else { return nil }
      return scheme[Self.key]?.object
    }.first
    guard let settings else { return nil }
    self.settings = extensions.object(Node(.object(settings)), Self.key) ?? Object()
    self.document = document
    self.isLenient = isLenient
    let fallback = document.fields["x-kong-mcp-default-acl"].flatMap { $0.isNull ? nil : $0 }
    if let fallback, fallback.array == nil {
      extensions.diagnostics.error(
        code: "odd-extension", "'x-kong-mcp-default-acl' must be a list, not \(fallback.value.kindDescription)",
        at: fallback.place)
    }
    self.fallback = fallback
  }

  private static func isOAuth2(_ scheme: Object) -> Bool { scheme["type"]?.plainText?.lowercased() == "oauth2" }

  /// The plugin's configuration with what says how access is decided.
  func configuration(_ config: Object) -> Object {
    var config = config
    for key in ["acl_attribute_type", "access_token_claim_field"] {
      if let value = settings[key], !value.isNull { config[key] = value }
    }
    if let fallback { config["default_acl"] = fallback }
    return config
  }

  /// The scopes that let a client use an operation; nil where none are asked for.
  func acl(of operation: Operation, _ item: PathItem, _ extensions: inout ExtensionReader) -> Node? {
    let requirements = operation.security ?? document.security ?? []
    if requirements.isOpen { return nil }
    if let problem = problem(with: requirements) {
      let title = "\(operation.method.uppercased()) \(item.path)"
      extensions.diagnostics.add(
        Diagnostic(
          isLenient ? .warning : .error, code: "unsupported-security", "\(title): \(problem)",
          at: requirements[0].place,
          hint: isLenient ? nil : "leave such tools open with --ignore-security-errors"))
      return nil
    }
    let scopes = Set(requirements[0].schemes[0].scopes)
    if scopes.isEmpty { return nil }
    return ["allow": Node(.array(scopes.sorted { $0.precedesInBytes($1) }.map { Node(.string($0)) }))]
  }

  private func problem(with requirements: [SecurityRequirement]) -> String? {
    guard requirements.count == 1 else { return "only one security requirement can be had at a time" }
    guard requirements[0].schemes.count == 1 else { return "only one scheme of a security requirement can be had" }
    let name = requirements[0].schemes[0].name
    guard let scheme = document.securityScheme(name) else { return "'components.securitySchemes' has no '\(name)'" }
    guard ToolAccess.isOAuth2(scheme) else {
      return "the security scheme '\(name)' is of type '\(scheme["type"]?.plainText ?? "")'; only oauth2 has scopes"
    }
    return scheme[Self.key]?.object == nil ? "the security scheme '\(name)' lacks '\(Self.key)'" : nil
  }
}
