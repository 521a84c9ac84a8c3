// Written by compact.py from schema documents; edit neither by hand.

enum PluginSchemas {
  static let parts = [part1, part2]
}
