import Diagnostics
import Documents
import OpenAPI

/// Makes openid-connect plugins of security requirements.
struct SecurityPlugins {
  /// The name of the plugin.
  static let name = "openid-connect"

  /// What security requirements come to.
  enum Outcome {
    /// Anybody is let in.
    case open
    /// Whoever this plugin lets in.
    case plugin(PluginDraft)
    /// It cannot be said with a plugin; why was reported.
    case unknown
  }

  private let document: APIDocument
  private let isLenient: Bool

  init(_ document: APIDocument, isLenient: Bool) {
    self.document = document
    self.isLenient = isLenient
  }

  /// What a list of requirements comes to.
  func outcome(of requirements: [SecurityRequirement], _ extensions: inout ExtensionReader) -> Outcome {
    if requirements.isOpen { return .open }
    guard requirements.count == 1 else {
      return refuse("only one security requirement can be had at a time", requirements[1].place, &extensions)
    }
    let requirement = requirements[0]
    guard requirement.schemes.count == 1 else {
      return refuse("only one scheme of a security requirement can be had", requirement.place, &extensions)
    }
    let (name, scopes) = requirement.schemes[0]
    guard let scheme = document.securityScheme(name) else {
      let known = document.components["securitySchemes"]?.object?.keys ?? []
      return refuse(
        "'components.securitySchemes' has no '\(name)'", requirement.place, &extensions,
        hint: NearestName.find(name, among: known).map { "did you mean '\($0)'?" })
    }
    let type = scheme["type"]?.plainText ?? ""
    guard type.lowercased().filter({ $0 != "-" && $0 != "_" }) == "openidconnect" else {
      return refuse(
        "the security scheme '\(name)' is of type '\(type)'; only openIdConnect becomes a plugin", requirement.place,
        &extensions)
    }
    return plugin(of: scheme, scopes, requirement.place, &extensions).map { .plugin($0) } ?? .unknown
  }

  private func plugin(
    of scheme: Object, _ scopes: [String], _ place: SourcePlace, _ extensions: inout ExtensionReader
  ) -> PluginDraft? {
    let key = "x-kong-security-openid-connect"
    if scheme[key] != nil, extensions.object(key, in: scheme) == nil { return nil }
    var fields = extensions.object(key, in: scheme) ?? Object()
    for key in ["name", "service", "route", "tags"] { fields.removeValue(forKey: key) }
    guard var config = fields["config"].map({ $0.isNull ? Object() : $0.object }) ?? Object() else {
      extensions.diagnostics.error(
        code: "odd-extension", "'config' of '\(key)' must be a mapping", at: fields["config"]?.place ?? .none)
      return nil
    }
    let required = Set((config["scopes_required"]?.array ?? []).compactMap(\.plainText) + scopes)
    config["scopes_required"] = Node(.array(required.sorted { $0.precedesInBytes($1) }.map { Node(.string($0)) }))
    if let issuer = scheme["openIdConnectUrl"]?.nonEmptyText { config.complete("issuer", Node(.string(issuer))) }
    fields["config"] = Node(.object(config), at: place)
    return PluginDraft(name: Self.name, fields: fields, place: place)
  }

  private func refuse(
    _ message: String, _ place: SourcePlace, _ extensions: inout ExtensionReader, hint: String? = nil
  ) -> Outcome {
    extensions.diagnostics.add(
      Diagnostic(
        isLenient ? .warning : .error, code: "unsupported-security", message, at: place,
        hint: hint ?? (isLenient ? nil : "pass over such requirements with --ignore-security-errors")))
    return .unknown
  }
}
