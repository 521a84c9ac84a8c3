public import Diagnostics

/// What makes a value secret besides its origin: the schema's mark, or the name of its field.
///
/// A secret is a kind of value: whoever shows values asks here first. That a field is `referenceable` says nothing, since
/// host names and certificates are too.
public enum Secrets {
  /// What stands for a secret in every output.
  public static let mask = "[masked]"

  /// A text as messages may quote it: what came from the environment is secret, whatever it is.
  public static func shown(_ text: String, at place: SourcePlace) -> String {
    place.origin.isEnvironment ? mask : text
  }

  /// Field names whose text is secret wherever they stand in an entity or a configuration, marked by a schema or not.
  public static let fieldNames: Set<String> = [
    "password", "secret", "client_secret", "private_key", "jwk", "token", "access_token", "refresh_token", "api_key",
    "apikey", "header_value", "param_value", "session_secret", "provision_key", "secret_key", "access_key",
    "aws_secret", "aws_secret_access_key", "gcp_service_account_json", "service_account_json", "redis_password",
    "sentinel_password", "bind_password", "ldap_password", "key_alt",
  ]

  /// Names of headers whose values authenticate, in lower case.
  public static let headerNames: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "set-cookie", "apikey", "api-key", "x-api-key", "x-auth-token",
    "kong-admin-token", "x-goog-api-key", "x-amz-security-token",
  ]

  /// Whether a text is a reference into a vault, which tells where a secret is and not what it is.
  public static func isVaultReference(_ text: String) -> Bool { text.hasPrefix("{vault://") && text.hasSuffix("}") }
}
