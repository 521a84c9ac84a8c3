import Glibc

/// What one run of a command took.
struct Measurement {
  var seconds: Double
  var cpuSeconds: Double
  var peakMegabytes: Double

  /// Runs a program to its end, its output thrown away.
  static func run(_ program: String, _ arguments: [String], allowing statuses: Set<Int32> = [0]) throws -> Measurement {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let start = ContinuousClock.now
    guard posix_spawn(&process, program, &actions, nil, &words, environ) == 0 else {
      throw Failure("\(program) cannot be started")
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(process, &status, 0, &usage)
    let time = ContinuousClock.now - start
    let code = status & 0x7f == 0 ? status >> 8 & 0xff : -1
    guard statuses.contains(code) else {
      throw Failure("\(program) \(arguments.joined(separator: " ")) ended with \(code)")
    }
    return Measurement(
      seconds: time.inSeconds, cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peakMegabytes: Double(usage.ru_maxrss) / 1024)
  }

  /// The CPU time of this process so far.
  static func ownCPU() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// The middle one by wall time of several, with the largest memory of all.
  static func median(_ all: [Measurement]) -> Measurement {
    let sorted = all.sorted { $0.seconds < $1.seconds }
    var middle = sorted[sorted.count / 2]
    middle.peakMegabytes = all.map(\.peakMegabytes).max() ?? 0
    return middle
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

/// Why a benchmark could not be run.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
