extension RecordedVerb {
  /// Where resources of Terraform are not the recorded ones: names, escapes and numbers that Terraform would not take.
  static let resources: [String: Expected] = [
    "routes": .changed(escaped), "routes with imports": .changed(escaped), "plugins": .changed(escaped),
    "plugins with imports": .changed(escaped), "values": .changed(escaped), "consumers": .changed(safe),
    "consumers with imports": .changed(safe), "credential changes ignored": .changed { leavingAllAlone(safe($0)) },
    "names cleaned": .changed {
      $0.replacing("Orders.v1 (beta)__x__y", with: "Orders_v1_beta_x_y").replacing(
        ".1st/route:é", with: "._1st_route_é"
      )
      .replacing("\"1st_route_é", with: "\"_1st_route_é")
    },
    "plugin with two parents": .changed {
      $0.replacing("c_orders_rate", with: "orders_c_rate").replacing("r_orders_cors", with: "orders_r_cors")
        .replacing("  consumer_group = \"g\"\n", with: "")
    },
    "custom plugin on a service with imports": .changed {
      $0.replacing("konnect_gateway_plugin.orders", with: "konnect_gateway_custom_plugin.orders")
        .replacing(custom("my_own", 1), with: custom("orders_my_own", 1))
        .replacing(custom("my_own", 2), with: custom("billing_my_own", 2))
    },
    "reference by service id": .output(
      file(
        entity("service", "a", #"name = "a" host = "h""#),
        entity("route", "r", #"name = "r" paths = ["/r"] service = { id = konnect_gateway_service.a.id }"#))),
    "credential with id, consumer without": .output(
      file(
        entity("consumer", "a", #"username = "a""#),
        entity(
          "key_auth", "a_key_auth_b0000000_0000_4000_8000_000000000001",
          #"key = "k" consumer_id = konnect_gateway_consumer.a.id"#)
      ).replacing("YOUR_CONTROL_PLANE_ID", with: "00000000-1111-4222-8333-444444444444")),
    "unnamed service": .output(
      file(entity("service", "service_b0000000_0000_4000_8000_000000000001", #"host = "h""#))),
    "unnamed route": .output(
      file(
        entity("service", "a", #"name = "a" host = "h""#),
        entity(
          "route", "route_b0000000_0000_4000_8000_000000000001",
          #"paths = ["/a"] service = { id = konnect_gateway_service.a.id }"#))),
    "consumer without username": .output(file(entity("consumer", "a", #"custom_id = "a""#))),
    "two vaults of one type": .changed {
      let parts = $0.split(separator: "\"env\" {", omittingEmptySubsequences: false)
      return parts.count == 3 ? "\(parts[0])\"env_a\" {\(parts[1])\"env_b\" {\(parts[2])" : $0
    },
  ]

  private static func file(_ entities: String...) -> String {
    "variable \"control_plane_id\" { type = string default = \"YOUR_CONTROL_PLANE_ID\" } "
      + entities.joined(separator: "\n")
  }

  private static func entity(_ type: String, _ name: String, _ attributes: String) -> String {
    "resource \"konnect_gateway_\(type)\" \"\(name)\" { \(attributes) control_plane_id = var.control_plane_id }"
  }

  private static func custom(_ name: String, _ value: Int) -> String {
    "\"\(name)\" {\n  name = \"my-own\"\n  config = jsonencode({\n    a = \(value)\n"
  }

  private static let escaped: @Sendable (String) -> String = {
    $0.replacing(#"<id>\d+"#, with: #"<id>\\d+"#).replacing("1e+06", with: "1000000").replacing(
      "1e+07", with: "10000000"
    )
    .replacing("%{x} ${y}", with: "%%{x} $${y}")
  }

  /// Nothing secret in names, each membership once, and no credentials as attributes of consumers.
  private static let safe: @Sendable (String) -> String = { text in
    var text = text.replacing(#"w\d ${x}"#, with: #"w\\d $${x}"#)
      .replacing("key_auth_key_one", with: "key_auth_b0000000_0000_4000_8000_000000000021")
      .replacing("key_auth_key_two", with: "key_auth_2")
    if let start = text.firstRange(of: "  mtls_auth_credentials = [")?.lowerBound,
      let end = text.firstRange(of: "  tags = [\"c\"]")?.lowerBound
    {
      text.removeSubrange(start..<end)
    }
    let member = "resource \"konnect_gateway_consumer_group_member\""
    let parts = text.split(separator: member, omittingEmptySubsequences: false)
    guard parts.count == 3, let end = parts[2].firstRange(of: "}\n\n")?.upperBound else { return text }
    return parts[0] + member + parts[1] + parts[2][end...]
  }

  /// The recorded text leaves some credentials alone, and here all are.
  private static let leavingAllAlone: @Sendable (String) -> String = { text in
    let rest =
      "\n  consumer_id = konnect_gateway_consumer.Store_Front.id\n\n  control_plane_id = var.control_plane_id\n"
    return [
      ("key = \"key-one\"\n  tags = [\"k\"]\n", "key"), ("key = \"key-two\"\n  ttl = 100\n", "key"),
      ("secret = \"hs\"\n", "secret"),
    ]
    .reduce(text) { text, entry in
      text.replacing(
        entry.0 + rest, with: entry.0 + rest + "  lifecycle {\n ignore_changes = [\n \(entry.1)\n ]\n }\n")
    }
  }
}
