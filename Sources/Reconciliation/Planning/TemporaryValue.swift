import Documents
import GatewayModel

/// What an entity is called while another takes over its name.
enum TemporaryValue {
  /// The field of a unique key that can have another value for a time, and that value; nil where no text is part of it.
  ///
  /// The value follows from the entity's id, so that the same plan comes out again, and is one that every kind of name
  /// may be. A secret's cannot be guessed from it.
  static func field(of key: [String], in holder: Entity) -> (name: String, value: String)? {
    guard let id = holder.id else { return nil }
    // A plugin's `name` says what it is: no other value will do, and for what is no name neither.
    let candidates = key.filter {
      holder.kind.reference($0) == nil && !(holder.kind.configField != nil && $0 == "name")
    }
    guard let field = candidates.last(where: { holder.fields[$0]?.string?.hasPrefix("-----BEGIN ") == false }) else {
      return nil
    }
    if holder.kind.secretFields.contains(field) {
      return (field, "\(UniqueID())\(UniqueID())".replacing("-", with: ""))
    }
    return (field, "fairlead-\(id)")
  }

  /// The texts that say such values once more, and have to go along with them: the `kid` of a key stands in its JSON Web
  /// Key as well, and the gateway wants both to agree.
  static func echoes(of values: Object, in holder: Entity) -> Object {
    var echoes = Object()
    for (field, form) in holder.kind.textForms where form == .json {
      guard let text = holder.fields[field]?.string, let parsed = try? JSONReader.read(Array(text.utf8)),
        var object = parsed.object
      else { continue }
      for value in values {
        guard let own = object[value.key], own == holder.fields[value.key] else { continue }
        object[value.key] = value.node
        echoes[field] = Node(.string(String(decoding: JSONWriter.write(Node(.object(object))), as: UTF8.self)))
      }
    }
    return echoes
  }
}
