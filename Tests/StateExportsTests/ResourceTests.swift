import Diagnostics
import Testing

@testable import StateExports

/// A state as resources of Terraform.
@Suite struct ResourceTests {
  @Test func entitiesAreResourcesThatReferToEachOther() throws {
    let resources = try Resources(
      """
      services:
      - name: Orders-Svc
        host: h
        enabled: false
        tags: []
        routes: [{name: r.1, paths: ['~/a\\d'], headers: {"x y": [a]}}]
        plugins: [{name: cors, config: {origins: ['*'], max_age: null}}]
      upstreams: [{name: u.example, targets: [{target: '10.0.0.1:80'}]}]
      """)
    #expect(
      resources.text == #"""
        variable "control_plane_id" {
          type = string
          default = "YOUR_CONTROL_PLANE_ID"
        }

        resource "konnect_gateway_service" "Orders_Svc" {
          enabled = false
          name = "Orders-Svc"
          host = "h"

          control_plane_id = var.control_plane_id
        }

        resource "konnect_gateway_route" "r_1" {
          name = "r.1"
          headers = {
            "x y" = ["a"]
          }
          paths = ["~/a\\d"]

          service = {
            id = konnect_gateway_service.Orders_Svc.id
          }

          control_plane_id = var.control_plane_id
        }

        resource "konnect_gateway_plugin_cors" "Orders_Svc_cors" {
          config = {
            origins = ["*"]
          }

          service = {
            id = konnect_gateway_service.Orders_Svc.id
          }

          control_plane_id = var.control_plane_id
        }

        resource "konnect_gateway_upstream" "upstream_u_example" {
          name = "u.example"

          control_plane_id = var.control_plane_id
        }

        resource "konnect_gateway_target" "upstream_u_example_target_10_0_0_1_80" {
          target = "10.0.0.1:80"

          upstream_id = konnect_gateway_upstream.upstream_u_example.id

          control_plane_id = var.control_plane_id
        }


        """#)
    #expect(resources.messages == [])
  }

  @Test func nameslessEntitiesAreNamedByWhatTheyHave() throws {
    let id = "10000000-0000-4000-8000-00000000000"
    let resources = try Resources(
      """
      services:
      - {id: \(id)1, host: h, routes: [{id: \(id)2, paths: [/]}]}
      - {name: 3scale, host: h}
      - {name: a.b, host: h}
      - {name: a_b, host: h}
      routes: [{name: top, service: {id: \(id)1}}]
      consumers: [{custom_id: own}]
      vaults: [{name: env, prefix: x}, {name: env, prefix: y}, {name: hcv, prefix: z}]
      partials: [{name: p, type: redis-ee, config: {host: h}}]
      certificates: [{id: \(id)3, cert: abc, key: k, snis: [{name: '*.c.example'}]}]
      ca_certificates: [{cert: abc}]
      """)
    #expect(
      resources.headings == [
        "service.service_10000000_0000_4000_8000_000000000001", "route.route_10000000_0000_4000_8000_000000000002",
        "service._3scale", "service.a_b", "service.a_b_2", "route.top", "consumer.own",
        "ca_certificate.ca_cert_900150983cd24fb0d6963f7d28e17f72",
        "certificate.cert_900150983cd24fb0d6963f7d28e17f72", "sni.sni_c_example", "vault.env_x", "vault.env_y",
        "vault.hcv", "partial.p",
      ])
    #expect(
      resources.text.contains(
        """
        resource "konnect_gateway_route" "top" {
          name = "top"

          service = {
            id = konnect_gateway_service.service_10000000_0000_4000_8000_000000000001.id
        """))
    #expect(
      resources.text.contains("  redis_ee = {\n    name = \"p\"\n    config = {\n      host = \"h\"\n    }\n  }\n"))
  }

  @Test func pluginsAreNamedAfterAllThatTheyAreFor() throws {
    let resources = try Resources(
      """
      services: [{name: s, host: h, plugins: [{name: own, config: {a: 1}}]}, {name: t, host: h, plugins: [{name: own}]}]
      consumers: [{username: c}]
      consumer_groups: [{name: g}]
      plugins:
      - {name: rate-limiting, consumer: c, service: s}
      - {name: acl, consumer_group: g}
      - {name: own}
      - {name: cors, service: nobody}
      """)
    #expect(
      resources.headings == [
        "plugin_rate_limiting.s_c_rate_limiting", "plugin_acl.g_acl", "custom_plugin.own", "plugin_cors.nobody_cors",
        "service.s", "custom_plugin.s_own", "service.t", "custom_plugin.t_own", "consumer.c", "consumer_group.g",
      ])
    #expect(!resources.text.contains("consumer_group = \"g\""))
    #expect(resources.text.contains("  name = \"own\"\n  config = jsonencode({\n    a = 1\n  })\n"))
    #expect(resources.messages == ["9 plugin 'cors' refers to service 'nobody', which no file has"])
  }

  private static let consumers = """
    consumers:
    - username: c
      id: 10000000-0000-4000-8000-000000000001
      groups: [{name: g}]
      keyauth_credentials: [{key: SECRET-ONE, id: 10000000-0000-4000-8000-000000000002}, {key: SECRET-TWO}]
      basicauth_credentials: [{username: u, password: 'a"b\\c ${x} %{y}'}]
      jwt_secrets: [{key: issuer, algorithm: HS256, secret: s}, {key: "${{ env "DECK_SECRET" }}", algorithm: HS256, secret: s}]
      hmacauth_credentials: [{username: h, secret: s}]
      acls: [{group: x}]
      oauth2_credentials: [{name: n, client_id: i, client_secret: s}]
    consumer_groups: [{name: g, consumers: [{username: c}]}]
    """

  @Test func namesSayNothingSecretAndMembershipsComeOnce() throws {
    let resources = try Resources(Self.consumers)
    #expect(
      resources.headings == [
        "consumer.c", "consumer_group_member.g_c", "acl.c_acl_x", "basic_auth.c_basic_auth_u",
        "key_auth.c_key_auth_10000000_0000_4000_8000_000000000002", "key_auth.c_key_auth_2", "jwt.c_jwt_issuer",
        "jwt.c_jwt_2", "hmac_auth.c_hmac_auth_h", "consumer_group.g",
      ])
    #expect(!resources.text.contains("oauth2") && !resources.text.contains("import"))
    #expect(resources.messages == ["11 'oauth2_credentials' of consumer 'c' are left out"])
    #expect(resources.text.contains(#"password = "a\"b\\c $${x} %%{y}""#))
  }

  @Test func importsFindWhatIsThere() throws {
    let resources = try Resources(Self.consumers, TerraformOptions(controlPlane: "plane"))
    #expect(resources.text.contains("default = \"plane\""))
    let imports = resources.text.components("import {")
    #expect(imports.count == 2, "only what has an id, and whose owner has one")
    #expect(
      resources.text.contains(
        #"""
        import {
          to = konnect_gateway_key_auth.c_key_auth_10000000_0000_4000_8000_000000000002
          id = "{\"consumer_id\": \"10000000-0000-4000-8000-000000000001\", \"id\": \"10000000-0000-4000-8000-000000000002\", \"control_plane_id\": \"plane\"}"
        }
        """#))
    let orphan = try Resources(
      "consumers: [{username: c, keyauth_credentials: [{key: k, id: 10000000-0000-4000-8000-000000000002}]}]",
      TerraformOptions(controlPlane: "plane"))
    #expect(!orphan.text.contains("import {"))
  }

  @Test func changedCredentialsMayBeLeftAlone() throws {
    let resources = try Resources(Self.consumers, TerraformOptions(ignoresCredentialChanges: true))
    let ignored = resources.text.components("ignore_changes = [").map { part in
      part.prefix { $0 != "]" }.filter { !$0.isWhitespace }
    }
    #expect(ignored == ["password", "key", "key", "secret,key", "secret,key", "secret"])
  }

  /// A value in YAML, and how the language of Terraform has it.
  @Test(arguments: [
    ("1000000", "1000000"), ("0.5", "0.5"), ("5.0", "5"), ("12345678901234567890", "12345678901234567890"),
    ("true", "true"), ("[]", "[]"), ("[a, 1]", "[\"a\", 1]"), ("[[1], []]", "[[1], []]"), ("{}", "{\n    }"),
    ("'$${a} ${b} %{c} $ %'", #""$$${a} $${b} %%{c} $ %""#), (#""tab\t\r\u0001""#, #""tab\t\r\u0001""#),
    (#""a\nb""#, #""a\nb""#), (#""a\n  EOF\n""#, "<<EOF_\na\n  EOF\nEOF_"),
    (#""${x}\n\\d\n""#, "<<EOF\n$${x}\n\\d\nEOF"), (#"["l\n", m]"#, "[\n<<EOF\nl\nEOF\n, \"m\"]"),
    ("[{b: 1, name: n}]", "[\n      {\n        name = \"n\"\n        b = 1\n      },\n    ]"),
  ]) func valuesAreEscaped(_ value: String, _ written: String) throws {
    let resources = try Resources("plugins: [{name: cors, config: {k: \(value)}}]")
    #expect(resources.text.contains("  config = {\n    k = \(written)\n  }\n"), "\(resources.text)")
  }
}

extension String {
  /// What follows each occurrence of a text.
  fileprivate func components(_ separator: String) -> [Substring] {
    ranges(of: separator).map { self[$0.upperBound...] }
  }
}
