import Documents
import GatewaySchemas

/// Rules on single texts that many kinds of entities share.
enum TextRules {
  static let utf8Name = CustomRule("utf8-name") { name in
    let isName = name.utf8.allSatisfy { byte in
      ASCII.isAlphanumeric(byte) || byte >= 128 || [0x2E, 0x2D, 0x5F, 0x7E].contains(byte)
    }
    return isName
      ? nil : "invalid value '\(name)': the only accepted ascii characters are alphanumerics or ., -, _, and ~"
  }

  static let tag = CustomRule("tag") { tag in
    let isTag = tag.utf8.allSatisfy { byte in
      byte >= 128 || (0x20...0x7E).contains(byte) && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "/")
    }
    return isTag
      ? nil : "invalid tag '\(tag)': expected printable ascii (except `,` and `/`) or valid utf-8 sequences"
  }

  static let regex = CustomRule("regex") { text in
    RegexSyntax.problem(in: text) == nil ? nil : "not a valid regex: \(text)"
  }

  static let asteriskOrRegex = CustomRule("asterisk-or-regex") { text in
    text == "*" || RegexSyntax.problem(in: text) == nil ? nil : "'\(text)' is not a valid regex"
  }

}
