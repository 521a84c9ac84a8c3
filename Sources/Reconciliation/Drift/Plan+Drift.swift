import Comparison

extension Plan {
  /// What others changed on the target alone, without what the files bring.
  func onlyDrift() -> Plan {
    var copy = self
    var places: [Int?] = []
    copy.changes = []
    for change in changes {
      var change = change
      change.differences.removeAll { !($0.drift?.isDrift ?? false) }
      let stays = change.drift?.isDrift ?? !change.differences.isEmpty
      places.append(stays ? copy.changes.count : nil)
      if stays { copy.changes.append(change) }
    }
    for index in copy.changes.indices {
      copy.changes[index].dependsOn = copy.changes[index].dependsOn.compactMap { places[$0] }
      copy.changes[index].goesWith = copy.changes[index].goesWith.flatMap { places[$0] }
      copy.changes[index].freesValueFor = copy.changes[index].freesValueFor.flatMap { places[$0] }
      copy.changes[index].references.removeAll { reference in
        if case .change(let position) = reference.target { places[position] == nil } else { false }
      }
      for item in copy.changes[index].references.indices {
        if case .change(let position) = copy.changes[index].references[item].target, let place = places[position] {
          copy.changes[index].references[item].target = .change(place)
        }
      }
    }
    return copy
  }
}
