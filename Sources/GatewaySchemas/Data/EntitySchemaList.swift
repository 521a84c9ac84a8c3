// Written by compact.py from schema documents; edit neither by hand.

enum EntitySchemas {
  static let parts = [part1]
}
