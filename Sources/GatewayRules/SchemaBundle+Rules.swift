package import GatewaySchemas

extension SchemaBundle {
  /// The schemas of the open source edition, judged as a gateway does.
  package static let oss = SchemaBundle(edition: .oss, rules: .gateway)
  /// The schemas of the enterprise edition, judged as a gateway does.
  package static let enterprise = SchemaBundle(edition: .enterprise, rules: .gateway)
}
