import Documents
import GatewayModel
import GatewaySchemas
import Reconciliation
import StateFiles

/// The writing face of a gateway without a database: changes become a document of all that it is to hold, which it takes
/// or refuses as a whole.
struct DBLessWriter {
  let reader: DBLessReader

  private var admin: AdminReader { reader.admin }

  /// Builds the document and loads it.
  func writeAll(_ writes: [EntityWrite], onto base: Snapshot) async throws(TargetError) -> LoadOutcome {
    let configuration = try await configuration(writes, base)
    let left = configuration.leftBehind()
    if !left.isEmpty { return .refused(left) }
    do throws(AdminError) {
      let load = Load(configuration, onto: base.revision, admin)
      switch try await load.run() {
      case .taken: return .taken
      case .unconfirmed: return .unconfirmed
      case .overtaken: return .overtaken
      case .unknown(let error): return .unknown(TargetError(error))
      case .refused(let refusal):
        return .refused(LoadRefusal(refusal, configuration, writes).faults)
      }
    } catch {
      throw TargetError(error)
    }
  }

  private func configuration(
    _ writes: [EntityWrite], _ base: Snapshot
  ) async throws(TargetError) -> DeclarativeConfiguration {
    guard let whole = base.whole else {
      throw .refused(TargetError.Refusal(.other, message: "the gateway was not read as a whole"))
    }
    // What cannot be read would be lost.
    if let (kind, reason) = whole.unreadable.min(by: { $0.key.rank < $1.key.rank }) {
      var refusal = TargetError.Refusal(
        .forbidden,
        message: "the gateway does not let \(kind.collection) be read (\(reason)), and a load without them "
          + "would delete them")
      refusal.hint = "use a token that may read them"
      throw .refused(refusal)
    }
    let kinds = Set(EntityKind.all.filter { !whole.all($0).isEmpty })
    let schemas = try await reader.schemas(kinds: kinds, configurations: [])
    let defaulted = KindMap { kind in
      schemas.entities[kind.collection]?.root.fields.filter(\.leavesNull).map(\.name) ?? []
    }
    let foreign: Object
    do throws(AdminError) { foreign = try await ForeignEntities.read(admin) } catch { throw TargetError(error) }
    let isOld = base.information.majorMinor.map { $0.major < 3 } ?? false
    return DeclarativeConfiguration(
      whole, writes, formatVersion: isOld ? "1.1" : "3.0", defaulted: defaulted, foreign: foreign)
  }
}
