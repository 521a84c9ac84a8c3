import Diagnostics
import Documents

/// Consumers with their credentials, and groups of them.
extension KICExport {
  /// A kind of credentials: how it is called, where a consumer has it, and what of it goes into a secret.
  private struct CredentialForm {
    let type: String
    let collection: String
    let fields: [String]
  }

  private static let credentialForms = [
    CredentialForm(type: "key-auth", collection: "keyauth_credentials", fields: ["key"]),
    CredentialForm(type: "hmac-auth", collection: "hmacauth_credentials", fields: ["username", "secret"]),
    CredentialForm(
      type: "jwt", collection: "jwt_secrets", fields: ["key", "algorithm", "rsa_public_key", "secret"]),
    CredentialForm(type: "basic-auth", collection: "basicauth_credentials", fields: ["username", "password"]),
    CredentialForm(
      type: "oauth2", collection: "oauth2_credentials",
      fields: ["name", "client_id", "client_secret", "client_type", "hash_secret"]),
    CredentialForm(type: "acl", collection: "acls", fields: ["group"]),
    CredentialForm(type: "mtls-auth", collection: "mtls_auth_credentials", fields: ["subject_name", "id"]),
  ]

  mutating func addConsumers() {
    let memberships = memberships()
    for (position, consumer) in draft.consumers.enumerated() {
      let entity = consumer.entity
      guard let name = consumer.name else {
        diagnostics.warning(
          code: "left-out", "a consumer without a username is left out", at: entity.place,
          hint: "give it a username: objects in Kubernetes are known by their names")
        continue
      }
      var fields = Object()
      fields.take(["username", "custom_id"], of: entity)
      let secrets = KICExport.credentialForms.flatMap { form in
        entity.items(form.collection).map { addSecret($0, form, of: name) }
      }
      if !secrets.isEmpty { fields["credentials"] = Node(.array(secrets.map(Node.text))) }
      if !memberships[position].isEmpty {
        fields["consumerGroups"] = Node(.array(memberships[position].map(Node.text)))
      }
      var annotations = classAnnotation
      annotations.annotate("tags", entity["tags"])
      annotations.annotate(plugins: addPlugins(of: consumer))
      add(.consumer, named: KubernetesName.slug(name), annotations: annotations, fields, at: entity.place)
    }
  }

  private mutating func addSecret(_ credential: Node, _ form: CredentialForm, of consumer: String) -> String {
    let name = freeName("\(form.type)-\(consumer)")
    var content = Object()
    for field in form.fields {
      if let text = credential[field]?.scalarText { content[field] = Node(.string(text), at: credential.place) }
    }
    if form.type == "mtls-auth" { content.set("ca_certificate", credential["ca_certificate"]?["cert"]) }
    var labels = Object()
    if options.version == .three {
      labels["konghq.com/credential"] = .text(form.type)
    } else {
      content["kongCredType"] = .text(form.type)
    }
    add(
      .secret, named: name, annotations: classAnnotation, labels: labels,
      ["type": "Opaque", "stringData": Node(.object(content))], at: credential.place)
    return name
  }

  /// The name of a secret that no other has: with a number from the second one on.
  private mutating func freeName(_ text: String) -> String {
    var name = KubernetesName.slug(text)
    var number = 2
    while !secretNames.insert(name).inserted {
      name = KubernetesName.slug("\(text)-\(number)")
      number += 1
    }
    return name
  }

  /// The groups of each consumer, whichever side says so, by the names of their objects.
  private mutating func memberships() -> [[String]] {
    let consumers = draft.consumers.map(\.entity)
    let directory = EntityDirectory(consumers, named: ["username", "custom_id"])
    let groups = EntityDirectory(draft.groups.map(\.entity))
    var found: [[String]] = consumers.map { _ in [] }
    func join(_ consumer: Int, _ group: String) {
      let name = KubernetesName.slug(group)
      if !found[consumer].contains(name) { found[consumer].append(name) }
    }
    for group in draft.groups {
      for member in group.entity.items("consumers") {
        if let name = group.name, let position = directory.position(member) { join(position, name) }
      }
    }
    for (position, consumer) in consumers.enumerated() {
      for group in consumer.items("groups") {
        let known = groups.position(group).flatMap { draft.groups[$0].name }
        if let name = known ?? group.text("name") { join(position, name) }
      }
    }
    return found
  }

  mutating func addConsumerGroups() {
    for group in draft.groups {
      guard let name = group.name else {
        diagnostics.warning(code: "left-out", "a consumer group without a name is left out", at: group.entity.place)
        continue
      }
      var annotations = classAnnotation
      annotations.annotate("tags", group.entity["tags"])
      annotations.annotate(plugins: addPlugins(of: group))
      add(.consumerGroup, named: KubernetesName.slug(name), annotations: annotations, at: group.entity.place)
    }
  }
}
