import Diagnostics

extension TextEditor {
  /// Writes a list or mapping in brackets whose entries are others than they were.
  mutating func editFlow(_ mark: Int, by plan: EditPlan, whole: Node) {
    let entries = FlowEntry.entries(of: mark, in: text)
    let open = text.contentStart(mark) + 1
    let close = max(open, text.marks.end(mark) - 1)
    copy(upTo: open)
    guard !plan.entries.isEmpty, !entries.isEmpty, entries.count == plan.formerCount else {
      appendInside(whole, indent: text.lines.indent(open))
      cursor = close
      return
    }
    let indent = entries.first.map { text.lines.indent($0.start) } ?? text.lines.indent(open)
    let spacing = spacing(entries, open..<close)
    for (position, planned) in plan.entries.enumerated() {
      let former = planned.former.map { entries[$0] }
      beginFlowEntry(position, plan, entries, former, spacing)
      if let former {
        cursor = former.start
        edit(planned, key: former.key, value: former.value, in: mark)
        copy(upTo: former.end)
      } else if let value = planned.value {
        if let key = planned.key {
          put(keyText(key, instead: nil, inFlow: true))
          put(style.colon)
        }
        appendFlow(value, indent: indent)
      }
    }
    endFlow(plan, entries, open..<close)
    cursor = close
  }

  /// Writes all that a list or mapping holds anew, without its brackets.
  private mutating func appendInside(_ whole: Node, indent: Int) {
    let bytes = moved(from: text) { $0.appendFlow(whole, indent: indent) }
    output.append(contentsOf: bytes.dropFirst().dropLast())
  }

  /// Whether what stands before an entry may stand before others.
  private func isSample(_ entry: FlowEntry, _ inside: Range<Int>) -> Bool {
    let range = entry.lead..<entry.start
    return !text.lines.holdsComment(range) && (entry.lead > inside.lowerBound || text.lines.holdsBreak(range))
  }

  /// What stands between a comma and the next entry.
  private func spacing(_ entries: [FlowEntry], _ inside: Range<Int>) -> [UInt8] {
    func isFit(_ index: Int) -> Bool { isSample(entries[index], inside) }
    let last = stride(from: entries.count - 1, to: max(0, entries.count - 5), by: -1)
    if let sample = last.first(where: isFit) ?? entries.indices.prefix(1).first(where: isFit) {
      return Array(text.bytes[entries[sample].lead..<entries[sample].start])
    }
    if let first = entries.first, text.lines.holdsBreak(inside.lowerBound..<first.start) {
      return style.lineBreak + Array(repeating: style.indentation, count: text.lines.indent(first.start))
    }
    return style.colon.count > 1 ? [0x20] : []
  }

  /// Writes what stands before an entry: the comma of the one before, and blanks or line breaks with comments.
  private mutating func beginFlowEntry(
    _ position: Int, _ plan: EditPlan, _ entries: [FlowEntry], _ former: FlowEntry?, _ spacing: [UInt8]
  ) {
    guard position > 0 else {
      guard let first = entries.first else { return }
      // The first entry stands where the first one stood.
      let lead = former.flatMap { text.lines.holdsComment($0.lead..<$0.start) ? $0 : nil } ?? first
      output.append(contentsOf: text.bytes[lead.lead..<lead.start])
      return
    }
    var endsInComment = false
    if let before = plan.entries[position - 1].former {
      let tail = entries[before].end..<FlowEntry.commaEnd(entries[before].end, text.lines)
      endsInComment = text.lines.holdsComment(tail)
      let hasComma = text.lines[text.lines.skipTrivia(tail.lowerBound)] == UInt8(ascii: ",")
      if !hasComma { put(",") }
      output.append(contentsOf: text.bytes[tail])
    } else {
      put(",")
    }
    if let former, plan.entries[position].former != 0 {
      output.append(contentsOf: text.bytes[former.lead..<former.start])
      if !endsInComment || text.lines.holdsBreak(former.lead..<former.start) { return }
    } else {
      output.append(contentsOf: spacing)
      if !endsInComment || spacing.contains(where: TextLines.isBreak) { return }
    }
    put("\n")
    putSpaces(entries.first.map { text.lines.column($0.start) } ?? 0)
  }

  /// Writes what stands between the last entry and the closing bracket.
  private mutating func endFlow(_ plan: EditPlan, _ entries: [FlowEntry], _ inside: Range<Int>) {
    guard let last = entries.last else { return }
    let tail = last.end..<max(last.end, inside.upperBound)
    if plan.entries.last?.former == entries.count - 1 { return output.append(contentsOf: text.bytes[tail]) }
    if let before = plan.entries.last?.former {
      let own = entries[before].end..<FlowEntry.commaEnd(entries[before].end, text.lines)
      // A comma too many does no harm in YAML, a lost comment would.
      if text.lines.holdsComment(own) { output.append(contentsOf: text.bytes[own]) }
    }
    let end = min(FlowEntry.commaEnd(last.end, text.lines), inside.upperBound)
    output.append(contentsOf: text.bytes[end..<inside.upperBound])
  }
}
