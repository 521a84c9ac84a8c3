import Diagnostics
import Documents

/// Consumers with their credentials, and groups of them.
extension TerraformExport {
  /// A kind of credentials: its type, where a consumer has it, which field tells it from others, and which are secret.
  private struct CredentialForm {
    let type: String
    let collection: String
    /// The field that its name is made of; nil where that is secret.
    let nameField: String?
    var secrets: [String] = []
  }

  private static let credentialForms = [
    CredentialForm(type: "acl", collection: "acls", nameField: "group"),
    CredentialForm(
      type: "basic_auth", collection: "basicauth_credentials", nameField: "username", secrets: ["password"]),
    CredentialForm(type: "key_auth", collection: "keyauth_credentials", nameField: nil, secrets: ["key"]),
    CredentialForm(type: "jwt", collection: "jwt_secrets", nameField: "key", secrets: ["secret", "key"]),
    CredentialForm(
      type: "hmac_auth", collection: "hmacauth_credentials", nameField: "username", secrets: ["secret"]),
  ]

  /// Credentials of which the provider has no resource.
  private static let withoutResource = ["oauth2_credentials", "mtls_auth_credentials"]

  mutating func addConsumer(_ consumer: Node, at position: Int) {
    let name = owners.name(.consumer, position)
    var resource = TerraformResource(type: TerraformOwners.Kind.consumer.type, name: name)
    resource.attributes = Self.attributes(
      of: consumer,
      without: Set(
        ["groups", "plugins"] + Self.credentialForms.map(\.collection) + Self.withoutResource))
    resource.importIDs = Self.importIDs(of: consumer)
    add(resource)
    for group in consumer.items("groups") {
      if let group = self.name(.consumerGroup, meantBy: group, in: "consumer '\(name)'") {
        addMembership(of: name, in: group)
      }
    }
    for form in Self.credentialForms {
      for (index, credential) in consumer.items(form.collection).enumerated() {
        addCredential(credential, index, form, of: consumer, named: name)
      }
    }
    for collection in Self.withoutResource {
      leaveOut(consumer.items(collection), "'\(collection)' of consumer '\(name)' are")
    }
    for plugin in consumer.items("plugins") { addPlugin(plugin, nestedIn: (.consumer, name)) }
  }

  private mutating func addCredential(
    _ credential: Node, _ index: Int, _ form: CredentialForm, of consumer: Node, named owner: String
  ) {
    let type = "konnect_gateway_\(form.type)"
    let own = form.nameField.flatMap { credential[$0] }
    // A name says nothing secret: neither a key nor what came from the environment.
    let isShown = own.map { !$0.containsEnvironmentValue } ?? false
    let part = isShown ? own?.string ?? "" : credential.text("id") ?? String(index + 1)
    var resource = TerraformResource(type: type, name: names.claim(type, [owner, form.type, part]))
    resource.attributes = Self.attributes(of: credential, without: ["consumer"])
    resource.references = [
      TerraformResource.Reference(
        isPlain: true, attribute: "consumer_id", address: "\(TerraformOwners.Kind.consumer.type).\(owner)")
    ]
    if options.ignoresCredentialChanges { resource.ignored = form.secrets }
    resource.importIDs = importIDs(of: credential, below: consumer, as: "consumer_id")
    add(resource)
  }

  mutating func addGroup(_ group: Node, at position: Int) {
    let name = owners.name(.consumerGroup, position)
    var resource = TerraformResource(type: TerraformOwners.Kind.consumerGroup.type, name: name)
    resource.attributes = Self.attributes(of: group, without: ["consumers", "plugins"])
    resource.importIDs = Self.importIDs(of: group)
    add(resource)
    for member in group.items("consumers") {
      if let consumer = self.name(.consumer, meantBy: member, in: "consumer group '\(name)'") {
        addMembership(of: consumer, in: name)
      }
    }
    for plugin in group.items("plugins") { addPlugin(plugin, nestedIn: (.consumerGroup, name)) }
  }

  /// That a consumer is in a group, once, whichever side says so.
  private mutating func addMembership(of consumer: String, in group: String) {
    guard members.insert([consumer, group]).inserted else { return }
    let type = "konnect_gateway_consumer_group_member"
    writer.line("resource \(HCLWriter.quoted(type)) \(HCLWriter.quoted(names.claim(type, [group, consumer]))) {")
    writer.line("  consumer_id = \(TerraformOwners.Kind.consumer.type).\(consumer).id")
    writer.line("  consumer_group_id = \(TerraformOwners.Kind.consumerGroup.type).\(group).id")
    writer.line("  control_plane_id = var.control_plane_id\n}\n")
  }
}
