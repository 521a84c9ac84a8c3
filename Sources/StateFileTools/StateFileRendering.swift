package import Documents
import GatewayModel
package import StateFiles

/// One state file in place of several: all that they mean, written as a dump is.
package enum StateFileRendering {
  /// Writes the state with the defaults that the format's other readers fill in, `_info` and `_workspace` kept.
  package static func document(of desired: DesiredState) -> Node {
    var filled = desired
    for position in filled.entities.indices {
      filled.update(position) { entity in
        guard let defaults = FormatDefaults.fields(for: entity) else { return }
        entity.fields.completeDeeply(from: defaults)
      }
    }
    var options = DumpOptions()
    if !desired.header.info.isEmpty { options.header["_info"] = Node(.object(desired.header.info)) }
    if let workspace = desired.header.workspace { options.header["_workspace"] = Node(.string(workspace)) }
    return StateDump.document(of: GatewayState(filled), options)
  }
}
